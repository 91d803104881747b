// The page over a library of 100,000 photos, in Chromium: first paint, scrolling, re-ranking.
//
// node scripts/bench/ui.mjs [--rows N] [--library DIR] [--out FILE] [--rounds N]
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { inVenv } from "../places.mjs";
import { buildPage, launch, serve } from "./browsing.mjs";
import { METER } from "./page-meter.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const VIEW = { width: 1440, height: 900 };

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value, digits = 1) => (value === null ? null : Number(value.toFixed(digits)));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const say = (text) => process.stderr.write(`· ${text}\n`);

async function newContext(browser) {
  const context = await browser.newContext({ viewport: VIEW, locale: "en-GB", timezoneId: "UTC" });
  await context.addInitScript(METER);
  return context;
}

/** Opens the timeline and says when the first tile, the first photo and a whole screen of photos were painted. */
async function openTimeline(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => window.meter.screen !== null, null, { timeout: 60_000 });
  const seen = await page.evaluate(() => ({
    tile: window.meter.tile,
    photo: window.meter.photo,
    screen: window.meter.screen,
    content: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
  }));
  return { page, seen };
}

/** What the browser itself takes to show one small picture of the same server. */
async function paintFloor(context, url) {
  const page = await context.newPage();
  await page.goto(new URL("mark.svg", url.split("#")[0]).href);
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  const took = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  await page.close();
  return took;
}

async function firstPaint(browser, url, rounds) {
  const cold = [];
  const warm = [];
  const floor = [];
  for (let turn = 0; turn < rounds; turn++) {
    const context = await newContext(browser);
    const first = await openTimeline(context, url);
    cold.push(first.seen);
    await first.page.close();
    const second = await openTimeline(context, url);
    warm.push(second.seen);
    await second.page.close();
    floor.push(await paintFloor(context, url));
    await context.close();
  }
  const of = (rows, name) => round(median(rows.map((row) => row[name])) / 1000, 3);
  return {
    first_tile_s: of(cold, "tile"),
    first_photo_s: of(cold, "photo"),
    whole_screen_s: of(cold, "screen"),
    first_content_s: of(cold, "content"),
    again: { first_tile_s: of(warm, "tile"), whole_screen_s: of(warm, "screen") },
    slowest_first_tile_s: round(Math.max(...cold.map((row) => row.tile)) / 1000, 3),
    floor_first_content_s: round(median(floor) / 1000, 3),
    rounds,
  };
}

/** Runs `act` and says what frames, tasks and nodes there were meanwhile. CPU is that of the page's main thread. */
async function metered(page, session, act) {
  const cpu = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await cpu();
  await page.evaluate(() => window.meter.begin());
  const events = await act();
  await pause(300);
  const seen = await page.evaluate(() => window.meter.end());
  const after = await cpu();
  const spent = (name) => after[name] - before[name];
  return {
    events,
    ...seen,
    frames_over_50_ms_share: round(seen.frames_over_50_ms / Math.max(1, seen.frames), 3),
    main_thread_cpu_s: round(spent("TaskDuration"), 2),
    script_cpu_s: round(spent("ScriptDuration"), 2),
    layout_and_style_cpu_s: round(spent("LayoutDuration") + spent("RecalcStyleDuration"), 2),
  };
}

const scrollState = (page) =>
  page.evaluate(() => {
    const box = document.querySelector(".timeline");
    return { top: box.scrollTop, end: box.scrollHeight - box.clientHeight };
  });

async function wheel(page, { by, times, every }) {
  await page.mouse.move(VIEW.width / 2, VIEW.height / 2);
  let done = 0;
  let last = -1;
  for (; done < times; done++) {
    await page.mouse.wheel(0, by);
    await pause(every);
    if (done % 20 !== 19) continue;
    const { top, end } = await scrollState(page);
    if (top >= end - 1 || top === last) break;
    last = top;
  }
  return done;
}

/** Drags along the scrubber from one end to the other, resting at some places as a person does who looks. */
async function drag(page, steps) {
  const box = await page.locator(".scrubber").boundingBox();
  const x = box.x + box.width / 2;
  const y = (share) => box.y + 18 + share * (box.height - 44);
  await page.mouse.move(x, y(0));
  await page.mouse.down();
  for (let step = 0; step <= steps; step++) {
    await page.mouse.move(x, y(step / steps));
    await pause(step % 20 === 0 ? 400 : 16);
  }
  await page.mouse.up();
  return steps;
}

async function scrolling(page, session) {
  const reading = { by: 120, times: 200, every: 16 };
  const found = {};
  found.slow_wheel = await metered(page, session, () => wheel(page, reading));
  found.fast_wheel = await metered(page, session, () => wheel(page, { by: 900, times: 200, every: 16 }));
  found.scrubber = await metered(page, session, () => drag(page, 240));
  await page.locator(".scrubber").focus();
  await page.keyboard.press("Home");
  await pause(500);
  found.whole_library_wheel = await metered(page, session, () =>
    wheel(page, { by: 4000, times: 4000, every: 8 }),
  );
  const { top, end } = await scrollState(page);
  return {
    ...found,
    reached_the_end: top >= end - 2,
    nodes_most: Math.max(...Object.values(found).map(({ nodes_most }) => nodes_most)),
    elements_most: Math.max(...Object.values(found).map(({ elements_most }) => elements_most)),
    longest_task_ms: Math.max(...Object.values(found).map(({ longest_task_ms }) => longest_task_ms)),
    frames_over_50_ms: Object.values(found).reduce((sum, one) => sum + one.frames_over_50_ms, 0),
  };
}

