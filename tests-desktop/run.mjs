// Runs the tests of the desktop app, or those files whose name holds one of the words given, under a display
// of their own. Linux only: see "Desktop tests" in CONTRIBUTING.md for what has to be installed.
//
// KEEPERS_DESKTOP_PICTURES=DIR   keeps pictures of screens to look at
// KEEPERS_DESKTOP_FAILURES=DIR   keeps a picture of the screen and the log where a test failed
// KEEPERS_E2E_DEMO=DIR           a folder with the demo library of an earlier run, instead of making one
// Which program is tried is said in harness/program.mjs.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { scratch } from "../tests-e2e/harness/library.mjs";
import { keepers } from "../tests-e2e/harness/server.mjs";
import { RUN_MARK, end, marked } from "./harness/processes.mjs";
import { theProgram } from "./harness/program.mjs";
import { missingTools } from "./harness/tools.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const missing = missingTools();
if (missing.length > 0) {
  console.error(`Desktop tests need ${missing.join(", ")}.`);
  process.exit(2);
}
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .map((name) => join(here, name));
if (files.length === 0) {
  console.error(`No desktop test is named ${wanted.join(", ")}.`);
  process.exit(2);
}

// The test of the package brings its own program.
const packageAlone = files.every((path) => path.endsWith("package.test.mjs"));
console.log(`Trying ${packageAlone ? "the newest deb in packaging/out" : theProgram().words}`);
const built = process.env["KEEPERS_E2E_DEMO"];
const place = scratch("keepers-desktop-demo-");
const mark = `${process.pid}`;
let code = 1;
try {
  if (built === undefined) keepers(["--library", join(place.path, "library"), "--quiet", "demo"]);
  const env = {
    ...process.env,
    KEEPERS_E2E_DEMO: built ?? place.path,
    [RUN_MARK]: mark,
    TMPDIR: place.path,
  };
  const words = ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files];
  const run = spawn(process.execPath, words, { stdio: "inherit", env });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.once(signal, () => run.kill(signal));
  code = await new Promise((done) => run.once("exit", (status) => done(status ?? 1)));
} finally {
  // Nothing is left after a whole run; after one that was broken off, this is what ends it.
  const left = marked(mark, RUN_MARK);
  for (const { pid, words } of left) {
    console.error(`Left behind, and ended now: ${words.join(" ")}`);
    end(pid);
  }
  process.exitCode = left.length > 0 ? code || 1 : code;
  place.remove();
}
