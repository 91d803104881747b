// Where things lie in the checkout.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const CHECKOUT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const VENV = join(CHECKOUT, ".venv");
export const NODE_MODULES = join(CHECKOUT, "node_modules");
export const FRONTEND = join(CHECKOUT, "frontend");
export const UI = join(FRONTEND, "dist");
export const SIDECAR = join(CHECKOUT, "packaging", "sidecar");
/** Where the sidecar is frozen: what Keepers runs on and the freezer, and nothing else that could creep in. */
export const FREEZING = join(SIDECAR, "build", "venv");

const BIN = process.platform === "win32" ? "Scripts" : "bin";
const EXE = process.platform === "win32" ? ".exe" : "";

/**
 * A program of a virtual environment.
 * @param {string} name
 */
export function inVenv(name, venv = VENV) {
  return join(venv, BIN, name + EXE);
}

/** The frozen sidecar: its folder and its program. */
export const FROZEN = join(SIDECAR, "dist", "keepers-sidecar");
export const FROZEN_PROGRAM = join(FROZEN, `keepers-sidecar${EXE}`);

/** Chromium or Chrome on this machine, or undefined. */
export function findChromium(env = process.env, exists = existsSync) {
  return [
    env["CHROMIUM_PATH"],
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ].find((place) => place !== undefined && place !== "" && exists(place));
}
