// Which window is tried, and which sidecar it starts.
//
// KEEPERS_DESKTOP_BIN=PATH       this program
// KEEPERS_DESKTOP_INSTALLED=1    the installed one, with the sidecar it was installed with
// KEEPERS_SIDECAR=JSON           a sidecar, as a list of words; without it the frozen one where it was built,
//                                else the checkout's Python
import { existsSync } from "node:fs";
import { join } from "node:path";

import { CHECKOUT, FROZEN_PROGRAM, inVenv } from "../../scripts/places.mjs";

const INSTALLED = "/usr/bin/keepers-desktop";

/**
 * @typedef {object} Program
 * @property {string} binary
 * @property {string[] | undefined} sidecar Undefined: the one that was installed with it.
 * @property {string} words For who reads the run.
 */

/**
 * The program that is tried; throws when it is not there.
 * @param {Record<string, string | undefined>} [env]
 * @returns {Program}
 */
export function theProgram(env = process.env) {
  const installed = env["KEEPERS_DESKTOP_INSTALLED"] === "1";
  const built = join(CHECKOUT, "desktop", "target", "release", "keepers-desktop");
  const binary = env["KEEPERS_DESKTOP_BIN"] ?? (installed ? INSTALLED : built);
  if (!existsSync(binary)) {
    throw new Error(
      `${binary} is not there: build it, or say where it is with KEEPERS_DESKTOP_BIN.`,
    );
  }
  const sidecar = theSidecar(env, installed);
  return {
    binary,
    sidecar,
    words: `${binary} with ${sidecar?.join(" ") ?? "the sidecar installed with it"}`,
  };
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {boolean} installed
 * @returns {string[] | undefined}
 */
function theSidecar(env, installed) {
  const named = env["KEEPERS_SIDECAR"];
  if (named !== undefined) return JSON.parse(named);
  if (installed) return undefined;
  if (existsSync(FROZEN_PROGRAM)) return [FROZEN_PROGRAM, "window"];
  return [inVenv("python"), "-m", "keepers", "window"];
}