/** Opens Picks, then turns each slider key by key, and drags one from end to end. */
async function reranking(page, session, keepers) {
  const opened = await page.evaluate(() => window.meter.openPicks());
  const columns = await page.evaluate(() => {
    const entry = performance.getEntriesByType("resource").find(({ name }) => name.includes("/picks/candidates"));
    return { ms: Math.round(entry.duration), megabytes: Number((entry.encodedBodySize / 1e6).toFixed(1)) };
  });
  const presses = [];
  const thumbs = page.locator(".picks-panel .slider-thumb");
  const sliders = await thumbs.count();
  for (let slider = 0; slider < sliders; slider++) {
    await thumbs.nth(slider).focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "End", "Home"]) {
      await page.evaluate(() => window.meter.beginAnswer());
      await page.keyboard.press(key);
      const took = await page.evaluate(() => window.meter.answer());
      if (took !== null) presses.push(took);
    }
  }
  await page.evaluate(() => window.meter.beginCounting());
  const thumb = await thumbs.first().boundingBox();
  const track = await page.locator(".picks-panel .slider-track").first().boundingBox();
  const y = thumb.y + thumb.height / 2;
  const dragged = await metered(page, session, async () => {
    await page.mouse.move(thumb.x + thumb.width / 2, y);
    await page.mouse.down();
    for (let step = 0; step <= 60; step++) {
      await page.mouse.move(track.x + (track.width * step) / 60, y);
      await pause(25);
    }
    await page.mouse.up();
    return 60;
  });
  const answered = await page.evaluate(() => window.meter.counted());
  // Before the server is asked to choose itself, which the page never does.
  const serverMb = residentMb(keepers.pid);
  const begun = performance.now();
  await keepers.api("/picks", { method: "POST", body: { scope: "library", params: { n: 50 } } });
  const server = performance.now() - begun;
  const worker = await page.evaluate(() => window.meter.workerMs());
  return {
    candidates: await page.evaluate(() => window.meter.candidates()),
    open_to_first_picks_s: round(opened / 1000, 2),
    columns,
    presses: presses.length,
    answer_ms: round(median(presses.map(({ ms }) => ms))),
    answer_slowest_ms: round(Math.max(...presses.map(({ ms }) => ms))),
    rule_ms: round(median(worker)),
    drag_answers: answered,
    drag: dragged,
    server_mb_after: serverMb,
    server_ms: round(server),
    ratio_server_to_answer: round(server / median(presses.map(({ ms }) => ms)), 2),
  };
}

/** Lists as the page asks for them, over HTTP: the best of some rounds, in ms. */
async function lists(keepers) {
  const best = async (path) => {
    const spans = [];
    for (let turn = 0; turn < 7; turn++) {
      const begun = performance.now();
      await keepers.api(path);
      spans.push(performance.now() - begun);
    }
    return round(Math.min(...spans));
  };
  const { months, counts } = await keepers.api("/timeline/buckets");
  const order = months.map((month, index) => ({ month, count: counts[index] })).sort((a, b) => a.count - b.count);
  const typical = order[Math.floor(order.length / 2)];
  const largest = order.at(-1);
  return {
    months: months.length,
    tiles: counts.reduce((sum, count) => sum + count, 0),
    buckets_ms: await best("/timeline/buckets"),
    month_typical_ms: await best(`/timeline/buckets/${typical.month}?stacks=1`),
    month_typical_tiles: typical.count,
    month_largest_ms: await best(`/timeline/buckets/${largest.month}?stacks=1`),
    month_largest_tiles: largest.count,
  };
}

/** Waits until Keepers has looked through its folders, as it does after each start, and is at rest. */
async function atRest(keepers) {
  for (;;) {
    const { jobs } = await keepers.api("/jobs?limit=20");
    const over = jobs.every(({ state }) => state === "done");
    if (over && jobs.some(({ kind }) => kind === "scan")) return;
    await pause(200);
  }
}

/** Resident memory of a process in MB, where the system says it in a file. */
function residentMb(pid) {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  return round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path, "utf8"))[1]) / 1000);
}

async function measure(library, ui, rounds) {
  const keepers = await serve(library, ui);
  await atRest(keepers);
  const restingMb = residentMb(keepers.pid);
  const browser = await launch();
  try {
    const answered = await lists(keepers);
    say("first paint");
    const paint = await firstPaint(browser, keepers.url, rounds);
    const context = await newContext(browser);
    const { page } = await openTimeline(context, keepers.url);
    const session = await context.newCDPSession(page);
    // CPU time of the thread instead of the clock: other work on the machine does not count.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    say("scrolling");
    const scroll = await scrolling(page, session);
    say("re-ranking");
    const rerank = await reranking(page, session, keepers);
    return {
      browser: browser.version(),
      resting_mb: restingMb,
      lists: answered,
      paint,
      scroll,
      rerank,
    };
  } finally {
    await browser.close();
    await keepers.stop();
  }
}

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    rounds: { type: "string", default: "5" },
    library: { type: "string" },
    out: { type: "string" },
  },
});
const scratch = mkdtempSync(join(tmpdir(), "keepers-bench-"));
try {
  say("building the page");
  const ui = join(scratch, "ui");
  await buildPage(ui);
  let library = values.library;
  if (library === undefined) {
    library = join(scratch, "library");
    say(`making a library of ${Number(values.rows).toLocaleString("en")} photos`);
    execFileSync(inVenv("python"), [join(HERE, "seed_ui.py"), "--library", library, "--rows", values.rows], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  const text = `${JSON.stringify({ bench: "ui", figures: await measure(library, ui, Number(values.rounds)) }, null, 2)}\n`;
  if (values.out === undefined) process.stdout.write(text);
  else writeFileSync(values.out, text);
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
