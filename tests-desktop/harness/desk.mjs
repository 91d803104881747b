// What desk.py tells of the session bus: the tray with its menu, and the notifications.
import { createInterface } from "node:readline";

import { until } from "../../tests-e2e/harness/wait.mjs";

/**
 * @typedef {import("node:child_process").ChildProcess} ChildProcess
 * @typedef {{ id: number, app: string, summary: string, body: string, actions: string[] }} Notification
 * @typedef {{ id: number, label: string, enabled: boolean, type: string }} Line
 * @typedef {{ answer: number, given?: any, error?: string }} Answer
 */

/** Everything that was said to and by the notification daemon. */
export class Witness {
  /** @type {Notification[]} */
  shown = [];
  /** @type {{ id: number, key: string }[]} */
  actions = [];
  /** Ids of those that are gone from the screen. @type {Set<number>} */
  closed = new Set();
  /** @type {Map<number, Answer>} */
  answers = new Map();
  /** Icons in the tray now. */
  icons = 0;
  /** @type {Promise<void>} */
  ready;

  /** @param {ChildProcess} desk */
  constructor(desk) {
    const { stdout } = desk;
    if (!stdout) throw new Error("The desk has no output.");
    this.ready = new Promise((done, fail) => {
      desk.once("exit", (code) =>
        fail(new Error(`desk.py ended with ${code}: it needs python3-dbus and python3-gi.`)),
      );
      createInterface({ input: stdout }).on("line", (line) => {
        const said = JSON.parse(line);
        if (said.event === "ready") done();
        else this.#note(said);
      });
    });
    // Whoever waits for it is told; nobody else is.
    this.ready.catch(() => undefined);
  }

  /**
   * Waits for a notification with these words in its title, and returns it.
   * @param {RegExp} title
   */
  seen(title) {
    return until(
      () => this.shown.find(({ summary }) => title.test(summary)),
      `a notification ${title}`,
      { timeout: 60_000 },
    );
  }

  /**
   * Closes those that stand on the screen and say this, so that a click meets another one.
   * @param {import("./display.mjs").Display} display
   * @param {RegExp} title
   */
  async dismiss(display, title) {
    const there = this.shown.filter(
      ({ id, summary }) => title.test(summary) && !this.closed.has(id),
    );
    for (const { id } of there) {
      const of = [
        "--dest=org.freedesktop.Notifications",
        "--object-path=/org/freedesktop/Notifications",
      ];
      const method = "--method=org.freedesktop.Notifications.CloseNotification";
      display.run("gdbus", ["call", "--session", ...of, method, `${id}`]);
      await until(() => this.closed.has(id), `notification ${id} to be closed`);
    }
  }

  /** Closes them all and forgets them. @param {import("./display.mjs").Display} display */
  async begin(display) {
    await this.dismiss(display, /(?:)/);
    this.shown.length = 0;
    this.actions.length = 0;
    this.closed.clear();
  }

  /** @param {any} said */
  #note(said) {
    const { event, ...words } = said;
    if (said.answer !== undefined) this.answers.set(said.answer, said);
    else if (event === "notification") this.shown.push(words);
    else if (event === "action") this.actions.push(words);
    else if (event === "closed") this.closed.add(words.id);
    else if (event === "item") this.icons += 1;
    else if (event === "item_gone") this.icons -= 1;
  }
}

/** A tray, and the hand that clicks in it. */
export class Tray {
  #asked = 0;

  /**
   * @param {ChildProcess} desk
   * @param {Witness} witness
   */
  constructor(desk, witness) {
    this.desk = desk;
    this.witness = witness;
  }

  /** Waits until there is an icon. */
  async icon() {
    await until(() => this.witness.icons > 0, "an icon in the tray");
  }

  /** @returns {Promise<Line[]>} */
  menu() {
    return this.#ask("menu");
  }

  /** The lines that can be clicked, by their words. */
  async labels() {
    return (await this.menu()).filter(({ type }) => type === "standard").map(({ label }) => label);
  }

  /**
   * Waits for a line in the menu and clicks it.
   * @param {string} label
   */
  async choose(label) {
    await this.icon();
    await until(
      async () => (await this.menu()).some((line) => line.label === label && line.enabled),
      `"${label}" in the menu of the tray`,
    );
    await this.#ask("choose", label);
  }

  /** Clicks the icon itself. */
  activate() {
    return this.#ask("activate");
  }

  /** What the icon says of itself. @returns {Promise<Record<string, any>>} */
  words() {
    return this.#ask("of_item");
  }

  /**
   * @param {string} what
   * @param {...string} words
   */
  async #ask(what, ...words) {
    const id = ++this.#asked;
    this.desk.stdin?.write(`${JSON.stringify({ id, do: what, with: words })}\n`);
    const { given, error } = await until(() => this.witness.answers.get(id), `the tray to ${what}`);
    if (error !== undefined) throw new Error(`${what}: ${error}`);
    return given;
  }
}
