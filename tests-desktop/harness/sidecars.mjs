// Sidecars that behave as a test wants: each is the real one behind a few words of shell.
import { join } from "node:path";

import { CHECKOUT } from "../../scripts/places.mjs";

const INSTALLED = ["/usr/lib/Keepers/sidecar/keepers-sidecar", "window"];

/** @typedef {import("./program.mjs").Program} Program */

/**
 * As an environment: the real sidecar, begun only when there is no file `hold`.
 * @param {Program} program
 * @param {string} hold
 */
export function heldBack(program, hold) {
  return shell(program, `while [ -e "$0" ]; do sleep 0.05; done; exec "$@"`, hold);
}

/**
 * The real sidecar while there is no file `broken`; one that breaks at once while there is.
 * @param {Program} program
 * @param {string} broken
 */
export function breaking(program, broken) {
  return shell(
    program,
    `[ -e "$0" ] && { echo "the disk went away" >&2; exit 70; }; exec "$@"`,
    broken,
  );
}

/** None at all: nothing is where it should be. */
export const missing = {
  KEEPERS_SIDECAR: JSON.stringify([join(CHECKOUT, "no", "sidecar", "here"), "window"]),
};

/**
 * @param {Program} program
 * @param {string} script
 * @param {string} file
 */
function shell(program, script, file) {
  const words = ["/bin/sh", "-c", script, file, ...(program.sidecar ?? INSTALLED)];
  return { KEEPERS_SIDECAR: JSON.stringify(words) };
}
