// node scripts/build-sidecar.mjs            freezes Keepers into packaging/sidecar/dist/keepers-sidecar
// node scripts/build-sidecar.mjs --force    … also when nothing changed
// node scripts/build-sidecar.mjs --packed   … and says how small it packs (gzip and xz; takes minutes)
// node scripts/build-sidecar.mjs --models D … and carries the models that scripts/models/fetch.py put into D
//
// Needs no compiler (on Linux binutils, for `strip`). Makes it for the system and processor it runs on; docs/sidecar.md says the rest.
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";

import { prepare, prepareFreezing } from "./environment.mjs";
import { CHECKOUT, FREEZING, FROZEN, FROZEN_PROGRAM, SIDECAR, UI, inVenv } from "./places.mjs";
import { leftOutButImported } from "./frozen-imports.mjs";
import { pageLicences, shippedPackages } from "./page-licences.mjs";
import { ask, capture } from "./processes.mjs";
import { Stop, duration, main, step } from "./say.mjs";
import { overBudget, report, weigh } from "./sidecar-size.mjs";
import { filesUnder, fingerprint, readStamp, writeStamp } from "./stamps.mjs";
import { inTurn } from "./turns.mjs";

const BUILD = join(SIDECAR, "build");
const DIST = dirname(FROZEN);
const SIZE = join(DIST, "size.json");
const STAMP = join(DIST, "stamp.json");
const FIND_SAMPLES =
  "import json; from keepers.demo.samples import find_samples\n" +
  "print(json.dumps({name: str(path) for name, path in find_samples().items()}))";

/** Everything the sidecar is made of, as one hash. */
function sources(python, pictures, models) {
  const own = filesUnder(SIDECAR).filter((path) => !/[/\\](build|dist|__pycache__)[/\\]/.test(path));
  const backend = filesUnder(join(CHECKOUT, "backend")).filter((path) => !/__pycache__|\.pyc$/.test(path));
  const named = ["requirements/run.txt", "requirements/freeze.txt", "pyproject.toml", "package-lock.json", "LICENSE", "NOTICE.md"];
  const scripts = ["build-sidecar.mjs", "page-licences.mjs", "places.mjs"].map((name) =>
    join(CHECKOUT, "scripts", name),
  );
  return fingerprint(
    CHECKOUT,
    [
      ...own,
      ...backend,
      ...filesUnder(UI),
      ...named.map((name) => join(CHECKOUT, name)),
      ...scripts,
      ...pictures,
      ...(models === undefined ? [] : filesUnder(models)),
    ],
    [process.platform, process.arch, python],
  );
}

async function must(what, command, args, env) {
  const begun = Date.now();
  step(`${what} …`);
  const { code, output } = await capture(command, args, { env });
  if (code !== 0)
    throw new Stop(`${output.trimEnd().split("\n").slice(-40).join("\n")}\n\n${what} failed (${code}).`);
  step(`${what}: done in ${duration(Date.now() - begun)}`);
  return output;
}

/** The demo's sample pictures, copied out of the packages that ship them: those packages are not frozen. */
function gatherPictures(found) {
  const folder = join(BUILD, "pictures");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const path of found) cpSync(path, join(folder, basename(path)));
  return folder;
}

/** Links in the folder, which packagers turn into whole copies. Everything loads without them: how many went. */
function dropLinks(folder) {
  let dropped = 0;
  for (const entry of readdirSync(folder, {
    withFileTypes: true,
    recursive: true,
  })) {
    if (!entry.isSymbolicLink()) continue;
    rmSync(join(entry.parentPath ?? entry.path, entry.name));
    dropped += 1;
  }
  return dropped;
}

/**
 * Takes the debugging information out of Python's own libraries, where a Python built from source has it (20 MB).
 * Nothing else is stripped: it breaks numpy's OpenBLAS.
 */
async function dropDebugInfo(folder) {
  if (process.platform !== "linux") return;
  const ours = filesUnder(join(folder, "_internal")).filter((path) =>
    /[/\\](libpython[^/\\]*\.so[^/\\]*|lib-dynload[/\\][^/\\]+\.so)$/.test(path),
  );
  await must("Taking debugging information out of Python", "strip", ["--strip-debug", ...ours]);
}

