// Reading what test runners say: how many passed, failed and were skipped, and why.

/** Text of an XML attribute value. */
function unescape(text) {
  return text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");
}

const NONE = { passed: 0, failed: 0, skipped: 0, reasons: [] };

/** Counts and reasons of a JUnit file that pytest wrote. */
export function readJUnit(xml) {
  const suite = /<testsuite\b[^>]*>/.exec(xml)?.[0];
  if (suite === undefined) return { ...NONE };
  const number = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = number("failures") + number("errors");
  const skipped = number("skipped");
  const reasons = [...xml.matchAll(/<skipped\b[^>]*\bmessage="([^"]*)"/g)].map((match) => unescape(match[1]));
  return { passed: Math.max(0, number("tests") - failed - skipped), failed, skipped, reasons };
}

/** Counts of a JSON report that vitest wrote. */
export function readVitest(text) {
  const report = JSON.parse(text);
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  const reasons = [];
  for (const file of report.testResults ?? []) {
    for (const test of file.assertionResults ?? []) {
      if (["pending", "skipped", "todo"].includes(test.status)) reasons.push(`Marked as skipped: ${test.fullName}`);
    }
  }
  // A file that cannot even be loaded has no test to fail.
  const broken = (report.testResults ?? []).filter(
    (file) => file.status === "failed" && (file.assertionResults ?? []).length === 0,
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped, reasons };
}

/** Counts of what node's own test runner prints at the end. */
export function readNodeTest(output) {
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  const number = (word) => {
    const found = [...plain.matchAll(new RegExp(`^(?:ℹ|#) ${word} (\\d+)$`, "gm"))].at(-1);
    return found === undefined ? 0 : Number(found[1]);
  };
  const skipped = number("skipped") + number("todo");
  // "﹣ name (1ms) # SKIP", or "# the reason" where one was given.
  const reasons = [...plain.matchAll(/^\s*﹣ .* # (?:SKIP ?)?(.*)$/gm)].map((match) => match[1] || "Marked as skipped");
  return { passed: number("pass"), failed: number("fail") + number("cancelled"), skipped, reasons };
}

/** Counts of what `cargo test` prints: a line of results for each program of tests. */
export function readCargo(output) {
  const sums = { passed: 0, failed: 0, skipped: 0 };
  for (const found of output.matchAll(/^test result: .*?(\d+) passed; (\d+) failed; (\d+) ignored;/gm)) {
    sums.passed += Number(found[1]);
    sums.failed += Number(found[2]);
    sums.skipped += Number(found[3]);
  }
  const reasons = [...output.matchAll(/^test .* \.\.\. ignored(?:, (.*))?$/gm)].map(
    ([, reason]) => reason ?? "Marked as ignored",
  );
  return { ...sums, reasons };
}

/** [reason, times] of each different reason, most frequent first. */
export function countReasons(reasons) {
  const counts = new Map();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

/**
 * Whether a skipped test could have run had the machine been prepared: that fails under CI.
 *
 * What another platform does ("Platform: ...") no preparation brings about.
 */
export function couldHaveRun(reason) {
  return !/^(skipped: )?platform:/i.test(reason);
}
