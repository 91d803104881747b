// Faces in the photo: where they lie, who they are, and everything a person can say of them, there and back.
import assert from "node:assert/strict";
import { join } from "node:path";

import { describeReal, everyLook, realFaces } from "./harness/faces.mjs";
import { assetsByPath } from "./harness/photos.mjs";
import { python } from "./harness/server.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

const GROUP = "groups/identification1.jpg";
const SON = "family/Family1-Son/Family1-Son1.jpg";
const TURNED = "turned.jpg";
const NOT_READY = /Failed to load resource.*404.*\/media\//;

/** The same people, with the pixels lying on their side and a note how to turn them. */
const TURN = `
import sys
from PIL import Image
source, target = sys.argv[1:]
picture = Image.open(source).convert("RGB")
exif = Image.Exif()
exif[0x0112] = 6
picture.transpose(Image.Transpose.ROTATE_90).save(target, quality=92, exif=exif)
`;

describeReal("faces in the viewer", ["KEEPERS_MODELS_DIR", "KEEPERS_PHOTOS_DIR"], () => {
  const { stage, step } = useStage({
    reducedMotion: "reduce",
    prepare: (place) =>
      realFaces(place, [GROUP, "family"], (to) => {
        python(TURN, [join(to, GROUP), join(to, TURNED)]);
      }),
  });
  /** @type {Map<string, any>} */
  let photos = new Map();
  const idOf = (/** @type {string} */ path) => Number(photos.get(path)?.id);
  const facesOf = async (/** @type {string} */ path) => {
    const { faces } = await stage.api(`/assets/${idOf(path)}/faces`);
    const middle = (/** @type {any} */ { box }) => box[0] + box[2] / 2;
    return faces
      .filter((/** @type {any} */ one) => one.verdict !== "not_face" && !one.gone)
      .sort((/** @type {any} */ a, /** @type {any} */ b) => middle(a) - middle(b));
  };
  const names = async (/** @type {string} */ path) =>
    (await facesOf(path)).map((/** @type {any} */ { name }) => name);
  const boxes = () => stage.page.locator(".facebox");
  const box = (/** @type {number} */ at) => boxes().nth(at).locator(".frame");
  const drawer = () => stage.page.getByRole("complementary", { name: "About this photo" });
  const card = () =>
    stage.page.getByRole("dialog").filter({ has: stage.page.getByRole("combobox") });
  const toast = (/** @type {string | RegExp} */ text) =>
    stage.page.getByRole("region", { name: "Messages" }).getByText(text).first().waitFor();
  const undo = () => stage.page.keyboard.press("ControlOrMeta+z");
  const focusIs = (/** @type {number} */ at) =>
    until(
      () => box(at).evaluate((one) => one === document.activeElement),
      `the keyboard on box ${at}`,
    );

  const open = async (/** @type {string} */ path) => {
    await stage.go(`/photo/${idOf(path)}`);
    await stage.page
      .locator(`figure img.full[src*="/${idOf(path)}/"]`)
      .waitFor({ state: "attached" });
  };
  /** Every box lies where the server says the face is, on the picture as it is drawn. @param {string} path */
  const sits = async (path) => {
    const faces = await facesOf(path);
    await until(async () => (await boxes().count()) === faces.length, "a box for each face");
    const picture = await stage.page
      .locator("figure img.full")
      .evaluate((image) => image.getBoundingClientRect().toJSON());
    for (const [at, face] of faces.entries()) {
      const [left, top, width, height] = face.box;
      const lies = await box(at).evaluate((one) => one.getBoundingClientRect().toJSON());
      const wanted = [
        picture.left + left * picture.width,
        picture.top + top * picture.height,
        width * picture.width,
        height * picture.height,
      ];
      [lies.left, lies.top, lies.width, lies.height].forEach((value, index) => {
        const away = Math.abs(value - (wanted[index] ?? NaN));
        assert.ok(away < 1, `face ${at} lies ${away} px beside its place`);
      });
    }
  };

  step("they are found in the background", async () => {
    stage.expected = [NOT_READY];
    await idle(stage.api);
    photos = await assetsByPath(stage.api);
    assert.equal((await facesOf(GROUP)).length, 4);
  });

  step("boxes come by a key, and lie on the faces at every zoom", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await open(GROUP);
    assert.equal(await boxes().count(), 0);
    await page.keyboard.press("n");
    await sits(GROUP);
    await focusIs(0);
    await page.keyboard.press("z");
    await page.locator(".photo-stage.is-zoomed").waitFor();
    await sits(GROUP);
    await page.keyboard.press("Escape");
    for (const key of ["ArrowRight", "ArrowDown", "+"]) {
      await page.keyboard.press(key);
      await sits(GROUP);
    }
    await page.keyboard.press("0");
    await page.setViewportSize({ width: 1024, height: 700 });
    await sits(GROUP);
    await page.keyboard.press("i");
    await drawer().waitFor();
    await sits(GROUP);
    await page.keyboard.press("i");
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  step("a photo that lies on its side has them on the same faces", async () => {
    await open(TURNED);
    await sits(TURNED);
    const upright = await facesOf(GROUP);
    const turned = await facesOf(TURNED);
    assert.equal(turned.length, upright.length);
    for (const [at, face] of turned.entries())
      face.box.forEach((/** @type {number} */ value, /** @type {number} */ index) => {
        assert.ok(Math.abs(value - upright[at].box[index]) < 0.03, `face ${at}`);
      });
  });

  step("a face is named in place, by keyboard, and taken back", async () => {
    const { page } = stage;
    await open(GROUP);
    await box(0).focus();
    await page.keyboard.press("ArrowRight");
    await focusIs(1);
    await page.keyboard.press("ArrowLeft");
    await focusIs(0);
    await page.keyboard.press("Enter");
    await card()
      .getByRole("combobox", { name: "Who is this?" })
      .and(page.locator(":focus"))
      .waitFor();
    await page.keyboard.type("Theo");
    await page.keyboard.press("Enter");
    await toast("Named Theo");
    await page.getByRole("button", { name: "Theo, face 1 of 4" }).waitFor();
    await until(async () => (await names(GROUP))[0] === "Theo", "the server to know Theo");
    await until(
      async () =>
        (await stage.api(`/assets/${idOf(GROUP)}`)).people.some(
          (/** @type {any} */ { name }) => name === "Theo",
        ),
      "his name in the words of the photo",
    );
    await undo();
    await until(async () => (await names(GROUP))[0] === "", "nobody named");
    await page.getByRole("button", { name: "Without a name, face 1 of 4" }).waitFor();
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await until(async () => (await names(GROUP))[0] === "Theo", "Theo again");
    await idle(stage.api);
  });

  step("elsewhere he is asked about, and an answer settles it", async () => {
    const { page } = stage;
    await open(SON);
    const asked = page.getByRole("button", { name: "Perhaps Theo, face 1 of 1" });
    await asked.waitFor();
    await page.getByRole("button", { name: "No, not Theo" }).click();
    await toast("Not Theo");
    await until(async () => (await names(SON))[0] !== "Theo", "him not to be Theo");
    await undo();
    await asked.waitFor();
    await page.getByRole("button", { name: "Yes, this is Theo" }).click();
    await until(async () => (await facesOf(SON))[0].how === "decided", "it to be decided");
    await page.getByRole("button", { name: "Theo, face 1 of 1" }).waitFor();
  });

  step("the drawer leads to the person, and shows the face that is meant", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await open(GROUP);
    await page.keyboard.press("n");
    await boxes().first().waitFor({ state: "detached" });
    await page.keyboard.press("i");
    const theo = drawer().getByRole("link", { name: "Theo: all photos" });
    await theo.hover();
    await page.locator(".facebox.lit", { hasText: "Theo" }).waitFor();
    assert.equal(await boxes().count(), 1);
    await page.mouse.move(400, 400);
    await boxes().first().waitFor({ state: "detached" });
    await drawer().getByRole("button", { name: "Without a name: who is this?" }).first().click();
    const line = page.getByRole("combobox", { name: "Who is this?" });
    await line.fill("Daniel");
    await page.getByRole("option", { name: "Somebody new: “Daniel”" }).click();
    await toast("Named Daniel");
    await until(async () => (await names(GROUP))[1] === "Daniel", "Daniel");
    const person = (await facesOf(GROUP))[0].person_id;
    await theo.click();
    await until(() => page.url().endsWith(`/people/${person}`), "his page");
    await page.goBack();
    await page.locator("figure img.full").waitFor({ state: "attached" });
    await page.keyboard.press("i");
  });

  step("what is said of a face by its card can be taken back", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await open(GROUP);
    await page.keyboard.press("n");
    const choose = async (/** @type {string} */ name) => {
      await box(1).click();
      await card().getByRole("button", { name, exact: true }).click();
    };
    await choose("This is not Daniel");
    await until(async () => (await names(GROUP))[1] !== "Daniel", "him not to be Daniel");
    await undo();
    await page.getByRole("button", { name: "Daniel, face 2 of 4" }).waitFor();
    await choose("Not a face");
    await until(async () => (await facesOf(GROUP)).length === 3, "three faces");
    await until(async () => (await boxes().count()) === 3, "three boxes");
    await undo();
    await page.getByRole("button", { name: "Daniel, face 2 of 4" }).waitFor();
    await choose("Use as the picture of Daniel");
    await toast("New picture of Daniel");
    const { id, person_id } = (await facesOf(GROUP))[1];
    await until(
      async () => (await stage.api(`/people/${person_id}`)).cover_face_id === id,
      "this face to stand for him",
    );
  });

  step("a box is drawn, moved and sized, named, moved again, and taken away", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.keyboard.press("Escape");
    await page.keyboard.press("b");
    const frame = page.getByRole("application", { name: /^Box of a new face/ });
    await frame.and(page.locator(":focus")).waitFor();
    const stageBox = await page.locator("figure").boundingBox();
    if (!stageBox) throw new Error("The photo is not there.");
    const x = stageBox.x + stageBox.width * 0.8;
    const y = stageBox.y + stageBox.height * 0.1;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 40, { steps: 3 });
    await page.mouse.move(x + 100, y + 120, { steps: 3 });
    await page.mouse.up();
    const line = page.getByRole("combobox", { name: "Who is this?" });
    await line.and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Escape");
    await frame.and(page.locator(":focus")).waitFor();
    for (const key of ["ArrowLeft", "ArrowLeft", "Shift+ArrowDown", "Enter"])
      await page.keyboard.press(key);
    await line.and(page.locator(":focus")).waitFor();
    await line.fill("A gull");
    await line.press("Enter");
    await toast("Drew A gull");
    await until(async () => (await names(GROUP)).includes("A gull"), "the drawn face");
    const drawn = async () =>
      (await facesOf(GROUP)).find((/** @type {any} */ { source }) => source === "drawn");
    const { box: gull } = await drawn();
    // Two steps of eight pixels to the left, one taller about its middle.
    const wanted = [x - 16 - stageBox.x, y - 4 - stageBox.y, 100, 128];
    const lies = [0, 1, 2, 3].map((at) => gull[at] * (at % 2 ? stageBox.height : stageBox.width));
    lies.forEach((value, at) => assert.ok(Math.abs(value - (wanted[at] ?? NaN)) < 2, `${lies}`));
    await sits(GROUP);

    await page.getByRole("button", { name: /^A gull, face/ }).click();
    await card().getByRole("button", { name: "Move the box", exact: true }).click();
    const moving = page.getByRole("application", { name: /^Box of A gull/ });
    await moving.and(page.locator(":focus")).waitFor();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "Enter"])
      await page.keyboard.press(key);
    await moving.waitFor({ state: "detached" });
    await toast("Moved the box");
    await until(async () => (await drawn())?.box[0] > gull[0] + 0.001, "it further right");
    const there = await drawn();
    assert.equal(there.name, "A gull");
    const way = [16 / stageBox.width, 8 / stageBox.height, 0, 0];
    way.forEach((by, at) => assert.ok(Math.abs(there.box[at] - gull[at] - by) < 1e-3, `${by}`));
    await sits(GROUP);
    await undo();
    await until(
      async () => Math.abs((await drawn())?.box[0] - gull[0]) < 1e-6,
      "it where it was before",
    );
    await sits(GROUP);

    await page.getByRole("button", { name: /^A gull, face/ }).click();
    await card().getByRole("button", { name: "Remove the box" }).click();
    await until(async () => (await facesOf(GROUP)).length === 4, "it to be gone");
  });

  step("a new box is left by Escape, and the photo stays", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.keyboard.press("b");
    await page.getByRole("application").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("application").waitFor({ state: "detached" });
    await sits(GROUP);
  });

  step("more of a person are found by a face, and named together", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await box(2).click();
    await card().getByRole("button", { name: "Find more of this person" }).click();
    const found = page.getByRole("dialog", { name: "More of this person" });
    const faces = found.getByRole("list", { name: "Faces that look alike" }).getByRole("listitem");
    await faces.nth(2).waitFor();
    await faces.nth(0).getByRole("button", { pressed: false }).first().click();
    await faces.nth(1).getByRole("button", { pressed: false }).first().click();
    await found.getByText("2 faces chosen").waitFor();
    await everyLook(stage);
    const line = found.getByRole("combobox", { name: "Who are these 2?" });
    await line.fill("Marta");
    await line.press("Enter");
    await toast("Named 2 faces Marta");
    const { people } = await stage.api("/people?kind=all&shown=all&named=true");
    assert.ok(
      people.some((/** @type {any} */ { name, faces: count }) => name === "Marta" && count >= 2),
    );
    await page.keyboard.press("Escape");
    await found.waitFor({ state: "detached" });
  });

  step("nothing keeps anybody out of boxes, cards and drawing", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await idle(stage.api);
    await open(GROUP);
    await boxes().first().waitFor();
    await everyLook(stage);
    await box(0).click();
    await card().getByRole("combobox").waitFor();
    await everyLook(stage);
    await page.keyboard.press("Escape");
    await page.keyboard.press("b");
    await page.getByRole("application").waitFor();
    await everyLook(stage);
    await page.keyboard.press("Escape");
  });

  step("without a photo searched for them, that is said", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await stage.go("/settings");
    await page.getByRole("button", { name: "Forget all faces" }).click();
    const asked = page.getByRole("dialog", { name: "Forget all faces?" });
    const forget = asked.getByRole("button", { name: "Forget all faces" });
    assert.ok(await forget.isDisabled());
    await everyLook(stage);
    await asked.getByRole("textbox").fill("forget");
    await forget.click();
    await asked.getByText(/faces were forgotten/).waitFor();
    await asked.getByRole("button", { name: "Close" }).click();
    const look = page.getByRole("switch", { name: "Look for faces in Pictures" });
    assert.equal(await look.getAttribute("aria-checked"), "false");
    assert.equal((await facesOf(GROUP)).length, 0);
    await open(GROUP);
    await page.getByText("This photo was not searched for faces yet.").waitFor();
    await stage.go("/settings");
    await look.click();
    await until(async () => (await facesOf(GROUP)).length === 4, "faces to be found again");
    await idle(stage.api);
    // Names that are written in photos stay, and find their faces again.
    assert.equal((await names(GROUP))[0], "Theo");
  });
});
