// One at a time: two terminals that set up the same checkout at once would undo each other's work.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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

/** Takes the turn if nobody has it. It is there with its holder's number at once: an empty file would name nobody. */
function take(file) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(mine);
  }
}

/** Clears away what nobody holds; puts it back where somebody took it meanwhile. */
function clear(file) {
  const aside = `${file}.${process.pid}.gone`;
  try {
    renameSync(file, aside);
    if (holder(aside) !== undefined) linkSync(aside, file);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
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
      clear(file);
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
