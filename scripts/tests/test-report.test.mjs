import assert from "node:assert/strict";
import { test } from "node:test";

import { countReasons, couldHaveRun, readJUnit, readNodeTest, readVitest } from "../test-report.mjs";

test("pytest's file: errors count as failures, reasons come unescaped", () => {
  const xml = `<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="1" tests="10" time="1.2">
    <testcase classname="t" name="a"><skipped type="pytest.skip" message="KEEPERS_PHOTOS_DIR &quot;x&quot; &amp; more">t.py:3</skipped></testcase></testsuite></testsuites>`;
  assert.deepEqual(readJUnit(xml), {
    passed: 6,
    failed: 3,
    skipped: 1,
    reasons: ['KEEPERS_PHOTOS_DIR "x" & more'],
  });
  assert.deepEqual(readJUnit(""), { passed: 0, failed: 0, skipped: 0, reasons: [] });
});

test("vitest's file: a test file that cannot be loaded is a failure", () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      { status: "failed", assertionResults: [] },
      { status: "passed", assertionResults: [{ status: "skipped", fullName: "grid later" }] },
    ],
  };
  assert.deepEqual(readVitest(JSON.stringify(report)), {
    passed: 3,
    failed: 2,
    skipped: 1,
    reasons: ["Marked as skipped: grid later"],
  });
});

test("node's own runner: the last summary counts, colours do not matter", () => {
  const output = [
    "\u001b[34m﹣ offline (0.1ms) # no disk\u001b[39m",
    "  \u001b[34m﹣ later (0.1ms) # SKIP\u001b[39m",
    "\u001b[34mℹ tests 5\u001b[39m",
    "\u001b[34mℹ pass 3\u001b[39m",
    "ℹ fail 1",
    "ℹ cancelled 0",
    "ℹ skipped 2",
    "ℹ todo 0",
  ].join("\n");
  assert.deepEqual(readNodeTest(output), { passed: 3, failed: 1, skipped: 2, reasons: ["no disk", "Marked as skipped"] });
});

test("reasons are counted, and only what preparation could change fails CI", () => {
  assert.deepEqual(countReasons(["b", "a", "b"]), [["b", 2], ["a", 1]]);
  assert.equal(couldHaveRun("KEEPERS_PHOTOS_DIR is not set"), true);
  assert.equal(couldHaveRun("Platform: Windows has no such names"), false);
});
