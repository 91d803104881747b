// The desktop app from its start to the first photo on the screen, on a display of its own.
//
// node scripts/bench/desktop.mjs [--rows N] [--rounds N] [--cold N] [--library DIR] [--out FILE]
// Which program and which sidecar: tests-desktop/harness/program.mjs.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { Display } from "../../tests-desktop/harness/display.mjs";
import { Launched } from "../../tests-desktop/harness/launched.mjs";
import { cpuSeconds, memoryMb } from "../../tests-desktop/harness/processes.mjs";
import { theProgram } from "../../tests-desktop/harness/program.mjs";
import { inVenv } from "../places.mjs";
import { dropCaches } from "./desktop-cold.mjs";
import { bareWindow } from "./desktop-floor.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const LATEST_S = 120;
// Long enough for what is imported in the background after the first answer.
const SETTLED_MS = 4000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const say = (words) => process.stderr.write(`desktop: ${words}\n`);
const seconds = (ms) => Number((ms / 1000).toFixed(3));

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

/** What the log of a start says was done after how many ms. */
function marksOf(text) {
  const found = [...text.matchAll(/\] ([a-z ]+) after (\d+) ms$/gm)];
  return Object.fromEntries(found.map(([, what, ms]) => [what.replaceAll(" ", "_"), Number(ms)]));
}

/** Waits until a start says that its first photo is on the screen; its marks, and when this was seen, in ms. */
async function marks(log, begun) {
  for (;;) {
    const text = existsSync(log) ? readFileSync(log, "utf8") : "";
    const now = performance.now() - begun;
    const said = marksOf(text);
    if (said.first_photo !== undefined) return { said, now };
    if (now > LATEST_S * 1000) throw new Error(`After ${LATEST_S} s there is no first photo:\n${text}`);
    await pause(5);
  }
}

/** One start: to the window, to the sidecar's first answer, to the first photo; memory when it has settled. */
async function start(display, program, memory) {
  const log = join(display.env.KEEPERS_DESKTOP_HOME, "logs", "keepers-desktop.log");
  rmSync(log, { force: true });
  const app = new Launched(display, program);
  const begun = performance.now();
  await app.begin({});
  try {
    const { said, now } = await marks(log, begun);
    const cpu = cpuSeconds(app.alive().map(({ pid }) => pid));
    if (memory) await pause(SETTLED_MS);
    return {
      window_s: seconds(said.window_shown),
      sidecar_ready_s: seconds(said.sidecar_ready),
      first_photo_s: seconds(said.first_photo),
      first_photo_by_our_clock_s: seconds(now),
      cpu_s: cpu,
      marks_ms: said,
      ...(memory ? { memory: held(app) } : {}),
    };
  } finally {
    await app.end();
  }
}

/** Memory of a start, each shared page once in all: by kind of process and together, in MB. */
function held(app) {
  const alive = app.alive();
  const kinds = [...new Set(alive.map(({ kind }) => kind))];
  const of = (some) => memoryMb(some.map(({ pid }) => pid));
  return {
    all_mb: of(alive),
    processes: alive.length,
    ...Object.fromEntries(kinds.map((kind) => [`${kind}_mb`, of(alive.filter((one) => one.kind === kind))])),
  };
}

function middle(starts) {
  const names = Object.keys(starts[0]).filter((name) => name.endsWith("_s"));
  const each = Object.fromEntries(names.map((name) => [name, median(starts.map((one) => one[name]))]));
  const steps = Object.keys(starts[0].marks_ms);
  return {
    ...each,
    marks_ms: Object.fromEntries(steps.map((name) => [name, median(starts.map((one) => one.marks_ms[name]))])),
    starts: starts.map(({ first_photo_s }) => first_photo_s),
  };
}

async function measure(place, library, rounds, coldRounds) {
  const program = theProgram();
  const display = new Display();
  try {
    await display.begin(place, { tray: true });
    display.env.KEEPERS_LIBRARY = library;
    say(`a first start, not counted, of ${program.words}`);
    await start(display, program, false);
    const cold = [];
    for (let turn = 0; turn < coldRounds && dropCaches(); turn++) {
      say(`a cold start, ${turn + 1} of ${coldRounds}`);
      cold.push(await start(display, program, false));
      dropCaches();
      cold.at(-1).floor_s = seconds(await bareWindow(display));
    }
    await start(display, program, false);
    const warm = [];
    const floors = [];
    for (let turn = 0; turn < rounds; turn++) {
      say(`a warm start, ${turn + 1} of ${rounds}`);
      warm.push(await start(display, program, turn === rounds - 1));
      floors.push(await bareWindow(display));
    }
    const floor = seconds(median(floors));
    const middleWarm = middle(warm);
    return {
      program: program.words,
      photos: Number(values.rows),
      warm: middleWarm,
      cold: cold.length > 0 ? middle(cold) : null,
      ...(cold.length > 0 ? {} : { cold_is_missing: "the page cache can be dropped by root only" }),
      floor_window_s: floor,
      first_photo_to_floor: Number((middleWarm.first_photo_s / floor).toFixed(2)),
      memory: warm.at(-1).memory,
    };
  } finally {
    await display.end();
  }
}

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "2000" },
    rounds: { type: "string", default: "5" },
    cold: { type: "string", default: "3" },
    library: { type: "string" },
    out: { type: "string" },
  },
});
const scratch = mkdtempSync(join(tmpdir(), "keepers-bench-"));
try {
  let library = values.library;
  if (library === undefined) {
    library = join(scratch, "seeded", "library");
    say(`making a library of ${Number(values.rows).toLocaleString("en")} photos`);
    execFileSync(inVenv("python"), [join(HERE, "seed_ui.py"), "--library", library, "--rows", values.rows], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  const figures = await measure(join(scratch, "desk"), library, Number(values.rounds), Number(values.cold));
  const text = `${JSON.stringify({ bench: "desktop", figures }, null, 2)}\n`;
  if (values.out === undefined) process.stdout.write(text);
  else writeFileSync(values.out, text);
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
