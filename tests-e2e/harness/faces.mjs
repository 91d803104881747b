// Real faces and the weights that find them: where they are, and what a library of them begins with.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";

import { axe } from "./browser.mjs";
import { keepers } from "./server.mjs";

/** @typedef {import("./stage.mjs").Stage} Stage */

/** Finds faces, tells them apart, and knows what is none. */
const MODELS = ["yunet-n", "reid-0095", "face-mesh"];
export const LOOKS = /** @type {const} */ ([
  { theme: "light", size: { width: 1440, height: 900 } },
  { theme: "light", size: { width: 1024, height: 700 } },
  { theme: "dark", size: { width: 1440, height: 900 } },
  { theme: "dark", size: { width: 1024, height: 700 } },
]);

const needed = (/** @type {string} */ name) => process.env[name] ?? "";
export const weights = () => needed("KEEPERS_MODELS_DIR");
export const facePhotos = () => join(needed("KEEPERS_PHOTOS_DIR"), "faces");

/**
 * A describe that needs real weights and photos. Without them it says so; where everything has to run, it fails.
 * @param {string} title
 * @param {readonly ("KEEPERS_MODELS_DIR" | "KEEPERS_PHOTOS_DIR")[]} needs
 * @param {() => void} play
 */
export function describeReal(title, needs, play) {
  const missing = needs
    .filter((name) => !existsSync(needed(name)))
    .map((name) => `${name} names no folder`)
    .join(" and ");
  if (missing === "") describe(title, play);
  else
    test(title, { skip: process.env["CI"] === "true" ? false : missing }, () =>
      assert.fail(missing),
    );
}

/** Models lie with the library of a stage, and are nobody else's. @param {string} path */
export function ownStore(path) {
  process.env["KEEPERS_MODEL_STORE"] = join(path, "models");
}

/**
 * Puts photos of people into the home's Pictures, installs the models and makes it part of the library.
 * @param {{ home: string, path: string }} place
 * @param {readonly string[]} pictures below the folder of faces
 * @param {(pictures: string) => void} [more] Puts further photos there.
 */
export function realFaces({ home, path }, pictures, more) {
  ownStore(path);
  const to = join(home, "Pictures");
  for (const one of pictures) {
    mkdirSync(dirname(join(to, one)), { recursive: true });
    cpSync(join(facePhotos(), one), join(to, one), { recursive: true });
  }
  more?.(to);
  const library = ["--library", join(path, "library")];
  keepers([...library, "models", "install", ...MODELS, "--from", weights(), "--yes"]);
  keepers([...library, "--quiet", "add", to]);
}

/**
 * Nothing keeps anybody out, in light and dark, wide and narrow. What is open stays open.
 * @param {Stage} stage
 */
export async function everyLook({ page }) {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const { theme, size } of LOOKS) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.setViewportSize(size);
    const violations = await axe(page);
    if (violations.length > 0) found[`${theme} ${size.width}`] = violations;
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.setViewportSize(LOOKS[0].size);
  assert.deepEqual(found, {});
}
