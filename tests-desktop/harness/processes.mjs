// Processes as the system tells of them: those that carry a mark in their environment, wherever they went.
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** In the environment of whatever a test starts, and so of everything that starts in turn. */
export const MARK = "KEEPERS_DESKTOP_TEST";

/** The same for a whole run of the tests, the desktop they play on included. */
export const RUN_MARK = "KEEPERS_DESKTOP_RUN";

/**
 * @typedef {"window" | "webkit" | "sidecar" | "worker" | "other"} Kind
 * @typedef {{ pid: number, parent: number, name: string, words: string[], kind: Kind }} Process
 */

/**
 * Every living process that carries this mark. One that has ended and was not yet waited for does not count.
 * @param {string} mark
 * @param {string} [name] of the variable that holds it
 * @returns {Process[]}
 */
export function marked(mark, name = MARK) {
  const wanted = `${name}=${mark}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => read(`/proc/${pid}/environ`).split("\0").includes(wanted))
    .map(describe)
    .filter((one) => one !== undefined);
}

/** @param {number} pid */
export const isAlive = (pid) => describe(pid) !== undefined;

/**
 * Ends one process at once; nothing happens when it is gone already.
 * @param {number} pid
 * @param {NodeJS.Signals} [signal]
 */
export function end(pid, signal = "SIGKILL") {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
  }
}

/**
 * Files this process may write to now, by their paths.
 * @param {number} pid
 */
export function writtenFiles(pid) {
  const found = new Set();
  for (const fd of list(`/proc/${pid}/fd`)) {
    const flags = /^flags:\s*([0-7]+)/m.exec(read(`/proc/${pid}/fdinfo/${fd}`))?.[1] ?? "0";
    // O_WRONLY or O_RDWR.
    if ((parseInt(flags, 8) & 3) === 0) continue;
    const path = link(`/proc/${pid}/fd/${fd}`);
    if (path.startsWith("/") && !/^\/(dev|proc|memfd:|sys)/.test(path)) found.add(path);
  }
  return [...found];
}

/**
 * Memory that belongs to these processes, each shared page in parts, in MB.
 * @param {number[]} pids
 */
export function memoryMb(pids) {
  const kib = pids.map((pid) => {
    const told = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`));
    return Number(told?.[1] ?? 0);
  });
  return Math.round((kib.reduce((sum, one) => sum + one, 0) * 1024) / 1e5) / 10;
}

/**
 * Processor time these processes have used, and those of their children that have ended, in seconds.
 * @param {number[]} pids
 */
export function cpuSeconds(pids) {
  const ticks = pids.map((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    // From the third field on; 14 to 17 are the times, in hundredths of a second.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields.slice(11, 15).reduce((sum, one) => sum + Number(one), 0);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / 100;
}

/**
 * @param {number} pid
 * @returns {Process | undefined}
 */
function describe(pid) {
  // "pid (name) state parent …": the name may hold spaces and parentheses.
  const stat = read(`/proc/${pid}/stat`);
  const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === undefined || state === "" || state === "Z" || state === "X") return undefined;
  const words = read(`/proc/${pid}/cmdline`).split("\0").slice(0, -1);
  const name = basename(words[0] ?? "");
  return { pid, parent: Number(parent), name, words, kind: kindOf(name, words) };
}

/**
 * @param {string} name
 * @param {string[]} words
 * @returns {Kind}
 */
function kindOf(name, words) {
  if (name === "keepers-desktop") return "window";
  if (/^(WebKit(Network|Web|GPU)Process|bwrap|xdg-dbus-proxy)$/.test(name)) return "webkit";
  if (words.some((word) => /multiprocessing/.test(word))) return "worker";
  if (words.at(-1) === "window") return "sidecar";
  return "other";
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It ended meanwhile, or is another's.
    return "";
  }
}

/** @param {string} path */
function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** @param {string} path */
function link(path) {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
