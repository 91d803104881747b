import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const START = fileURLToPath(new URL("../start.mjs", import.meta.url));

/** Starts with these words from a folder; nothing is set up when the words are wrong. */
function start(cwd, ...words) {
  const run = spawnSync(process.execPath, [START, ...words], {
    encoding: "utf8",
    env: { ...process.env, INIT_CWD: cwd },
  });
  return { code: run.status, said: run.stderr };
}

test("a folder that is not there, and a file in its stead, are each told as what they are", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "keepers-start-"));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "one.jpg"), "x");
  const gone = start(folder, "gone");
  assert.equal(gone.code, 1);
  assert.match(gone.said, /There is no folder .*gone: check the name/);
  const file = start(folder, "one.jpg");
  assert.equal(file.code, 1);
  assert.match(file.said, /one\.jpg is a file: give the folder it lies in/);
});
