// Builds the demo library once, then runs every test file, or those whose name holds one of the words given,
// against copies of it.
//
// KEEPERS_E2E_FAILURES=DIR   keeps a picture of the page where a test failed
// KEEPERS_E2E_UI=DIR         serves these built pages instead of those in frontend/dist
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { findChromium } from "../scripts/places.mjs";
import { scratch } from "./harness/library.mjs";
import { keepers } from "./harness/server.mjs";

const here = dirname(fileURLToPath(import.meta.url));
if (findChromium() === undefined) {
  console.error("End-to-end tests need Chromium: install it or set CHROMIUM_PATH.");
  process.exit(2);
}
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  .map((name) => join(here, name));
if (files.length === 0) {
  console.error(`No end-to-end test is named ${wanted.join(", ")}.`);
  process.exit(2);
}

const built = process.env["KEEPERS_E2E_DEMO"];
const place = scratch("keepers-e2e-demo-");
try {
  if (built === undefined) keepers(["--library", join(place.path, "library"), "--quiet", "demo"]);
  const run = spawnSync(
    process.execPath,
    ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files],
    { stdio: "inherit", env: { ...process.env, KEEPERS_E2E_DEMO: built ?? place.path } },
  );
  process.exitCode = run.status ?? 1;
} finally {
  place.remove();
}
