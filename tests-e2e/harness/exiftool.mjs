// exiftool, of which Keepers shares no line: an independent witness of what stands in files.
import { spawnSync } from "node:child_process";

/** Whether it is here; tests that need it say so where it is not. */
export const hasExiftool = spawnSync("exiftool", ["-ver"]).status === 0;
export const NO_EXIFTOOL = hasExiftool
  ? false
  : "Platform: exiftool is not installed (Debian: libimage-exiftool-perl)";

/** @param {readonly string[]} words */
function run(words) {
  const ended = spawnSync("exiftool", words, { encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`exiftool ${words.join(" ")}\n${ended.stderr}`);
  return ended.stdout;
}

/**
 * Every tag of a file with its group, such as "XMP:Description".
 * @param {string} path
 * @returns {Record<string, any>}
 */
export const tagsOf = (path) => JSON.parse(run(["-json", "-G0", "-struct", path]))[0];

/**
 * Writes tags as another program does; a file that is not there is made.
 * @param {string} path
 * @param {Record<string, string>} tags
 */
export function writeTags(path, tags) {
  const asked = Object.entries(tags).map(([name, value]) => `-${name}=${value}`);
  run(["-quiet", "-overwrite_original", ...asked, path]);
}
