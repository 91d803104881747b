// npm run bench: measures Keepers, compares with the saved baseline. Figures, never a test: a busy machine is slow.
//
// npm run bench -- look serve      only those benches
// npm run bench -- --save          make these figures the baseline
// npm run bench -- --out FILE      the JSON into a file instead of on stdout
// npm run bench -- --strict        also fail when a target is missed
// npm run bench -- --keep DIR      leave what each program said in DIR; --from DIR reads that instead of measuring again
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, platform, release, tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { version } from "../environment.mjs";
import { NODE_MODULES, inVenv } from "../places.mjs";
import { capture } from "../processes.mjs";
import { Stop, duration, main, step } from "../say.mjs";
import { BENCHES, derived } from "./benches.mjs";
import { judged, table } from "./figures.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const BASELINE = join(HERE, "baseline.json");
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const asJson = (value) => `${JSON.stringify(value, null, 2)}\n`;

function machine() {
  return {
    system: `${platform()} ${release()}`,
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 1e9),
    // Above the number of cores, seconds on the clock say more about the neighbours than about Keepers.
    load: loadavg().map((value) => Number(value.toFixed(2))),
  };
}

async function versions() {
  const { code, output } = await capture(inVenv("python"), [
    "-c",
    "import json, platform, sqlite3\nfrom importlib.metadata import version as v\n" +
      "names = ['numpy', 'opencv-python-headless', 'pillow', 'blake3', 'flask', 'waitress']\n" +
      "print(json.dumps({'python': platform.python_version(), 'sqlite': sqlite3.sqlite_version," +
      " **{n: v(n) for n in names}}))",
  ]);
  if (code !== 0) throw new Stop(`The versions of what Keepers uses cannot be read:\n${output}`);
  return { keepers: version(), node: process.versions.node, ...JSON.parse(output) };
}

/** Nothing is installed here: a bench must not change what it, or a test beside it, is run with. */
function requireSetUp() {
  const there = existsSync(inVenv("python")) && existsSync(join(NODE_MODULES, "playwright-core"));
  if (!there) throw new Stop("What the benches need is not installed yet. Run `npm test` once; it installs it.");
}

/** Runs one program of a bench; what it says on stdout. Throws with its last words when it breaks. */
async function run({ kind, file, args }) {
  const command = kind === "python" ? inVenv("python") : process.execPath;
  const child = spawn(command, [join(HERE, file), ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let complaints = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (complaints += chunk));
  const code = await new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  if (code !== 0) throw new Error(`${file} ended with ${code}:\n${complaints.slice(-4000).trim()}`);
  return said;
}

async function measure(name, folder, fresh) {
  const bench = BENCHES[name];
  const said = {};
  for (const [part, program] of Object.entries(bench.programs)) {
    const kept = join(folder, `${program.file}.json`);
    if (fresh) {
      const begun = Date.now();
      step(`${name}: ${program.file} …`);
      writeFileSync(kept, await run(program));
      step(`${name}: ${program.file} took ${duration(Date.now() - begun)}`);
    }
    if (!existsSync(kept)) throw new Error(`${kept} is not there: an earlier run with --keep would have left it.`);
    const document = readJson(kept);
    said[part] = document.figures ?? document;
  }
  return derived(name, said);
}

function saved(results, here, at) {
  const before = existsSync(BASELINE) ? readJson(BASELINE) : {};
  for (const name of new Set(results.map(({ bench }) => bench))) {
    const own = results.filter(({ bench, value }) => bench === name && value !== null);
    before[name] = { at, machine: here, figures: Object.fromEntries(own.map(({ figure, value }) => [figure, value])) };
  }
  return Object.fromEntries(Object.keys(BENCHES).flatMap((name) => (before[name] ? [[name, before[name]]] : [])));
}

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      save: { type: "boolean", default: false },
      strict: { type: "boolean", default: false },
      out: { type: "string" },
      keep: { type: "string" },
      from: { type: "string" },
    },
  });
  const unknown = positionals.filter((name) => BENCHES[name] === undefined);
  if (unknown.length > 0) {
    throw new Stop(`No bench is called ${unknown.join(", ")}: it is ${Object.keys(BENCHES).join(", ")}.`);
  }
  const wanted = positionals.length > 0 ? positionals : Object.keys(BENCHES);
  requireSetUp();
  const scratch = mkdtempSync(join(tmpdir(), "keepers-bench-"));
  const folder = values.from ?? values.keep ?? scratch;
  mkdirSync(folder, { recursive: true });
  const document = { at: new Date().toISOString(), machine: machine(), versions: await versions(), benches: {} };
  const baseline = existsSync(BASELINE) ? readJson(BASELINE) : {};
  const results = [];
  const notes = [];
  let broken = 0;
  try {
    for (const name of wanted) {
      const { needs, cannot, figures } = BENCHES[name];
      if (needs !== undefined && !process.env[needs] && values.from === undefined) {
        document.benches[name] = { skipped: `${needs} is not set` };
        notes.push(`${name} was left out: ${needs} is not set (the folder of labelled photos).`);
        continue;
      }
      const reason = values.from === undefined ? cannot?.() : undefined;
      if (reason !== undefined) {
        document.benches[name] = { skipped: reason };
        notes.push(`${name} was left out: ${reason}`);
        continue;
      }
      try {
        const said = await measure(name, folder, values.from === undefined);
        document.benches[name] = { figures: said };
        results.push(
          ...judged(name, figures, said, { before: baseline[name], cores: document.machine.cores }),
        );
      } catch (error) {
        broken += 1;
        document.benches[name] = { broken: String(error.message) };
        notes.push(`${name} broke. ${error.message}`);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
  document.results = results;
  const missed = results.filter(({ met }) => met === false);
  document.missed = missed.map(({ bench, figure }) => `${bench}.${figure}`);
  const about = Object.fromEntries(Object.entries(BENCHES).map(([name, bench]) => [name, bench.about]));
  process.stderr.write(`${table(results, about).join("\n")}\n\n`);
  for (const note of notes) process.stderr.write(`${note}\n`);
  const targets = results.filter(({ met }) => met !== undefined).length;
  process.stderr.write(`${targets - missed.length} of ${targets} targets met.\n`);
  if (values.out === undefined) process.stdout.write(asJson(document));
  else writeFileSync(values.out, asJson(document));
  if (values.save) writeFileSync(BASELINE, asJson(saved(results, document.machine, document.at)));
  return broken > 0 || (values.strict && missed.length > 0) ? 1 : 0;
});
