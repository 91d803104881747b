// What a file of tests plays on: a desktop, a library, and the program started on them.
import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";

import { copyDemoLibrary, loggedErrors, scratch } from "../../tests-e2e/harness/library.mjs";
import { Display } from "./display.mjs";
import { Launched } from "./launched.mjs";
import { marked } from "./processes.mjs";
import { theProgram } from "./program.mjs";

/**
 * @typedef {"demo" | "none"} Kind
 * @typedef {object} Wanted
 * @property {boolean} [tray] Whether the desktop has a tray; it has one unless this says no.
 * @property {Kind} [library] What there is before each test: the demo library, or none yet.
 */

export class Stage {
  display = new Display();
  program = theProgram();
  /** Errors of the library's log that a test brings about on purpose. @type {RegExp[]} */
  expected = [];
  #place = scratch("keepers-desktop-");
  /** @type {Launched[]} */
  #launched = [];

  /** @param {Wanted} wanted */
  constructor({ tray = true, library = "demo" }) {
    this.tray = tray;
    this.kind = library;
  }

  get path() {
    return this.#place.path;
  }

  get home() {
    return join(this.path, "home");
  }

  get library() {
    return join(this.path, "library");
  }

  begin() {
    return this.display.begin(this.path, { tray: this.tray });
  }

  /** The library, the window's own folder and the screen as they are before a test. */
  async setOut() {
    await this.display.notifications.begin(this.display);
    for (const name of ["library", "window"])
      rmSync(join(this.path, name), { recursive: true, force: true });
    mkdirSync(join(this.path, "window"));
    if (this.kind === "demo") copyDemoLibrary(this.library);
    this.expected = [];
  }

  /**
   * Starts the program.
   * @param {import("./launched.mjs").Start} [start]
   */
  async launch(start = {}) {
    const one = new Launched(this.display, this.program);
    this.#launched.push(one);
    await one.begin(start);
    return one;
  }

  /**
   * Starts the program under WebDriver and waits until its page is there.
   * @param {Omit<import("./launched.mjs").Start, "driven">} [start]
   */
  drive(start = {}) {
    return this.launch({ ...start, driven: true });
  }

  /**
   * Keeps a picture of the screen where pictures are wanted.
   * @param {string} name
   */
  picture(name) {
    const folder = process.env["KEEPERS_DESKTOP_PICTURES"];
    if (folder !== undefined) this.display.picture(join(folder, `${name}.png`));
  }

  /** Keeps what the screen and the log looked like for whoever reads about a failure. @param {string} name */
  keep(name) {
    const folder = process.env["KEEPERS_DESKTOP_FAILURES"];
    if (folder === undefined) return;
    const base = join(folder, name.replaceAll(/[^\w]+/g, "-"));
    this.display.picture(`${base}.png`);
    for (const one of this.#launched) {
      const alive = one.alive().map(({ pid, words }) => `${pid} ${words.join(" ")}`);
      appendFileSync(`${base}.txt`, `${[one.stderr, one.log(), ...alive].join("\n")}\n`);
    }
  }

  /** Ends every start of the program; throws when one does not end by being asked. */
  async endLaunched() {
    const ends = await Promise.allSettled(this.#launched.splice(0).map((one) => one.end()));
    for (const one of ends) if (one.status === "rejected") throw one.reason;
    const errors = existsSync(this.library) ? loggedErrors(this.library) : [];
    const unexpected = errors.filter((line) => !this.expected.some((known) => known.test(line)));
    assert.deepEqual(unexpected, [], "the library logged errors");
  }

  async end() {
    await this.display.end();
    this.#place.remove();
  }
}

/**
 * Sets a stage for the describe it is called in. Each step begins with a library and a window of its own.
 * @param {Wanted} [wanted]
 */
export function useStage(wanted = {}) {
  const stage = new Stage(wanted);
  before(() => stage.begin());
  after(() => stage.end());
  afterEach(() => assert.deepEqual(leftOver(), [], "a test left processes behind"));
  /**
   * @param {string} name
   * @param {() => void | Promise<void>} play
   */
  const step = (name, play) =>
    test(name, async () => {
      await stage.setOut();
      /** What went wrong first is what is told. @type {unknown[]} */
      const wrong = [];
      try {
        await play();
      } catch (error) {
        wrong.push(error);
        stage.keep(name);
      }
      await stage.endLaunched().catch((error) => wrong.push(error));
      if (wrong.length > 0) throw wrong[0];
    });
  return { stage, step };
}

/** What this process started and nobody ended. */
function leftOver() {
  return Array.from({ length: Launched.starts }, (_, at) =>
    marked(`${process.pid}-${at + 1}`),
  ).flat();
}
