// A film beside photos: its length on the tile, and played in the viewer.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { somePhotos } from "./harness/library.mjs";
import { drawn, tilesOf } from "./harness/photos.mjs";
import { python } from "./harness/server.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

// A film of three seconds that Chromium plays, and one of a kind it does not.
const FILMS = `
import sys, cv2, numpy
for name, codec in (("VID_20261101_120000.webm", "VP80"), ("VID_20261101_110000.avi", "MJPG")):
    film = cv2.VideoWriter(sys.argv[1] + "/" + name, cv2.VideoWriter_fourcc(*codec), 10, (320, 240))
    for number in range(30):
        picture = numpy.full((240, 320, 3), 40, numpy.uint8)
        cv2.circle(picture, (20 + 9 * number, 120), 40, (60, 180, 240), -1)
        film.write(picture)
    film.release()
`;
// A film just found may have no picture yet.
const NOT_READY = /Failed to load resource.*404.*\/media\//;

describe("films", () => {
  const { stage, step } = useStage({
    prepare: ({ home }) => {
      const folder = join(home, "Pictures");
      somePhotos(folder, 3);
      mkdirSync(folder, { recursive: true });
      python(FILMS, [folder]);
    },
  });
  const film = () => stage.page.locator("video");
  const state = () =>
    film().evaluate((element) => {
      const { paused, muted, currentTime, duration } = /** @type {HTMLVideoElement} */ (element);
      return { paused, muted, currentTime, duration };
    });

  step("a folder with films is added", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Use Pictures" }).click();
    await until(async () => (await tilesOf(stage.api)).length === 5, "five tiles");
    await idle(stage.api);
  });

  step("the tile says how long it is", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await stage.go("/");
    await drawn(page);
    await page
      .getByRole("gridcell", { name: /film of 0:03/ })
      .first()
      .waitFor();
    await page.locator(".tile .length", { hasText: "0:03" }).first().waitFor();
  });

  step("it opens paused, and Space plays and pauses it", async () => {
    const { page } = stage;
    await page
      .getByRole("gridcell", { name: /film of 0:03/ })
      .first()
      .dblclick();
    await film().waitFor();
    await until(async () => (await state()).duration > 2, "its length");
    assert.equal((await state()).paused, true);
    await page.keyboard.press("Space");
    await until(async () => (await state()).currentTime > 0.2, "the film to play");
    await page.keyboard.press("m");
    assert.equal((await state()).muted, true);
    await page.keyboard.press("Space");
    assert.equal((await state()).paused, true);
  });

  step("a place in it can be gone to", async () => {
    await film().evaluate((element) => {
      /** @type {HTMLVideoElement} */ (element).currentTime = 2;
    });
    await until(async () => (await state()).currentTime === 2, "the place");
  });

  step("a film the browser does not know says so, and arrows go on", async () => {
    const { page } = stage;
    await page.keyboard.press("ArrowRight");
    await page.getByText("This film cannot be played here.").waitFor();
    await page.keyboard.press("ArrowRight");
    await page.locator("figure img.full").waitFor();
    assert.equal(await film().count(), 0);
  });
});
