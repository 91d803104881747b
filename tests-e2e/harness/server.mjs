// Keepers as it is started in a terminal: a verb run to its end, or a server that goes on.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { inVenv } from "../../scripts/places.mjs";

export const PYTHON = process.env["KEEPERS_PYTHON"] ?? inVenv("python");
const READY_WITHIN = 60_000;

// Whoever runs the tests may have models of their own: none of them is used, changed, or fetched here.
const scratch = mkdtempSync(join(tmpdir(), "keepers-e2e-models-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
process.env["KEEPERS_MODEL_STORE"] = join(scratch, "models");
process.env["KEEPERS_NO_DOWNLOADS"] = "1";

/**
 * What `keepers serve` says about itself once it listens.
 * @typedef {{ event: string, url: string, port: number, token: string, pid: number }} Ready
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null }} End
 * @typedef {Record<string, string | undefined>} Environment
 * @typedef {(path: string, ask?: { method?: string, body?: unknown }) => Promise<any>} Ask
 */

/**
 * Runs a verb to its end and returns what it printed; throws with its words when it fails.
 * @param {readonly string[]} words
 * @param {Environment} [env]
 */
export function keepers(words, env = {}) {
  const run = spawnSync(PYTHON, ["-m", "keepers", ...words], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) {
    const how = run.status ?? run.signal ?? run.error?.message;
    throw new Error(`keepers ${words.join(" ")} ended with ${how}\n${run.stdout}\n${run.stderr}`);
  }
  return run.stdout;
}

/**
 * Runs a few lines of Python with the product's own packages; what they print comes back.
 * @param {string} code
 * @param {readonly string[]} words
 */
export function python(code, words = []) {
  const run = spawnSync(PYTHON, ["-c", code, ...words], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`python ended with ${run.status}\n${run.stderr}`);
  return run.stdout;
}

/**
 * Starts `keepers serve` on a library and waits until it says where it listens.
 * @param {string} library
 * @param {Environment} [env]
 */
export async function serve(library, env = {}) {
  const ui = process.env["KEEPERS_E2E_UI"];
  const child = spawn(
    PYTHON,
    [
      ...["-m", "keepers", "--library", library, "--json", "serve", "--no-open"],
      ...(ui === undefined ? [] : ["--ui-dir", ui]),
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } },
  );
  /** @type {string[]} */
  const errors = [];
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  /** @type {Promise<End>} */
  const ended = new Promise((done) => child.once("exit", (code, signal) => done({ code, signal })));
  /** @type {Ready} */
  const ready = await new Promise((done, fail) => {
    const late = setTimeout(() => {
      child.kill("SIGKILL");
      fail(new Error(`keepers serve did not say where it listens\n${errors.join("")}`));
    }, READY_WITHIN);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = JSON.parse(line);
      if (said.event !== "ready") return;
      clearTimeout(late);
      done(said);
    });
    void ended.then(({ code, signal }) => {
      clearTimeout(late);
      fail(new Error(`keepers serve ended with ${code ?? signal}\n${errors.join("")}`));
    });
  });
  /** @type {Ask} */
  const api = async (path, { method = "GET", body } = {}) => {
    const answer = await fetch(`http://127.0.0.1:${ready.port}/api/v1${path}`, {
      method,
      headers: { "X-Keepers-Token": ready.token, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  return {
    url: ready.url,
    port: ready.port,
    token: ready.token,
    api,
    /** Asks it to end, as Ctrl-C does. */
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
    /** Ends it without a word, as a power cut does. */
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof serve>>} Server */
