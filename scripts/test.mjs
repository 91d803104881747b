// npm test: everything that can run on this machine. What cannot is named at the end with its reason,
// and fails the run under CI=true.
//
// npm test -- python ui scripts window shell updates desktop    only those parts
//
// `shell` are the tests of the desktop window's Rust, `desktop` those of the app as people run it, under a display
// of its own: that part builds what it tries where it has to.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { missingTools } from "../tests-desktop/harness/tools.mjs";
import { desktopProblem } from "./desktop-prerequisites.mjs";
import { prepare } from "./environment.mjs";
import { CHECKOUT, findChromium, inVenv } from "./places.mjs";
import { npm, show } from "./processes.mjs";
import { Stop, duration, main } from "./say.mjs";
import { countReasons, couldHaveRun, readCargo, readJUnit, readNodeTest, readVitest } from "./test-report.mjs";

const CI = process.env.CI === "true";
const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");

async function python(scratch) {
  const file = join(scratch, "pytest.xml");
  const { code } = await show(inVenv("python"), ["-m", "pytest", "-q", "-n", "auto", `--junitxml=${file}`]);
  return { code, ...readJUnit(read(file)) };
}

async function ui(scratch) {
  const file = join(scratch, "vitest.json");
  const [command, first] = npm();
  const { code } = await show(command, [
    ...[...first, "exec", "--workspace", "frontend", "--", "vitest", "run"],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
  ]);
  const text = read(file);
  return { code, ...(text === "" ? { passed: 0, failed: 0, skipped: 0, reasons: [] } : readVitest(text)) };
}

async function scripts() {
  const folder = join(CHECKOUT, "scripts", "tests");
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.mjs"));
  const { code, output } = await show(process.execPath, [
    ...["--test", "--test-reporter=spec"],
    ...files.map((name) => join(folder, name)),
  ]);
  return { code, ...readNodeTest(output) };
}

async function browser() {
  if (findChromium() === undefined) {
    return {
      cannot: "there is no Chromium on this machine; install it or say where it is with CHROMIUM_PATH",
    };
  }
  const { code, output } = await show(process.execPath, ["tests-e2e/run.mjs"]);
  return { code, ...readNodeTest(output) };
}

const DESKTOP = join(CHECKOUT, "desktop");

/** Cargo's tests of the window's crate. @param {string[]} words */
async function crate(...words) {
  const problem = desktopProblem();
  if (problem !== undefined) return { cannot: problem };
  const all = ["test", "--release", "--locked", "--no-fail-fast", ...words];
  // Some of the tests start Keepers itself.
  const env = { KEEPERS_TEST_PYTHON: inVenv("python") };
  const { code, output } = await show("cargo", all, { cwd: DESKTOP, env });
  return { code, ...readCargo(output) };
}

async function shell() {
  // Some are before a real notification daemon.
  const daemon = ["--", "--include-ignored", "--skip", "a_window_that_stays"];
  return crate(...(missingTools().length === 0 ? daemon : []));
}

/** Compiles Tauri once more, with the parts for apps without a display, so it is a part of its own. */
async function updates() {
  return crate("--features", "updater,test-window", "--test", "updates");
}

async function desktop() {
  if (process.platform !== "linux") return { cannot: "Platform: other systems than Linux have no WebDriver for the window" };
  const missing = missingTools();
  if (missing.length > 0) return { cannot: `these packages are not installed: ${missing.join(", ")}` };
  const problem = desktopProblem();
  if (problem !== undefined) return { cannot: problem };
  const steps = [
    { command: process.execPath, args: [join("scripts", "build-sidecar.mjs")], cwd: CHECKOUT },
    { command: "cargo", args: ["build", "--release", "--locked"], cwd: DESKTOP },
  ];
  for (const { command, args, cwd } of steps) {
    const { code } = await show(command, args, { cwd });
    if (code !== 0) return { code, passed: 0, failed: 0, skipped: 0, reasons: [] };
  }
  const { code, output } = await show(process.execPath, ["tests-desktop/run.mjs"]);
  return { code, ...readNodeTest(output) };
}

const PARTS = {
  python: { label: "Python", run: python },
  ui: { label: "UI", run: ui },
  scripts: { label: "Scripts", run: scripts },
  window: { label: "Window in a browser", run: browser },
  shell: { label: "Desktop shell", run: shell },
  updates: { label: "Updates of the app", run: updates },
  desktop: { label: "Desktop app", run: desktop },
};

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((word) => !(word in PARTS));
  if (unknown !== undefined) {
    throw new Stop(`There is no part "${unknown}": it is ${Object.keys(PARTS).join(", ")}.`);
  }
  await prepare({ python: ["run", "demo", "dev"] });
  const scratch = mkdtempSync(join(tmpdir(), "keepers-test-"));
  const results = [];
  try {
    for (const [name, { label, run }] of Object.entries(PARTS)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      console.log(`\n── ${label} ──`);
      const begun = Date.now();
      const result = { passed: 0, failed: 0, skipped: 0, reasons: [], code: 0, ...(await run(scratch)) };
      results.push({ label, took: Date.now() - begun, ...result });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return report(results);
});

function report(results) {
  let bad = false;
  console.log("\n── In all ──");
  for (const { label, code, cannot, passed, failed, skipped, took } of results) {
    // A runner that ends badly without a failing test (it could not start, say) counts as a failure.
    const broken = code !== 0 && failed === 0;
    const ran = broken ? `ended with ${code}` : `${passed} passed, ${failed} failed, ${skipped} skipped`;
    console.log(`${label}: ${cannot === undefined ? `${ran} (${duration(took)})` : `did not run: ${cannot}`}`);
    bad ||= failed > 0 || broken || (CI && cannot !== undefined && couldHaveRun(cannot));
    if (cannot === undefined && code === 0 && passed === 0) {
      console.log(`  No test ran in ${label}.`);
      bad = true;
    }
  }
  const reasons = results.flatMap((result) => result.reasons);
  if (reasons.length > 0) {
    console.log("\nNot run, and why:");
    for (const [reason, times] of countReasons(reasons)) console.log(`  ${times} × ${reason}`);
    const could = reasons.filter(couldHaveRun).length;
    if (CI && could > 0) {
      console.log(`Under CI everything has to run: ${could} skipped ${could === 1 ? "test fails" : "tests fail"} it.`);
      bad = true;
    }
  }
  const sum = (what) => results.reduce((total, result) => total + result[what], 0);
  const broken = results.filter(({ code, failed }) => code !== 0 && failed === 0).length;
  const unrun = results.filter(({ cannot }) => cannot !== undefined).length;
  console.log(`\n${sum("passed")} passed, ${sum("failed") + broken} failed, ${sum("skipped") + unrun} skipped`);
  return bad ? 1 : 0;
}
