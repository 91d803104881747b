// As after the computer was switched on: nothing of any file in memory. Linux, and only for root.
import { execFileSync } from "node:child_process";
import { accessSync, constants, writeFileSync } from "node:fs";

const SWITCH = "/proc/sys/vm/drop_caches";

/** Forgets every file that is in memory; false where that is not allowed, and nothing was done. */
export function dropCaches() {
  try {
    accessSync(SWITCH, constants.W_OK);
    execFileSync("sync");
    writeFileSync(SWITCH, "3");
    return true;
  } catch {
    return false;
  }
}
