// WebKitWebDriver over plain HTTP: the window's page as a person reads and clicks it.
//
// Its command for pictures hangs; pictures are taken of the screen.
import { spawn } from "node:child_process";
import { createServer } from "node:net";

import { until } from "../../tests-e2e/harness/wait.mjs";
import { end } from "./processes.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const ANSWER_WITHIN = 45_000;

/** A free port of this machine. @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => done(port));
    });
  });
}

/** A page in the window's web view. */
export class Page {
  #session = "";
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #driver;
  #base = "";

  /** The driver's own process, or 0. */
  get driverPid() {
    return this.#driver?.pid ?? 0;
  }

  /**
   * Starts the program under the driver, and waits for its page.
   * @param {string} binary
   * @param {string[]} args
   * @param {Record<string, string | undefined>} env
   */
  async begin(binary, args, env) {
    const port = await freePort();
    this.#base = `http://127.0.0.1:${port}`;
    const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...env, TAURI_AUTOMATION: "true", TAURI_WEBVIEW_AUTOMATION: "true" },
      detached: true,
    });
    /** @type {Error | undefined} */
    let failed;
    driver.once("error", (error) => (failed = error));
    this.#driver = driver;
    await until(async () => {
      if (failed) throw failed;
      return fetch(`${this.#base}/status`).then(
        ({ ok }) => ok,
        () => false,
      );
    }, "WebKitWebDriver to listen");
    const { sessionId } = await this.#call("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } },
    });
    this.#session = `/session/${sessionId}`;
    await this.#call("POST", `${this.#session}/timeouts`, { script: 30_000 });
  }

  /**
   * Runs a function in the page and gives back what it returns; a promise is waited for.
   * @template {any[]} Words
   * @template Given
   * @param {(...words: Words) => Given} play
   * @param {Words} words
   * @returns {Promise<Awaited<Given>>}
   */
  async run(play, ...words) {
    const script = `const done = arguments[arguments.length - 1];
      const words = Array.prototype.slice.call(arguments, 0, -1);
      Promise.resolve().then(() => (${String(play)})(...words)).then(
        (given) => done({ given }),
        (error) => done({ error: String(error?.message ?? JSON.stringify(error)) }),
      );`;
    const answer = await this.#call("POST", `${this.#session}/execute/async`, {
      script,
      args: words,
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.given;
  }

  /**
   * Asks the window something, as the page does; what it refuses is thrown as its JSON.
   * @param {string} command
   * @param {Record<string, unknown>} [words]
   * @returns {Promise<any>}
   */
  invoke(command, words = {}) {
    const ask = (/** @type {string} */ name, /** @type {any} */ given) =>
      /** @type {any} */ (globalThis).__TAURI_INTERNALS__
        .invoke(name, given)
        .catch((/** @type {any} */ error) => {
          throw new Error(JSON.stringify(error));
        });
    return this.run(ask, command, words);
  }

  /** What a person reads on the page. @returns {Promise<string>} */
  text() {
    return this.run(() => document.body.innerText);
  }

  /**
   * Waits until the page says this.
   * @param {string | RegExp} words
   */
  async says(words) {
    let text = "";
    const there = async () => {
      text = await this.text();
      return typeof words === "string" ? text.includes(words) : words.test(text);
    };
    await until(there, `the page to say ${words}`).catch((/** @type {Error} */ error) => {
      throw new Error(`${error.message}\nIt says:\n${text}`);
    });
  }

  /**
   * Waits for a button, link, tab or switch by what it is called, and clicks it.
   * @param {string} name
   */
  async press(name) {
    const found = await until(() => this.#named(name), `something called "${name}" to click`);
    await this.#call("POST", `${this.#session}/element/${found}/click`, {});
  }

  /**
   * Waits for the first element of a CSS selector, and clicks it.
   * @param {string} selector
   */
  async click(selector) {
    const found = await until(() => this.#first(selector), `${selector} on the page`);
    await this.#call("POST", `${this.#session}/element/${found}/click`, {});
  }

  /** The address of the page. */
  address() {
    return this.run(() => location.href);
  }

  /** Ends the driver; the program it started goes on. */
  async end() {
    const driver = this.#driver;
    if (driver?.pid === undefined || driver.exitCode !== null || driver.signalCode !== null) return;
    const ended = new Promise((done) => driver.once("exit", done));
    end(-driver.pid);
    await ended;
  }

  /** @param {string} name */
  async #named(name) {
    const script = `
      const wanted = arguments[0];
      const all = [...document.querySelectorAll("button, a, input, [role]")];
      const called = (one) => one.getAttribute("aria-label") ?? [...(one.labels ?? [])].map((l) => l.innerText).join(" ");
      return all.find((one) => {
        const words = (called(one) || one.innerText || "").replace(/\\s+/g, " ").trim();
        return words === wanted && one.getClientRects().length > 0 && !one.disabled;
      }) ?? null;`;
    const given = await this.#call("POST", `${this.#session}/execute/sync`, {
      script,
      args: [name],
    });
    return given?.[ELEMENT];
  }

  /** @param {string} selector */
  async #first(selector) {
    const script = "return document.querySelector(arguments[0])";
    const given = await this.#call("POST", `${this.#session}/execute/sync`, {
      script,
      args: [selector],
    });
    return given?.[ELEMENT];
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async #call(method, path, body) {
    const answer = await fetch(`${this.#base}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    const { value } = /** @type {any} */ (await answer.json());
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }
}
