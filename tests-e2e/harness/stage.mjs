// What a file of tests plays on: a library, a server, a page, all its own.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launch, newPage } from "./browser.mjs";
import { copyDemoLibrary, loggedErrors, makeHome, scratch } from "./library.mjs";
import { serve } from "./server.mjs";

/**
 * @typedef {object} Wanted
 * @property {boolean} [demo] Begin with the demo library; without it the library is empty.
 * @property {(place: { home: string, path: string }) => void} [prepare] Puts files where they are needed.
 * @property {"light" | "dark"} [theme]
 * @property {"reduce" | "no-preference"} [reducedMotion]
 * @property {boolean} [goOn] Play the steps after one that failed, too.
 */

/** A library with a server and a page on it. */
export class Stage {
  /** Complaints that a test brings about on purpose. @type {RegExp[]} */
  expected = [];
  /** @type {import("./browser.mjs").Browser | undefined} */
  #browser;
  /** @type {Awaited<ReturnType<typeof newPage>> | undefined} */
  #opened;
  /** @type {import("./server.mjs").Server | undefined} */
  #server;
  /** @type {import("./server.mjs").Environment} */
  #env = {};
  #place = scratch();

  /** @param {Wanted} wanted */
  constructor(wanted = {}) {
    this.wanted = wanted;
  }

  /** A folder of this stage's own. */
  get path() {
    return this.#place.path;
  }

  get library() {
    return join(this.path, "library");
  }

  get home() {
    return join(this.path, "home");
  }

  get server() {
    if (!this.#server) throw new Error("There is no server yet.");
    return this.#server;
  }

  get page() {
    if (!this.#opened) throw new Error("There is no page yet.");
    return this.#opened.page;
  }

  get complaints() {
    return this.#opened?.complaints ?? [];
  }

  get browser() {
    if (!this.#browser) throw new Error("There is no browser yet.");
    return this.#browser;
  }

  /** @type {import("./server.mjs").Ask} */
  api = (path, ask) => this.server.api(path, ask);

  async begin() {
    mkdirSync(this.home);
    this.#env = makeHome(this.home);
    if (this.wanted.demo) copyDemoLibrary(this.library);
    this.wanted.prepare?.({ home: this.home, path: this.path });
    this.#server = await serve(this.library, this.#env);
    this.#browser = await launch();
    this.#opened = await newPage(this.#browser, this.wanted);
    await this.page.goto(this.server.url);
  }

  /** Starts Keepers anew on the same library after it has ended. */
  async again() {
    this.#server = await serve(this.library, this.#env);
  }

  /** Ends Keepers as a person would, starts it again, and opens its page. */
  async restart() {
    await this.page.goto("about:blank");
    await this.server.stop();
    await this.again();
    await this.page.goto(this.server.url);
  }

  /**
   * Goes to a screen by its address.
   * @param {string} path such as "/picks"
   */
  async go(path) {
    await this.page.evaluate((to) => {
      location.hash = `#${to}`;
    }, path);
  }

  /** What nobody expected; the list begins anew. */
  takeComplaints() {
    const found = this.complaints
      .splice(0)
      .filter((one) => !this.expected.some((known) => known.test(one)));
    this.expected = [];
    return found;
  }

  /**
   * Keeps what the page looks like for whoever reads about the failure.
   * @param {string} name
   */
  async photograph(name) {
    const folder = process.env["KEEPERS_E2E_FAILURES"];
    if (folder === undefined || !this.#opened) return;
    mkdirSync(folder, { recursive: true });
    const base = join(folder, name.replaceAll(/[^\w]+/g, "-"));
    await this.page.screenshot({ path: `${base}.png` });
    const waiting = [...this.#opened.pending].map((one) => `waiting for ${one}\n`);
    const body = await this.page.locator("body").ariaSnapshot();
    writeFileSync(`${base}.txt`, `${waiting.join("")}${body}\n`);
  }

  async end() {
    await this.#browser?.close();
    const end = await this.#server?.stop();
    const errors = loggedErrors(this.library);
    this.#place.remove();
    if (end) assert.ok([0, null].includes(end.code), `keepers serve ended with ${end.code}`);
    assert.deepEqual(errors, [], "the server logged errors");
  }
}

/**
 * Sets a stage for the describe it is called in. Its steps play one after the other on the same page; a step
 * fails too when the page complained of something it did not expect, and those after it are not played.
 * @param {Wanted} [wanted]
 */
export function useStage(wanted) {
  const stage = new Stage(wanted);
  let failed = "";
  before(() => stage.begin());
  after(() => stage.end());
  /**
   * @param {string} name
   * @param {() => void | Promise<void>} play
   */
  const step = (name, play) =>
    test(name, async (context) => {
      if (failed !== "" && wanted?.goOn !== true) {
        context.skip(`"${failed}" failed before it`);
        return;
      }
      try {
        await play();
        assert.deepEqual(stage.takeComplaints(), [], "the page complained");
      } catch (error) {
        failed = name;
        await stage.photograph(name);
        throw error;
      }
    });
  return { stage, step };
}
