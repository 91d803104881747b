// Keepers' own window, played: what Tauri puts into a page before its scripts run, answered from here.

/**
 * @typedef {import("./browser.mjs").Page} Page
 * @typedef {(args: any) => unknown} Answer
 */

/** A window around a page. Answers commands, remembers what was asked, tells events. */
export class PlayedWindow {
  /** What was asked, oldest first. @type {{ command: string, args: any }[]} */
  asked = [];
  /** By command; one that throws {code, message} rejects. @type {Record<string, Answer>} */
  answers;
  /** @type {Page | undefined} */
  #page;

  /** @param {Record<string, Answer>} answers */
  constructor(answers = {}) {
    this.answers = answers;
  }

  /**
   * Plays the window for every document of a page from here on.
   * @param {Page} page
   */
  async around(page) {
    this.#page = page;
    await page.exposeFunction(
      "askWindow",
      (/** @type {string} */ command, /** @type {any} */ args) => {
        this.asked.push({ command, args });
        try {
          return { answer: this.answers[command]?.(args) ?? null };
        } catch (error) {
          return { error };
        }
      },
    );
    await page.addInitScript(() => {
      const page = /** @type {any} */ (globalThis);
      /** @type {Map<number, (message: unknown) => void>} */
      const callbacks = new Map();
      /** @type {Map<number, { event: string, handler: number }>} */
      const listeners = new Map();
      let count = 0;
      page.isTauri = true;
      page.__TAURI_EVENT_PLUGIN_INTERNALS__ = {
        unregisterListener: (/** @type {string} */ _event, /** @type {number} */ id) =>
          listeners.delete(id),
      };
      page.__TAURI_INTERNALS__ = {
        transformCallback: (/** @type {(message: unknown) => void} */ hear) => {
          count += 1;
          callbacks.set(count, hear);
          return count;
        },
        unregisterCallback: (/** @type {number} */ id) => callbacks.delete(id),
        invoke: async (/** @type {string} */ command, /** @type {any} */ args = {}) => {
          if (command === "plugin:event|listen") {
            count += 1;
            listeners.set(count, { event: args.event, handler: args.handler });
            return count;
          }
          if (command === "plugin:event|unlisten") return listeners.delete(args.eventId);
          const { answer, error } = await page.askWindow(command, args);
          if (error) throw error;
          return answer;
        },
      };
      page.hearFromWindow = (/** @type {string} */ event, /** @type {unknown} */ payload) => {
        for (const [id, one] of listeners)
          if (one.event === event) callbacks.get(one.handler)?.({ event, id, payload });
      };
      // The window freezes it, so that no script can be turned against it.
      Object.freeze(Object.prototype);
    });
  }

  /**
   * Tells the page something.
   * @param {string} event
   * @param {unknown} payload
   */
  async tell(event, payload) {
    await this.#page?.evaluate(([name, told]) => {
      /** @type {any} */ (globalThis).hearFromWindow(name, told);
    }, /** @type {const} */ ([event, payload]));
  }

  /** @param {string} command */
  times(command) {
    return this.asked.filter((one) => one.command === command).length;
  }
}

/**
 * A server as the window tells of it.
 * @param {import("./server.mjs").Server} server
 * @param {string} library
 * @param {number} run
 */
export function readyState(server, library, run = 1) {
  const mediaKey = /\/ui\/([^/]+)/.exec(server.url)?.[1];
  return {
    state: "ready",
    port: server.port,
    token: server.token,
    mediaKey,
    library,
    worksHere: true,
    run,
  };
}