async function freeze(pictures, models) {
  const parts = join(BUILD, "parts.json");
  const made = join(BUILD, "made");
  rmSync(made, { recursive: true, force: true });
  const given = { ui: UI, pictures: gatherPictures(pictures), parts, weights: models };
  await must(
    "Freezing Keepers",
    inVenv("python", FREEZING),
    [
      ...["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"],
      ...["--distpath", made, "--workpath", join(BUILD, "work"), join(SIDECAR, "keepers-sidecar.spec")],
    ],
    // The same sources make the same bytes: no random order, no hour of the day.
    {
      KEEPERS_FREEZING: JSON.stringify(given),
      PYTHONHASHSEED: "0",
      SOURCE_DATE_EPOCH: "946684800",
    },
  );
  const warnings = readFileSync(join(BUILD, "work", "keepers-sidecar", "warn-keepers-sidecar.txt"), "utf8");
  for (const { module, by } of leftOutButImported(warnings)) {
    throw new Stop(`keepers-sidecar.spec leaves ${module} out, but ${by.join(", ")} imports it.`);
  }
  const folder = join(made, basename(FROZEN));
  // On a Mac the links of Python.framework are part of how it loads, and signing knows them.
  if (process.platform !== "darwin") step(`${dropLinks(folder)} links dropped`);
  await dropDebugInfo(folder);
  const pages = join(BUILD, "pages.json");
  const lock = JSON.parse(readFileSync(join(CHECKOUT, "package-lock.json"), "utf8"));
  writeFileSync(pages, JSON.stringify(pageLicences(CHECKOUT, shippedPackages(lock))));
  const python = inVenv("python", FREEZING);
  await must("Gathering licences", python, [join(SIDECAR, "licences.py"), parts, folder, pages]);
  await must("Looking for addresses of others", python, [join(SIDECAR, "addresses.py"), folder]);
  rmSync(STAMP, { force: true });
  rmSync(FROZEN, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(DIST, { recursive: true });
  renameSync(folder, FROZEN);
}

/** Bytes of the folder as one archive; undefined where the programs for it are not at hand. */
function packedMb(packer) {
  return new Promise((done) => {
    const words = ["-c", `tar -C "$0" --sort=name --owner=0 --group=0 -cf - . | ${packer} | wc -c`, FROZEN];
    const child = spawn("sh", words, { stdio: ["ignore", "pipe", "ignore"] });
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    child.once("error", () => done(undefined));
    child.once("close", () => done(Number(said) > 1e6 ? Number((Number(said) / 1e6).toFixed(1)) : undefined));
  });
}

async function measure(packed) {
  const files = filesUnder(FROZEN).map((path) => ({
    path: relative(FROZEN, path).split(sep).join("/"),
    bytes: statSync(path).size,
  }));
  // The budget is of what everybody downloads, without models.
  const size = weigh(files.filter(({ path }) => !path.startsWith("_internal/keepers/models/weights/")));
  if (packed) {
    step("Packing it, to see how small it gets …");
    size.gzip_mb = await packedMb("gzip -6");
    size.xz_mb = await packedMb("xz -6 -T0");
  }
  writeFileSync(SIZE, `${JSON.stringify(size, null, 2)}\n`);
  return size;
}

await main(async () => {
  const { values } = parseArgs({
    options: {
      force: { type: "boolean", default: false },
      packed: { type: "boolean", default: false },
      models: { type: "string" },
    },
  });
  const models = values.models === undefined ? undefined : resolve(values.models);
  if (models !== undefined && !existsSync(models)) {
    throw new Stop(`There is no folder ${models}. scripts/models/fetch.py makes it.`);
  }
  await prepare({ python: ["run", "demo"] });
  await prepareFreezing();
  const found = ask(inVenv("python"), ["-c", FIND_SAMPLES]);
  if (found === undefined)
    throw new Stop("The sample pictures of the demo are not here; `npm start` brings them.");
  const pictures = Object.values(JSON.parse(found));
  const python = ask(inVenv("python", FREEZING), ["-VV"]);
  return inTurn(join(BUILD, "turn"), async () => {
    const now = sources(python, pictures, models);
    const fresh = readStamp(STAMP).fingerprint === now && existsSync(FROZEN_PROGRAM) && existsSync(SIZE);
    if (fresh && !values.force) step("The sidecar is frozen already; nothing it is made of changed.");
    else await freeze(pictures, models);
    const size = fresh && !values.force && !values.packed ? readStamp(SIZE) : await measure(values.packed);
    const budget = JSON.parse(readFileSync(join(SIDECAR, "budget.json"), "utf8"));
    for (const line of report(size, budget)) step(line);
    const problem = overBudget(size, budget);
    if (problem !== undefined) throw new Stop(problem);
    writeStamp(STAMP, { fingerprint: now });
    return 0;
  });
});
