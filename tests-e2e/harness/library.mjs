// Folders, photos and libraries for tests to change as they like.
import { createHash } from "node:crypto";
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

import { python } from "./server.mjs";

/** A folder that goes when `remove` is called. */
export function scratch(prefix = "keepers-e2e-") {
  const path = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Where the runner built the demo: `library` and, beside it, `Demo photos`. */
function demoPlace() {
  const place = process.env["KEEPERS_E2E_DEMO"];
  if (place === undefined) {
    throw new Error("Run the tests with `node tests-e2e/run.mjs`: it builds the demo library.");
  }
  return place;
}

/** The demo's photos, shared by all tests: to be read only. */
export const demoPhotos = () => join(demoPlace(), "Demo photos");

/**
 * A copy of the demo library, looked at and judged. Its photos are the shared ones.
 * @param {string} into
 */
export function copyDemoLibrary(into) {
  cpSync(join(demoPlace(), "library"), into, { recursive: true });
}

/**
 * What was planted in the demo. `kind` is good, burst, blurred, too_dark, too_bright or copy.
 * @typedef {{ path: string, kind: string, group: string, sharp: boolean, taken: string }} Planted
 * @returns {Planted[]}
 */
export function truth() {
  return JSON.parse(readFileSync(join(demoPhotos(), ".truth.json"), "utf8")).photos;
}

/** The bursts of the demo, each with its frames. */
export function bursts() {
  /** @type {Map<string, Planted[]>} */
  const found = new Map();
  for (const photo of truth()) {
    if (photo.kind === "burst") found.set(photo.group, [...(found.get(photo.group) ?? []), photo]);
  }
  return [...found.values()];
}

/**
 * Copies some of the demo's good photos into a folder, in the order they were taken; their names.
 * @param {string} into
 * @param {number} count
 */
export function somePhotos(into, count) {
  mkdirSync(into, { recursive: true });
  const good = truth().filter(({ kind }) => kind === "good");
  const step = Math.floor(good.length / count);
  const chosen = good.filter((_, index) => index % step === 0).slice(0, count);
  return chosen.map(({ path }) => {
    copyFileSync(join(demoPhotos(), path), join(into, basename(path)));
    return basename(path);
  });
}

/**
 * Fills a folder with as many different photos as asked for: the demo's, again and again, told apart by
 * bytes after the end of the picture.
 * @param {string} into
 * @param {number} count
 */
export function manyPhotos(into, count) {
  mkdirSync(into, { recursive: true });
  const all = truth();
  for (let at = 0; at < count; at++) {
    const from = all[at % all.length]?.path ?? "";
    const to = join(into, `${String(at).padStart(5, "0")} ${basename(from)}`);
    copyFileSync(join(demoPhotos(), from), to);
    appendFileSync(to, `different ${at}`);
  }
}

/**
 * Puts files that cannot be read into a folder; each name with the code of what is wrong.
 * @param {string} into
 */
export function brokenFiles(into) {
  mkdirSync(into, { recursive: true });
  const good = readFileSync(join(demoPhotos(), truth()[0]?.path ?? ""));
  writeFileSync(join(into, "empty.jpg"), "");
  writeFileSync(join(into, "letter.jpg"), "Dear all, this is no picture.\n".repeat(20));
  writeFileSync(join(into, "cut short.jpg"), good.subarray(0, Math.floor(good.length / 3)));
  writeFileSync(join(into, "vast.png"), hugePng());
  return {
    "empty.jpg": "empty_file",
    "letter.jpg": "not_a_picture",
    "cut short.jpg": "truncated",
    "vast.png": "too_large",
  };
}

/** A PNG of a few bytes that says it is 60,000 by 60,000. */
function hugePng() {
  const code = `
import struct, sys, zlib
def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
head = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
png = b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
print(png.hex())`;
  return Buffer.from(python(code).trim(), "hex");
}

/**
 * Rows of the catalogue, read beside the server.
 * @param {string} library
 * @param {string} sql
 * @returns {Record<string, any>[]}
 */
export function rows(library, sql) {
  const code = `
import json, pathlib, sqlite3, sys
uri = pathlib.Path(sys.argv[1]).as_uri() + "?mode=ro"
db = sqlite3.connect(uri, uri=True, timeout=30)
db.row_factory = sqlite3.Row
print(json.dumps([dict(row) for row in db.execute(sys.argv[2])]))`;
  return JSON.parse(python(code, [join(library, "catalog.db"), sql]));
}

/** @param {string} path */
export const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

/**
 * Every file below a folder with its hash, by path from there.
 * @param {string} folder
 */
export function hashes(folder) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    found[path.slice(folder.length + 1)] = hash(path);
  }
  return found;
}

/**
 * What a server logged as an error while it had this library.
 * @param {string} library
 */
export function loggedErrors(library) {
  const path = join(library, "logs", "keepers.log");
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .filter((line) => ["error", "critical"].includes(JSON.parse(line).level));
}

/**
 * A home folder with the usual places in it, so that no test sees those of the person who runs it.
 * @param {string} path
 */
export function makeHome(path) {
  for (const name of ["Pictures", "Desktop"]) mkdirSync(join(path, name), { recursive: true });
  const config = join(path, ".config");
  mkdirSync(config);
  const lines = ["PICTURES", "DESKTOP"].map(
    (name) => `XDG_${name}_DIR="$HOME/${name === "PICTURES" ? "Pictures" : "Desktop"}"\n`,
  );
  writeFileSync(join(config, "user-dirs.dirs"), lines.join(""));
  return {
    HOME: path,
    USERPROFILE: path,
    XDG_CONFIG_HOME: config,
    XDG_PICTURES_DIR: join(path, "Pictures"),
    XDG_DESKTOP_DIR: join(path, "Desktop"),
    XDG_DOCUMENTS_DIR: join(path, "Documents"),
    XDG_DOWNLOAD_DIR: join(path, "Downloads"),
    KEEPERS_LIBRARY: join(dirname(path), "library"),
  };
}
