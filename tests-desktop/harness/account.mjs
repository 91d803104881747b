// An account of a test's own: nothing of the person who runs the tests is seen or touched.
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { makeHome } from "../../tests-e2e/harness/library.mjs";
import { RUN_MARK } from "./processes.mjs";

/** @typedef {Record<string, string | undefined>} Environment */

/**
 * A home and everything else an account has, below `place`.
 * @param {string} place
 * @returns {Environment}
 */
export function privatePlaces(place) {
  const home = join(place, "home");
  mkdirSync(home, { recursive: true });
  /** @type {Environment} */
  const env = makeHome(home);
  for (const [name, folder] of [
    ["XDG_DATA_HOME", "home/.local/share"],
    ["XDG_STATE_HOME", "home/.local/state"],
    ["XDG_CACHE_HOME", "home/.cache"],
    ["XDG_RUNTIME_DIR", "run"],
    ["TMPDIR", "tmp"],
    ["KEEPERS_DESKTOP_HOME", "window"],
  ]) {
    const path = join(place, folder ?? "");
    mkdirSync(path, { recursive: true });
    env[name ?? ""] = path;
  }
  chmodSync(join(place, "run"), 0o700);
  return {
    ...env,
    [RUN_MARK]: process.env[RUN_MARK],
    PATH: process.env["PATH"],
    LANG: "C.UTF-8",
    TZ: "UTC",
    GDK_BACKEND: "x11",
    GSETTINGS_BACKEND: "memory",
    NO_AT_BRIDGE: "1",
    LIBGL_ALWAYS_SOFTWARE: "1",
    // Nobody is there who could be asked.
    DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(place, "no-system-bus")}`,
  };
}
