// One start of the program: its processes, its windows on the screen, its log, and its page when it is driven.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { until } from "../../tests-e2e/harness/wait.mjs";
import { Page } from "./driver.mjs";
import { MARK, end, marked } from "./processes.mjs";

/**
 * @typedef {import("./display.mjs").Display} Display
 * @typedef {import("./processes.mjs").Kind} Kind
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null }} End
 * @typedef {object} Start
 * @property {string[]} [args]
 * @property {Record<string, string | undefined>} [env]
 * @property {boolean} [driven] Begin under WebDriver, so that its page can be read.
 */

export class Launched {
  /** How many there were in this process: each has a mark of its own, from 1 on. */
  static starts = 0;

  mark = `${process.pid}-${++Launched.starts}`;
  /** How it ended; for one that is not driven. @type {Promise<End>} */
  ended = Promise.resolve({ code: null, signal: null });
  stderr = "";
  #page = new Page();
  #pid = 0;

  /**
   * @param {Display} display
   * @param {import("./program.mjs").Program} program
   */
  constructor(display, program) {
    this.display = display;
    this.program = program;
  }

  /** The page, of one that is driven. */
  get page() {
    return this.#page;
  }

  /** The process of the window. */
  get pid() {
    return this.#pid;
  }

  /** @param {Start} start */
  async begin({ args = [], env = {}, driven = false }) {
    const { binary, sidecar } = this.program;
    const all = {
      ...this.display.env,
      [MARK]: this.mark,
      ...(sidecar === undefined ? {} : { KEEPERS_SIDECAR: JSON.stringify(sidecar) }),
      ...env,
    };
    if (driven) {
      await this.#page.begin(binary, args, all);
      this.#pid = (await until(() => this.of("window")[0], "the window's process")).pid;
      return;
    }
    const child = spawn(binary, args, {
      env: all,
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr.on("data", (chunk) => (this.stderr += chunk));
    this.#pid = child.pid ?? 0;
    this.ended = new Promise((done, fail) => {
      child.once("error", fail);
      child.once("exit", (code, signal) => done({ code, signal }));
    });
  }

  /** Everything of this start that lives, the driver left out. */
  alive() {
    return marked(this.mark).filter(({ pid }) => pid !== this.#page.driverPid);
  }

  /** @param {Kind} kind */
  of(kind) {
    return this.alive().filter((one) => one.kind === kind);
  }

  /** Waits for the sidecar and returns its process. */
  sidecar() {
    return until(() => this.of("sidecar")[0]?.pid, "a sidecar");
  }

  /** Waits until nothing of this start lives. @param {number} [timeout] */
  async gone(timeout = 20_000) {
    await until(() => this.alive().length === 0, "everything to end", { timeout }).catch(
      (error) => {
        const left = this.alive().map(({ pid, words }) => `${pid} ${words.join(" ")}`);
        throw new Error(`${error.message}\nStill there:\n${left.join("\n")}`);
      },
    );
  }

  /** Its windows a person can see. */
  windows() {
    return this.display.windows().filter(({ pid }) => pid === this.#pid);
  }

  /** Waits until the window is on the screen. */
  shown() {
    return until(() => this.windows()[0], "the window on the screen");
  }

  /** Waits until it is not on the screen. */
  hidden() {
    return until(() => this.windows().length === 0, "the window to be hidden");
  }

  /** Waits until the window has the keyboard. */
  focused() {
    return until(
      () => this.display.focused()?.pid === this.#pid,
      "the window to have the keyboard",
    );
  }

  /** Presses the close button of the window. */
  async close() {
    const { id } = await this.shown();
    this.display.run("wmctrl", ["-i", "-c", id]);
  }

  /** What the window's log says. */
  log() {
    const path = join(
      this.display.env["KEEPERS_DESKTOP_HOME"] ?? "",
      "logs",
      "keepers-desktop.log",
    );
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  }

  /** Waits until the log says this. @param {RegExp} words */
  logged(words) {
    return until(() => words.exec(this.log()), `the log to say ${words}`, { timeout: 60_000 });
  }

  /** Waits until the window knows a sidecar that is ready, and returns what it knows of it. */
  async ready() {
    return until(
      async () => {
        const state = await this.#page.invoke("backend_info");
        return state.state === "ready" && state;
      },
      "the library to be open",
      { timeout: 60_000 },
    );
  }

  /**
   * The sidecar's API, with the key the window gave the page.
   * @returns {Promise<import("../../tests-e2e/harness/server.mjs").Ask>}
   */
  async door() {
    const { port, token } = await this.ready();
    return async (path, { method = "GET", body } = {}) => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
        method,
        headers: { "X-Keepers-Token": token, "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === "" ? undefined : JSON.parse(text);
    };
  }

  /** @param {NodeJS.Signals} signal */
  kill(signal) {
    end(this.#pid, signal);
  }

  /** Ends whatever is left of this start. */
  async end() {
    for (const { pid } of this.of("window")) end(pid, "SIGTERM");
    try {
      await this.gone();
    } finally {
      for (const { pid } of this.alive()) end(pid);
      await this.#page.end();
    }
  }
}
