// The process behind the desktop window, started and spoken to as the window does.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";

import { PYTHON } from "./server.mjs";
import { until } from "./wait.mjs";

const secret = () => randomBytes(32).toString("base64url");
/** The keys of one window: the same for every process it starts. */
export const makeKeys = () => ({ token: secret(), mediaKey: secret() });

/**
 * Starts the process behind a window on a library and waits until it is ready.
 * @param {{ library: string, origin: string, keys: ReturnType<typeof makeKeys>, port?: number }} wanted
 */
export async function sidecar({ library, origin, keys, port = 0 }) {
  const child = spawn(PYTHON, ["-m", "keepers", "window"], { stdio: ["pipe", "pipe", "pipe"] });
  /** @type {any[]} */
  const said = [];
  /** @type {string[]} */
  const errors = [];
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  createInterface({ input: child.stdout }).on("line", (line) => said.push(JSON.parse(line)));
  /** @type {Promise<number | null>} */
  const ended = new Promise((done) => child.once("exit", (code) => done(code)));
  const hello = {
    protocol: 1,
    token: keys.token,
    media_key: keys.mediaKey,
    library,
    port,
    origins: [origin],
    alongside: false,
  };
  child.stdin.write(`${JSON.stringify(hello)}\n`);
  const ready = await until(
    () => {
      if (child.exitCode !== null || said.some(({ event }) => event === "fatal"))
        throw new Error(`${JSON.stringify(said)}\n${errors.join("")}`);
      return said.find(({ event }) => event === "ready");
    },
    "the process behind the window to be ready",
    { timeout: 60_000 },
  );
  return {
    port: /** @type {number} */ (ready.port),
    /** As the window tells its page. @param {number} run */
    state: (run) => ({
      state: "ready",
      port: ready.port,
      ...keys,
      library: ready.library,
      worksHere: ready.works_here,
      run,
    }),
    /** Ends it without a word, as a power cut does. */
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
    /** Ends it as the window does when it goes. */
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}
