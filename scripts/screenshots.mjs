// Takes a picture of every screen, light and dark, wide and narrow, from the demo library.
//
//   node scripts/screenshots.mjs FOLDER            all of them
//   node scripts/screenshots.mjs FOLDER picks why  only those whose name holds one of the words
//   node scripts/screenshots.mjs --readme          docs/images/demo-photos.png alone
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { settled } from "../tests-e2e/harness/browser.mjs";
import { scratch } from "../tests-e2e/harness/library.mjs";
import { FIRST_SCREENS, FULL, NEW, SCREENS, pictures } from "../tests-e2e/harness/screens.mjs";
import { drawn } from "../tests-e2e/harness/photos.mjs";
import { keepers, python } from "../tests-e2e/harness/server.mjs";
import { Stage } from "../tests-e2e/harness/stage.mjs";
import { CHECKOUT } from "./places.mjs";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];
const THEMES = /** @type {const} */ (["light", "dark"]);

/**
 * @param {import("../tests-e2e/harness/screens.mjs").Screen[]} screens
 * @param {import("../tests-e2e/harness/stage.mjs").Wanted} wanted
 * @param {(stage: Stage, name: string) => Promise<void>} take
 */
async function visit(screens, wanted, take) {
  const stage = new Stage({ ...wanted, reducedMotion: "reduce" });
  await stage.begin();
  try {
    for (const { name, open, close } of screens) {
      await open(stage);
      await take(stage, name);
      await close?.(stage);
    }
  } finally {
    await stage.end();
  }
}

/**
 * Each screen in each look. All are visited, as one leads to the next.
 * @param {string} folder
 * @param {string[]} words
 */
async function everything(folder, words) {
  mkdirSync(folder, { recursive: true });
  /** @param {Stage} stage @param {string} name */
  const take = async ({ page }, name) => {
    if (words.length > 0 && !words.some((word) => name.includes(word))) return;
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await settled(page);
        await page.screenshot({ path: join(folder, `${name}-${theme}-${size.width}.png`) });
      }
    }
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.setViewportSize(SIZES[0] ?? { width: 1440, height: 900 });
  };
  await visit(SCREENS, FULL, take);
  await visit(FIRST_SCREENS, NEW, take);
}

const SMALLER = `
import sys
from PIL import Image
picture = Image.open(sys.argv[1]).convert("RGB")
palette = picture.quantize(256)
picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(sys.argv[1], optimize=True)
`;

/** The picture the README begins with. The demo's photos are free to use. */
async function readme() {
  const folder = join(CHECKOUT, "docs", "images");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "demo-photos.png");
  const photos = SCREENS.filter(({ name }) => name === "photos");
  await visit(photos, { demo: true }, async ({ page }) => {
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").fill("february 2024");
    await page.keyboard.press("Enter");
    await drawn(page);
    await pictures(page);
    await settled(page);
    await page.screenshot({ path });
    // A palette is a third of the size and looks the same.
    python(SMALLER, [path]);
  });
}

const [first, ...words] = process.argv.slice(2);
if (first === undefined || (first.startsWith("-") && first !== "--readme")) {
  console.error("Say which folder the pictures go to, or --readme.");
  process.exit(first === "--help" ? 0 : 1);
}
const place = scratch("keepers-screenshots-");
try {
  if (process.env["KEEPERS_E2E_DEMO"] === undefined) {
    keepers(["--library", join(place.path, "library"), "--quiet", "demo"]);
    process.env["KEEPERS_E2E_DEMO"] = place.path;
  }
  await (first === "--readme" ? readme() : everything(resolve(first), words));
} finally {
  place.remove();
}
