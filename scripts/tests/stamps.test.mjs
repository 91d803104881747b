import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { filesUnder, fingerprint, missingSets, readStamp, writeStamp } from "../stamps.mjs";

let place;
before(() => (place = mkdtempSync(join(tmpdir(), "keepers-stamps-"))));
after(() => rmSync(place, { recursive: true, force: true }));

test("a fingerprint follows content and names, and nothing else", () => {
  const folder = join(place, "sources");
  mkdirSync(join(folder, "deep"), { recursive: true });
  writeFileSync(join(folder, "a.ts"), "one");
  writeFileSync(join(folder, "deep", "b.ts"), "two");
  const now = () => fingerprint(folder, filesUnder(folder));
  const first = now();
  assert.equal(now(), first);
  writeFileSync(join(folder, "a.ts"), "one");
  assert.equal(now(), first, "written again, the same");
  writeFileSync(join(folder, "deep", "b.ts"), "three");
  const second = now();
  assert.notEqual(second, first);
  writeFileSync(join(folder, "c.ts"), "");
  assert.notEqual(now(), second, "an empty file more");
});

test("what one file loses and the next gains is seen", () => {
  const [one, other] = [join(place, "one"), join(place, "other")];
  writeFileSync(one, "ab");
  writeFileSync(other, "c");
  const before = fingerprint(place, [one, other]);
  writeFileSync(one, "a");
  writeFileSync(other, "bc");
  assert.notEqual(fingerprint(place, [one, other]), before);
});

test("a missing file is a fact, not an error", () => {
  const gone = join(place, "gone.json");
  const before = fingerprint(place, [gone]);
  writeFileSync(gone, "");
  assert.notEqual(fingerprint(place, [gone]), before);
});

test("a stamp comes back as written; a broken one counts as none", () => {
  const path = join(place, "new", "stamp.json");
  assert.deepEqual(readStamp(path), {});
  writeStamp(path, { installed: { run: "1" } });
  assert.deepEqual(readStamp(path), { installed: { run: "1" } });
  writeFileSync(path, "{half");
  assert.deepEqual(readStamp(path), {});
});

const SETS = {
  run: { fingerprint: "r1", includes: [] },
  demo: { fingerprint: "p1", includes: ["run"] },
  dev: { fingerprint: "d1", includes: ["run", "demo"] },
};

test("what is installed is not installed again", () => {
  assert.deepEqual(missingSets(["run"], SETS, { run: "r1" }), []);
  assert.deepEqual(missingSets(["run", "demo"], SETS, { run: "r1" }), ["demo"]);
});

test("a fresh larger set brings along the smaller ones", () => {
  assert.deepEqual(missingSets(["run", "demo"], SETS, { dev: "d1" }), []);
  assert.deepEqual(missingSets(["run", "demo", "dev"], SETS, {}), ["dev"]);
});

test("a lock file that changed is installed again", () => {
  assert.deepEqual(missingSets(["run"], SETS, { run: "r0" }), ["run"]);
  assert.deepEqual(missingSets(["run"], SETS, { run: "r0", dev: "d0" }), ["run"]);
});
