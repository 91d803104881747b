// One photo, as large as the window.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe } from "node:test";

import { bursts, truth } from "./harness/library.mjs";
import { assetsByPath, drawn, tilesOf } from "./harness/photos.mjs";
import { python } from "./harness/server.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

describe("viewer", () => {
  const { stage, step } = useStage({ demo: true });
  /** @type {{ id: number }[]} */
  let order = [];
  const idInAddress = () => Number(/photo\/(\d+)/.exec(stage.page.url())?.[1]);
  const at = (/** @type {number | undefined} */ id) =>
    stage.page.locator(`figure img[src*="/${id}/"]`).first().waitFor({ state: "attached" });
  const drawer = () => stage.page.getByRole("complementary", { name: "About this photo" });
  const width = () =>
    stage.page.locator("figure").evaluate((figure) => figure.getBoundingClientRect().width);

  step("a double click opens the photo, and the original comes", async () => {
    const { page } = stage;
    order = await tilesOf(stage.api);
    await drawn(page);
    await page.getByRole("gridcell").first().dblclick();
    await at(order[0]?.id);
    const original = page.locator("figure img.full");
    await original.waitFor();
    const asset = await stage.api(`/assets/${order[0]?.id}`);
    const real = await original.evaluate((image) => {
      const { naturalWidth, naturalHeight } = /** @type {HTMLImageElement} */ (image);
      return [naturalWidth, naturalHeight];
    });
    assert.deepEqual(real, [asset.width, asset.height]);
    await page.getByRole("heading", { level: 1, name: /25 December 2024/ }).waitFor();
    await page.getByText(/^1 of \d+$/).waitFor();
    assert.match(await page.title(), /25 December 2024.* · Keepers$/);
  });

  step("arrows, buttons and the strip leaf through the timeline", async () => {
    const { page } = stage;
    await page.keyboard.press("ArrowRight");
    await at(order[1]?.id);
    await page.keyboard.press("ArrowRight");
    await at(order[2]?.id);
    await page.keyboard.press("ArrowLeft");
    await at(order[1]?.id);
    await page.getByRole("button", { name: "Next photo" }).click();
    await at(order[2]?.id);
    const strip = page.getByRole("navigation", { name: "Photos around this one" });
    await strip.getByRole("button").nth(0).click();
    await at(order[0]?.id);
    assert.equal(await page.getByRole("button", { name: "Previous photo" }).count(), 0);
  });

  step("it zooms at the pointer, moves, and fits again", async () => {
    const { page } = stage;
    await page.locator("figure img.full").waitFor();
    const fitted = await width();
    await page.keyboard.press("z");
    await page.getByRole("button", { name: "100 %" }).waitFor();
    const { width: real } = await stage.api(`/assets/${idInAddress()}`);
    await until(async () => Math.abs((await width()) - real) < 2, "one pixel on one pixel");
    while ((await width()) < 2000) {
      const now = await width();
      await page.keyboard.press("+");
      await until(async () => (await width()) > now, "a larger photo");
    }
    const place = () =>
      page.locator("figure").evaluate((figure) => figure.getBoundingClientRect().left);
    const before = await place();
    const here = idInAddress();
    await page.keyboard.press("ArrowRight");
    await until(async () => (await place()) !== before, "the photo to move");
    assert.equal(idInAddress(), here, "arrows move a photo that is larger than the window");
    await page.keyboard.press("0");
    await until(async () => Math.abs((await width()) - fitted) < 2, "the photo to fit");
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -400);
    await until(async () => (await width()) > fitted * 1.3, "a larger photo");
    await page.mouse.down();
    await page.mouse.move(500, 360, { steps: 4 });
    await page.mouse.up();
    await page.mouse.dblclick(600, 400);
    await page.getByRole("button", { name: "Fit" }).waitFor();
    assert.equal(idInAddress(), here);
  });

  step("the drawer says when, where, how it looks, with what and where it lies", async () => {
    const { page } = stage;
    const assets = await assetsByPath(stage.api);
    const burst = bursts().find((frames) => frames.some(({ path }) => assets.get(path)?.latitude));
    assert.ok(burst);
    const sharp = burst.find((frame) => frame.sharp);
    const asset = assets.get(sharp?.path ?? "");
    await stage.go(`/photo/${asset.id}`);
    await page.getByRole("button", { name: "About this photo" }).click();
    await drawer()
      .getByText("Sharp where it matters")
      .or(drawer().getByText("Sharp enough"))
      .waitFor();
    await drawer().getByText(`Best of ${burst.length} look-alikes`).waitFor();
    await drawer().getByText(`Taken in a burst of ${burst.length}`).waitFor();
    await drawer()
      .getByText(/\d+\.\d{4}° [NS], \d+\.\d{4}° [EW]/)
      .waitFor();
    await drawer().getByText(asset.camera).waitFor();
    await drawer()
      .getByText(/f\/[\d.]+ · 1\/\d+ s · ISO \d+/)
      .waitFor();
    await drawer()
      .getByText(sharp?.path ?? "", { exact: true })
      .waitFor();
    assert.equal(await drawer().getByText("Sharpness").isVisible(), false);
    await drawer().getByText("Exact values").click();
    await drawer().getByText("Sharpness").waitFor();
  });

  step("look-alikes are one click away, and the sharp one is called the best", async () => {
    const best = idInAddress();
    await drawer().getByRole("button", { name: "Look-alike 2 of" }).click();
    await until(() => idInAddress() !== best, "another of the burst");
    const { files } = await stage.api(`/assets/${idInAddress()}`);
    const planted = truth().find(({ path }) => path === files[0].rel_path);
    assert.equal(planted?.sharp, false);
    await drawer()
      .getByText(/^One of \d look-alikes$/)
      .waitFor();
    await drawer().getByRole("button", { name: "Best look-alike" }).click();
    await at(best);
  });

  step("the drawer stays as it was left", async () => {
    const { page } = stage;
    await page.reload();
    await drawer().waitFor();
    await page.keyboard.press("i");
    await drawer().waitFor({ state: "detached" });
  });

  step("a favourite marked here is one everywhere", async () => {
    const { page } = stage;
    const id = order[0]?.id;
    await stage.go(`/photo/${id}`);
    await at(id);
    await page.getByRole("button", { name: "Favourite", exact: true, pressed: false }).click();
    await page.getByRole("button", { name: "No longer favourite", pressed: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("gridcell", { name: /, favourite/ }).waitFor();
    await page.keyboard.press("ControlOrMeta+z");
    await until(async () => !(await stage.api(`/assets/${id}`)).favourite, "it to be undone");
  });

  step("a photo that is not there is said to be gone", async () => {
    const { page } = stage;
    stage.expected = [/404/];
    await stage.go("/photo/999999");
    await page.getByText("This photo is no longer here.").waitFor();
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("gridcell").first().waitFor();
  });
});

describe("viewer, on what was planted", () => {
  const { stage, step } = useStage({ demo: true });

  step("a blurred, a dark and a bright photo are called so", async () => {
    const { page, api } = stage;
    const assets = await assetsByPath(api);
    await drawn(page);
    await page.getByRole("gridcell").first().dblclick();
    await page.getByRole("button", { name: "About this photo" }).click();
    const drawer = page.getByRole("complementary", { name: "About this photo" });
    const wrong = [];
    const words = { blurred: "Not sharp", too_dark: "Too dark", too_bright: "Too bright" };
    for (const { kind, path } of truth()) {
      const word = words[/** @type {keyof typeof words} */ (kind)];
      if (word === undefined) continue;
      await stage.go(`/photo/${assets.get(path).id}`);
      await drawer.getByText(path, { exact: true }).waitFor();
      const looks = await drawer.locator(".reasons").innerText();
      if (!looks.includes(word)) wrong.push(`${path} is ${kind}: ${looks.replaceAll("\n", ", ")}`);
    }
    assert.deepEqual(wrong, []);
  });
});

describe("viewer, whichever way the camera was held", () => {
  const { stage, step } = useStage({
    prepare: ({ home }) => void python(ORIENTED, [join(home, "Pictures")]),
  });

  step("all eight ways stand upright, thumbnail and original", async () => {
    const { page, api } = stage;
    await page.getByRole("button", { name: "Use Pictures" }).click();
    await until(async () => (await api("/status")).assets === 8, "all photos to be found");
    await idle(api);
    // What came while the first step was shown may have had no thumbnail yet.
    stage.expected = [/404.*\/media\//];
    const assets = await assetsByPath(api);
    assert.equal(assets.size, 8);
    for (const [path, { id }] of assets) {
      await stage.go(`/photo/${id}`);
      for (const kind of ["here", "full"]) {
        const image = page.locator(`figure img.${kind}`).last();
        await image.waitFor();
        const corner = await image.evaluate(async (element) => {
          const shown = /** @type {HTMLImageElement} */ (element);
          await shown.decode();
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [shown.naturalWidth, shown.naturalHeight];
          const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
          pen.drawImage(shown, 0, 0);
          const [red = 0, green = 0, blue = 0] = pen.getImageData(20, 20, 1, 1).data;
          return { wide: canvas.width > canvas.height, red, green, blue };
        });
        assert.ok(corner.wide, `${path} lies as it should (${kind})`);
        assert.ok(
          corner.red > 150 && corner.green < 90 && corner.blue < 90,
          `${path}: the red corner`,
        );
      }
    }
  });
});

// One picture with a red corner at the upper left, written in each of the eight orientations.
export const ORIENTED = `
import sys
from pathlib import Path
from PIL import Image, ImageDraw, ImageOps
upright = Image.new("RGB", (900, 600), (40, 60, 90))
pen = ImageDraw.Draw(upright)
pen.rectangle((0, 0, 300, 200), fill=(220, 30, 30))
pen.ellipse((500, 200, 800, 500), fill=(240, 220, 120))
back = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270}
for orientation in range(1, 9):
    picture = upright.transpose(back[orientation]) if orientation in back else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x9003] = f"2024:05:0{orientation} 12:00:00"
    picture.save(Path(sys.argv[1]) / f"held {orientation}.jpg", exif=exif, quality=92)
`;
