import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { afterEach, beforeEach, test } from "node:test";

import { inTurn } from "../turns.mjs";

const MODULE = new URL("../turns.mjs", import.meta.url).href;
let folder;
let file;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keepers-turns-"));
  file = join(folder, "turn");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the turn is given back, also after an error", async () => {
  assert.equal(await inTurn(file, () => 7), 7);
  await assert.rejects(inTurn(file, () => Promise.reject(new Error("no"))), /no/);
  assert.equal(existsSync(file), false);
});

test("what a process that is gone left behind is taken over", async () => {
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  writeFileSync(file, String(gone));
  assert.equal(await inTurn(file, () => readFileSync(file, "utf8")), String(process.pid));
});

test("processes that want the same turn take it one after another", async () => {
  const log = join(folder, "log");
  const code = `
    import { appendFileSync } from "node:fs";
    import { inTurn } from ${JSON.stringify(MODULE)};
    await inTurn(${JSON.stringify(file)}, async () => {
      appendFileSync(${JSON.stringify(log)}, "in ");
      await new Promise((done) => setTimeout(done, 50));
      appendFileSync(${JSON.stringify(log)}, "out ");
    });`;
  // What a process that is gone left behind: all of them find it, and only one may take it over.
  writeFileSync(file, String(spawnSync(process.execPath, ["-e", ""]).pid));
  const children = [1, 2, 3, 4, 5, 6].map(() => spawn(process.execPath, ["--input-type=module", "-e", code]));
  const codes = await Promise.all(children.map((child) => once(child, "exit").then(([exit]) => exit)));
  assert.deepEqual(codes, [0, 0, 0, 0, 0, 0]);
  assert.equal(readFileSync(log, "utf8"), "in out ".repeat(6));
});
