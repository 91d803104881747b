// Waiting for a fact instead of for time to pass.

/**
 * Waits until `ask` gives something true, and returns it; what was asked for is in the error.
 * @template T
 * @param {() => T | Promise<T>} ask
 * @param {string} what
 * @param {{ timeout?: number, every?: number }} [options]
 * @returns {Promise<Exclude<T, false | null | undefined | 0 | "">>}
 */
export async function until(ask, what, { timeout = 30_000, every = 100 } = {}) {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return /** @type {Exclude<T, false | null | undefined | 0 | "">} */ (answer);
    }
    if (Date.now() > end) throw new Error(`Waited ${timeout} ms for: ${what}`);
    await new Promise((done) => setTimeout(done, every));
  }
}

/**
 * Waits until the library has nothing to do and nothing unread.
 * @param {import("./server.mjs").Ask} api
 * @param {{ timeout?: number }} [options]
 */
export function idle(api, options) {
  return until(
    async () => {
      const { work, unlooked } = await api("/status");
      if (work.active !== null || unlooked > 0) return false;
      const { jobs } = await api("/jobs?limit=100");
      return jobs.every((/** @type {{ state: string }} */ job) =>
        ["done", "failed", "cancelled"].includes(job.state),
      );
    },
    "the library to be idle",
    { timeout: 180_000, ...options },
  );
}
