// Brings the checkout to the point where things can run: packages and the built UI. Quick when all is there.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { CHECKOUT, FREEZING, FRONTEND, NODE_MODULES, UI, VENV, inVenv } from "./places.mjs";
import { requireNode, requirePython } from "./prerequisites.mjs";
import { capture, npm } from "./processes.mjs";
import { Stop, duration, step } from "./say.mjs";
import { inTurn } from "./turns.mjs";
import { filesUnder, fingerprint, missingSets, readStamp, writeStamp } from "./stamps.mjs";

const NODE_STAMP = join(NODE_MODULES, ".keepers-stamp.json");
const UI_STAMP = join(UI, ".keepers-stamp.json");
const TURN = join(CHECKOUT, ".setup-turn");
const LAST_LINES = 12;
const LABELS = {
  run: "what Keepers needs",
  demo: "what the demo needs",
  dev: "the tools",
  build: "the builder",
  freeze: "the freezer",
};

/** What each lock file brings; `includes`: the sets whose packages it holds as well. */
function packageSets() {
  const lock = (name) => fingerprint(CHECKOUT, [join(CHECKOUT, "requirements", `${name}.txt`)]);
  return {
    run: { fingerprint: lock("run"), includes: [] },
    demo: { fingerprint: lock("demo"), includes: ["run"] },
    dev: { fingerprint: lock("dev"), includes: ["run", "demo"] },
    build: { fingerprint: lock("build"), includes: [] },
    freeze: { fingerprint: lock("freeze"), includes: [] },
  };
}

async function must(what, command, args, options) {
  const begun = Date.now();
  step(`${what} …`);
  const { code, output } = await capture(command, args, options);
  if (code !== 0) {
    const end = output.trimEnd().split("\n").slice(-LAST_LINES).join("\n");
    throw new Stop(`${end}\n\n${what} failed (${code}); what the program said last is above.`);
  }
  const took = Date.now() - begun;
  if (took > 5000) step(`${what}: done in ${duration(took)}`);
}

/**
 * Brings about what is asked for: Python package sets (run, demo, dev) in .venv, the packages of the window,
 * the built window. Two that ask at once take turns.
 */
export function prepare({ python, ui = true }) {
  const act = async () => {
    await ensurePython(python);
    await ensureNode();
    if (ui) await ensureUi();
  };
  return inTurn(TURN, act, () => step("Another terminal is setting this checkout up; waiting for it …"));
}

/** Brings about the built window alone: its packages and its pages, no Python. */
export function prepareUi() {
  const act = async () => {
    await ensureNode();
    await ensureUi();
  };
  return inTurn(TURN, act, () =>
    step("Another terminal is setting this checkout up; waiting for it …"),
  );
}

/** Brings about the environment the sidecar is frozen in: only what Keepers runs on, and the freezer. */
export function prepareFreezing() {
  return inTurn(
    TURN,
    () => ensurePython(["run", "freeze"], FREEZING),
    () => step("Another terminal is setting this checkout up; waiting for it …"),
  );
}

/** Sets up a virtual environment with the wanted package sets (run, demo, dev, freeze) and Keepers itself. */
async function ensurePython(wanted, venv = VENV) {
  const sets = packageSets();
  const stampFile = join(venv, "keepers-stamp.json");
  let stamp = readStamp(stampFile);
  // A virtual environment holds its own address and its Python's: one that was moved is made anew.
  const usable = stamp.checkout === CHECKOUT && existsSync(inVenv("python", venv));
  if (!usable) {
    const python = requirePython();
    rmSync(venv, { recursive: true, force: true, maxRetries: 3 });
    await must(`Making a virtual environment with Python ${python.version.join(".")}`, python.path, [
      "-m",
      "venv",
      venv,
    ]);
    stamp = {
      checkout: CHECKOUT,
      python: python.version.join("."),
      installed: {},
    };
  }
  const installed = { ...stamp.installed };
  const project = fingerprint(CHECKOUT, [join(CHECKOUT, "pyproject.toml")]);
  const pip = ["-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"];
  const missing = missingSets([...wanted, "build"], sets, installed);
  for (const name of missing) {
    await must(`Installing ${LABELS[name]} (Python)`, inVenv("python", venv), [
      ...pip,
      // The lock is whole, and what it leaves out on purpose stays out.
      "--no-deps",
      "--require-hashes",
      "-r",
      join(CHECKOUT, "requirements", `${name}.txt`),
    ]);
    installed[name] = sets[name].fingerprint;
    writeStamp(stampFile, { ...stamp, installed });
  }
  if (installed.project !== project) {
    await must("Installing Keepers into its environment", inVenv("python", venv), [
      ...pip,
      "--no-deps",
      "--no-build-isolation",
      "--editable",
      CHECKOUT,
    ]);
    installed.project = project;
    writeStamp(stampFile, { ...stamp, installed });
  }
}

/** Sets up node_modules from the lock file. */
async function ensureNode() {
  requireNode();
  const parts = ["package-lock.json", "package.json", "frontend/package.json", "tests-e2e/package.json"];
  const now = fingerprint(
    CHECKOUT,
    parts.map((part) => join(CHECKOUT, part)),
    [process.versions.modules, CHECKOUT],
  );
  if (readStamp(NODE_STAMP).fingerprint === now) return;
  const [command, first] = npm();
  // No package of ours needs its install script: none is run.
  await must("Installing what the window needs (Node)", command, [
    ...first,
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]);
  writeStamp(NODE_STAMP, { fingerprint: now });
}

/** Builds the UI into frontend/dist. */
async function ensureUi() {
  const sources = [
    ...filesUnder(join(FRONTEND, "src")).filter((path) => !/\.test\.tsx?$/.test(path)),
    ...filesUnder(join(FRONTEND, "public")),
    ...["index.html", "vite.config.ts", "package.json", "tsconfig.json"].map((name) => join(FRONTEND, name)),
    join(CHECKOUT, "package-lock.json"),
  ];
  const now = fingerprint(CHECKOUT, sources);
  if (readStamp(UI_STAMP).fingerprint === now && existsSync(join(UI, "index.html"))) return;
  const [command, first] = npm();
  await must("Building the window", command, [
    ...first,
    "run",
    "build",
    "--workspace",
    "frontend",
    "--silent",
  ]);
  writeStamp(UI_STAMP, { fingerprint: now });
}

/** The version in package.json. */
export function version() {
  return JSON.parse(readFileSync(join(CHECKOUT, "package.json"), "utf8")).version;
}
