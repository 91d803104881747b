// Stamps: what was installed or built, from what. Nothing is done twice while the stamp still fits.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Every file under a folder, sorted; nothing when there is no such folder. */
export function filesUnder(folder) {
  const found = [];
  const walk = (here) => {
    let entries;
    try {
      entries = readdirSync(here, { withFileTypes: true });
    } catch (error) {
      if (error.code === "ENOENT") return;
      throw error;
    }
    for (const entry of entries) {
      const path = join(here, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  walk(folder);
  return found.sort();
}

/** A hash over names (relative to `base`) and contents; files that are missing count as missing. */
export function fingerprint(base, paths, more = []) {
  const hash = createHash("sha256");
  for (const path of paths) {
    hash.update(`\n${relative(base, path).split(sep).join("/")}\n`);
    try {
      const content = readFileSync(path);
      hash.update(`${content.length}\n`);
      hash.update(content);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
      hash.update("missing");
    }
  }
  for (const fact of more) hash.update(`\n=${fact}`);
  return hash.digest("hex");
}

/** The stamp in a file, or {} when there is none that can be read. */
export function readStamp(path) {
  try {
    const stamp = JSON.parse(readFileSync(path, "utf8"));
    return typeof stamp === "object" && stamp !== null ? stamp : {};
  } catch {
    return {};
  }
}

/** Writes a stamp, after the work it speaks of is done. */
export function writeStamp(path, stamp) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(stamp, null, 2)}\n`);
}

/**
 * Which sets of packages are still to be installed.
 *
 * `sets` are in order of what they hold ({name, fingerprint, includes}): one that is in place and fresh
 * brings along those it includes.
 */
export function missingSets(wanted, sets, installed) {
  const fresh = (name) => {
    const set = sets[name];
    if (installed[name] === set.fingerprint) return true;
    return Object.keys(sets).some(
      (other) => sets[other].includes.includes(name) && installed[other] === sets[other].fingerprint,
    );
  };
  const missing = wanted.filter((name) => !fresh(name));
  return missing.filter((name) => !missing.some((other) => sets[other].includes.includes(name)));
}
