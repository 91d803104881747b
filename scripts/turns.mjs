// One at a time: two terminals that set up the same checkout at once would undo each other's work.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const ASK_AGAIN_MS = 300;

/** Whether a process with this number runs. */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** The process that holds the turn; undefined when nobody does, or who did is gone. */
function holder(file) {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isInteger(pid) && alive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function take(file) {
  try {
    const opened = openSync(file, "wx");
    writeSync(opened, String(process.pid));
    closeSync(opened);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
}

/**
 * Runs `act` while this process alone holds `file`; waits for whoever holds it now and calls `onWait` once.
 * What a process that was killed left behind is taken over.
 */
export async function inTurn(file, act, onWait = () => {}) {
  let told = false;
  while (!take(file)) {
    if (holder(file) === undefined) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await wait(ASK_AGAIN_MS);
  }
  try {
    return await act();
  } finally {
    rmSync(file, { force: true });
  }
}
