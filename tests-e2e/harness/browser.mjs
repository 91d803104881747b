// Chromium without a window, and pages that remember what went wrong on them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

import { findChromium } from "../../scripts/places.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * @typedef {import("playwright-core").Browser} Browser
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").Locator} Locator
 * @typedef {{ width: number, height: number }} Size
 */

/** Starts a Chromium that by itself asks nobody for anything. */
export async function launch() {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error("No Chromium on this machine: set CHROMIUM_PATH.");
  }
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A page, and a list that grows with every error the browser logs and every other host it is asked for.
 * @param {Browser} browser
 * @param {{ theme?: "light" | "dark", size?: Size, reducedMotion?: "reduce" | "no-preference" }} [options]
 */
export async function newPage(browser, options = {}) {
  const { theme = "light", size = { width: 1440, height: 900 } } = options;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    reducedMotion: options.reducedMotion ?? "no-preference",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (["data:", "blob:", "file:"].includes(asked.protocol)) return;
    if (asked.hostname !== "127.0.0.1") complaints.push(`asked ${asked.host}`);
  });
  /** Requests on their way, for who reads about a failure. @type {Set<string>} */
  const pending = new Set();
  const label = (/** @type {import("playwright-core").Request} */ request) =>
    `${request.method()} ${new URL(request.url()).pathname}`;
  page.on("request", (request) => pending.add(label(request)));
  page.on("requestfinished", (request) => pending.delete(label(request)));
  page.on("requestfailed", (request) => pending.delete(label(request)));
  return { page, context, complaints, pending };
}

/**
 * Waits until nothing on the page fades or moves any more; what goes on for ever is left alone.
 * @param {Page} page
 */
export async function settled(page) {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

/**
 * Waits until the dialogs are there that other screens call: they are loaded beside the first screen, and a
 * test is quicker than a hand. The list of commands tells.
 * @param {Page} page
 */
export async function dialogsReady(page) {
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("option", { name: "Add a folder" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("option").first().waitFor({ state: "detached" });
}

/**
 * What axe finds wrong on the page as it stands, one line a violation.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function axe(page) {
  await settled(page);
  // Through the debugger: the page's own policy lets no script in, and rightly.
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(readFileSync(AXE, "utf8"));
  }
  return page.evaluate(async (rules) => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document, {
      runOnly: rules,
      resultTypes: ["violations"],
    });
    return violations.flatMap((/** @type {any} */ one) => {
      // A menu takes the focus while it is open and belongs to its button, not to a part of the page.
      const nodes = one.nodes.filter(
        (/** @type {any} */ node) =>
          one.id !== "region" ||
          !document.querySelector(node.target.join(" "))?.matches(":has([role=menu])"),
      );
      const where = nodes.slice(0, 4).map((/** @type {any} */ node) => {
        const why = [...node.any, ...node.all, ...node.none][0]?.message ?? "";
        return `${node.target.join(" ")} (${why})`;
      });
      return nodes.length === 0 ? [] : [`${one.id}: ${one.help} · ${where.join(" | ")}`];
    });
  }, RULES);
}
