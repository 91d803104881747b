// A served library and a browser to look at it with.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { chromium } from "playwright-core";

import { findChromium, inVenv } from "../places.mjs";
import { capture, npm } from "../processes.mjs";
import { Stop } from "../say.mjs";

/** Builds the page as it is now into a folder of its own: nobody else's copy changes. */
export async function buildPage(into) {
  const [command, first] = npm();
  const { code, output } = await capture(command, [
    ...[...first, "exec", "--workspace", "frontend", "--"],
    ...["vite", "build", "--outDir", into, "--emptyOutDir", "--logLevel", "warn"],
  ]);
  if (code !== 0) throw new Stop(`${output.slice(-4000)}\nThe page could not be built (${code}).`);
}

/** Starts `keepers serve` on a library with the page built in `ui`, and waits until it says where it listens. */
export async function serve(library, ui) {
  const words = ["-m", "keepers", "--library", library, "--json", "serve", "--no-open", "--ui-dir", ui];
  const child = spawn(inVenv("python"), words, { stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (chunk) => (complaints += chunk));
  const ended = new Promise((done) => child.once("close", done));
  const ready = await new Promise((done, fail) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = JSON.parse(line);
      if (said.event === "ready") done(said);
    });
    child.once("error", fail);
    child.once("close", (code) => fail(new Error(`keepers serve ended with ${code}\n${complaints}`)));
  });
  return {
    url: ready.url,
    pid: child.pid,
    async api(path, { method = "GET", body } = {}) {
      const answer = await fetch(`http://127.0.0.1:${ready.port}/api/v1${path}`, {
        method,
        headers: { "X-Keepers-Token": ready.token, "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return JSON.parse(text);
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Headless Chromium that asks nobody outside for anything. */
export async function launch() {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Stop("There is no Chromium on this machine; install it or say where it is with CHROMIUM_PATH.");
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
