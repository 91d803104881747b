// The Rust side of checks and tests.
import { join } from "node:path";

import { CHECKOUT } from "./places.mjs";
import { desktopProblem } from "./desktop-prerequisites.mjs";
import { capture } from "./processes.mjs";

const DESKTOP = join(CHECKOUT, "desktop");

/** Runs cargo in the window's crate; {code, output}, or {cannot} where it cannot be run. */
export async function cargo(...args) {
  const problem = desktopProblem();
  if (problem !== undefined) return { cannot: problem };
  return capture("cargo", args, { cwd: DESKTOP });
}

/** Clippy over everything, without and with what only some builds have; in the profile whose macros are built anyway. */
export async function clippy() {
  const words = ["clippy", "--release", "--locked", "--quiet", "--all-targets"];
  const plain = await cargo(...words, "--", "-D", "warnings");
  if (plain.cannot !== undefined || plain.code !== 0) return plain;
  return cargo(...words, "--features", "updater", "--", "-D", "warnings");
}
