import assert from "node:assert/strict";
import { test } from "node:test";

import { BENCHES, derived, limitOf } from "../bench/benches.mjs";
import { at, judged, table, trend } from "../bench/figures.mjs";

const FIGURES = [
  { path: "a.b c.ms", words: "one", unit: "ms", better: "less", target: { most: 10 } },
  { path: "a.wins", words: "two", unit: "", better: "more", target: { least: 3 } },
  { path: "a.gone", words: "three", unit: "", better: "less", target: { most: 1 } },
  { path: "a.plain", words: "four", unit: "s", better: "less" },
];
const SAID = { a: { "b c": { ms: 10 }, wins: 2, plain: 4 } };

test("a figure is found by its path, also below a name with spaces", () => {
  assert.equal(at(SAID, "a.b c.ms"), 10);
  assert.equal(at(SAID, "a.no.where"), undefined);
  assert.equal(at({ a: null }, "a.b"), undefined);
});

test("a target is met up to its bound, and never by a figure that is not there", () => {
  const results = judged("x", FIGURES, SAID, { before: undefined, cores: 2 });
  assert.deepEqual(
    results.map(({ met, value }) => [met, value]),
    [
      [true, 10],
      [false, 2],
      [false, null],
      [undefined, 4],
    ],
  );
});

test("a target a processor grows with the machine", () => {
  assert.deepEqual(limitOf({ perCore: 0.85 }, 4), { least: 3.4 });
  assert.deepEqual(limitOf({ most: 5 }, 4), { most: 5 });
});

test("the baseline is told as better or worse, whichever way the figure points", () => {
  const before = { figures: { "a.b c.ms": 5, "a.wins": 1, "a.plain": 4.1 } };
  const [slower, more, gone, same] = judged("x", FIGURES, SAID, { before, cores: 2 });
  assert.equal(trend(slower), "2.00 x worse");
  assert.equal(trend(more), "2.00 x better");
  assert.equal(trend(gone), "");
  assert.equal(trend(same), "the same");
  assert.equal(trend({ value: 1, baseline: 0, change: null, better: "less" }), "was 0");
});

test("the table names what was missed, under its bench", () => {
  const lines = table(judged("x", FIGURES, SAID, { before: undefined, cores: 2 }), { x: "an example" });
  assert.equal(lines[1], "x: an example");
  assert.match(lines[2], /^ {2}one +10 ms +≤ 10 +met$/);
  assert.match(lines[3], /two +2 +≥ 3 +MISSED$/);
  assert.match(lines[4], /three +– +≤ 1 +MISSED$/);
});

test("scenes that a blurred frame won are counted", () => {
  const said = derived("blur", { sharp: { blur: { wins: 20, scenes: 22 } } });
  assert.equal(said.sharp.blur.lost, 2);
});

test("every figure is told once, and points at a program of its bench", () => {
  for (const { programs, figures } of Object.values(BENCHES)) {
    const paths = figures.map(({ path }) => path);
    assert.equal(new Set(paths).size, paths.length);
    for (const path of paths) assert.ok(Object.hasOwn(programs, path.split(".")[0]), path);
  }
});
