// What moves besides films: animated pictures, the film inside a motion photo or beside a Live Photo, a film under
// the pointer.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { somePhotos } from "./harness/library.mjs";
import { drawn, tilesOf } from "./harness/photos.mjs";
import { python } from "./harness/server.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

// An animated GIF, a photo with a film of two seconds behind it, as phones write it, and a film.
const PICTURES = `
import io, os, struct, sys, cv2, numpy
from PIL import Image

folder = sys.argv[1]

def frame(number):
    picture = numpy.full((240, 320, 3), 40, numpy.uint8)
    cv2.circle(picture, (20 + 9 * number, 120), 40, (60, 180, 240), -1)
    return picture

frames = [Image.fromarray(frame(number)) for number in range(0, 30, 3)]
frames[0].save(folder + "/turning.gif", save_all=True, append_images=frames[1:], duration=80, loop=0)

def film(path, codec):
    out = cv2.VideoWriter(path, cv2.VideoWriter_fourcc(*codec), 10, (320, 240))
    for number in range(20):
        out.write(frame(number))
    out.release()

film(folder + "/VID_20261101_120000.webm", "VP80")
# A Live Photo: a photo, and a film of the same name begun in the same second.
live = Image.fromarray(numpy.rot90(frame(20), 2).copy())
taken = Image.Exif()
taken[0x010F], taken[0x0110] = "Apple", "iPhone 12"
taken.get_ifd(0x8769).update({0x9003: "2026:10:30 09:30:00", 0x9011: "+00:00"})
live.save(folder + "/IMG_0007.JPG", "JPEG", exif=taken)
film(folder + "/live.mp4", "vp09")
with open(folder + "/live.mp4", "rb") as made:
    beside = bytearray(made.read())
os.remove(folder + "/live.mp4")
struct.pack_into(">I", beside, beside.index(b"mvhd") + 8, 2_082_844_800 + 1_793_352_600)
with open(folder + "/IMG_0007.MOV", "wb") as out:
    out.write(beside)

film(folder + "/inside.mp4", "vp09")
with open(folder + "/inside.mp4", "rb") as inside:
    motion = inside.read()
os.remove(folder + "/inside.mp4")
xmp = f"""<?xpacket begin='\\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''
 xmlns:GCamera='http://ns.google.com/photos/1.0/camera/' GCamera:MicroVideo='1' GCamera:MicroVideoVersion='1'
 GCamera:MicroVideoOffset='{len(motion)}'/></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""
out = io.BytesIO()
Image.fromarray(frame(10)).save(out, "JPEG", xmp=xmp.encode())
with open(folder + "/MVIMG_20261101_130000.jpg", "wb") as photo:
    photo.write(out.getvalue() + motion)
`;
// A file just found may have no picture yet.
const NOT_READY = /Failed to load resource.*404.*\/media\//;

/** @param {import("./harness/stage.mjs").Stage} stage */
async function added(stage) {
  stage.expected = [NOT_READY];
  await stage.page.getByRole("button", { name: "Use Pictures" }).click();
  await until(async () => (await tilesOf(stage.api)).length >= 5, "the tiles");
  await idle(stage.api);
  await until(
    async () => (await tilesOf(stage.api)).length === 6,
    "the film to hide behind its photo",
  );
}

/** @param {{ home: string }} place */
function prepare({ home }) {
  const folder = join(home, "Pictures");
  mkdirSync(folder, { recursive: true });
  somePhotos(folder, 2);
  python(PICTURES, [folder]);
}

describe("what moves", () => {
  const { stage, step } = useStage({ prepare, reducedMotion: "no-preference" });
  const tile = (/** @type {RegExp} */ name) => stage.page.getByRole("gridcell", { name }).first();
  const video = (/** @type {string} */ kind) => stage.page.locator(`video.${kind}`);
  const at = (/** @type {string} */ kind) =>
    video(kind).evaluate((element) => /** @type {HTMLVideoElement} */ (element).currentTime);

  step("tiles carry quiet marks", async () => {
    await added(stage);
    await stage.go("/");
    await drawn(stage.page);
    await tile(/moving picture/).waitFor();
    await tile(/film of the moment/).waitFor();
    assert.deepEqual((await stage.page.locator(".tile .length").allInnerTexts()).sort(), [
      "0:02",
      "GIF",
      "Live",
      "Live",
    ]);
  });

  step(
    "a film moves under the pointer that rests, without sound, and stops when it leaves",
    async () => {
      assert.equal(await video("hover-film").count(), 0);
      await tile(/film of 0:02/).hover();
      await video("hover-film").waitFor({ state: "attached" });
      await until(async () => (await at("hover-film")) > 0, "the film to move");
      const muted = await video("hover-film").evaluate(
        (element) => /** @type {HTMLVideoElement} */ (element).muted,
      );
      assert.equal(muted, true);
      await tile(/moving picture/).hover();
      await video("hover-film").waitFor({ state: "detached" });
    },
  );

  step("an animated picture moves, and Space holds it still", async () => {
    const { page } = stage;
    await tile(/moving picture/).dblclick();
    await page.locator("figure img.full").waitFor();
    await page.getByRole("button", { name: "GIF: hold it still" }).waitFor();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "GIF: let it move" }).waitFor();
    assert.equal(await page.locator("figure img.full").count(), 0);
    await page.getByRole("button", { name: "GIF: let it move" }).click();
    await page.locator("figure img.full").waitFor();
    await page.keyboard.press("Escape");
  });

  step("L plays the film of a motion photo over it, then the photo is back", async () => {
    const { page } = stage;
    await tile(/film of the moment/).dblclick();
    await page.locator("figure img.full").waitFor();
    assert.equal(await video("live").count(), 0);
    await page.keyboard.press("l");
    await until(async () => (await at("live")) > 0, "the film to move");
    await page.getByRole("button", { name: "Live: back to the photo" }).waitFor();
    await video("live").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Live: play the film of this moment" }).click();
    await video("live").waitFor({ state: "attached" });
    await page.keyboard.press("l");
    await video("live").waitFor({ state: "detached" });
  });

  step("the drawer tells of the film in the photo", async () => {
    const { page } = stage;
    await page.keyboard.press("i");
    await page.getByText("A film of the moment is in the photo itself.").waitFor();
  });
});

describe("a Live Photo", () => {
  const { stage, step } = useStage({ prepare });

  step("it is one photo, whose film plays over it and is named in the drawer", async () => {
    const { page } = stage;
    await added(stage);
    await stage.go("/");
    await drawn(page);
    await page
      .getByRole("gridcell", { name: /30 October 2026.*film of the moment/ })
      .first()
      .dblclick();
    await page.locator("figure img.full").waitFor();
    await page.getByRole("button", { name: "Live: play the film of this moment" }).click();
    const film = page.locator("video.live");
    await until(
      async () =>
        (await film.evaluate((element) => /** @type {HTMLVideoElement} */ (element).currentTime)) >
        0,
      "the film to move",
    );
    await film.waitFor({ state: "detached" });
    await page.keyboard.press("i");
    await page.getByText("Film of this Live Photo").waitFor();
    await page.getByText(/IMG_0007\.MOV/).waitFor();
  });
});

describe("what moves, where less movement is wanted", () => {
  const { stage, step } = useStage({ prepare, reducedMotion: "reduce" });

  step("an animated picture is still until it is asked to move", async () => {
    const { page } = stage;
    await added(stage);
    await stage.go("/");
    await drawn(page);
    await page
      .getByRole("gridcell", { name: /moving picture/ })
      .first()
      .dblclick();
    await page.getByRole("button", { name: "GIF: let it move" }).waitFor();
    await page.locator("figure img.here").waitFor();
    assert.equal(await page.locator("figure img.full").count(), 0);
    await page.getByRole("button", { name: "GIF: let it move" }).click();
    await page.locator("figure img.full").waitFor();
  });
});
