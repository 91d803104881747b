// The least any window of WebKitGTK takes: one that shows a word, and says so when it is painted.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";

const BROWSERS = ["x86_64", "aarch64"].map((kind) => `/usr/lib/${kind}-linux-gnu/webkit2gtk-4.1/MiniBrowser`);
const PAGE = `<!doctype html><title>floor</title><p>Painted</p><script>
requestAnimationFrame(() => requestAnimationFrame(() => fetch("/painted")))</script>`;
const LATEST_MS = 60_000;

/** From the start of WebKitGTK's own example browser to its first painted frame, in ms. */
export async function bareWindow(display) {
  const browser = BROWSERS.find((path) => existsSync(path));
  if (browser === undefined) throw new Error("WebKitGTK's MiniBrowser is not installed: it is the floor.");
  let painted;
  const told = new Promise((done) => (painted = done));
  const server = createServer((request, answer) => {
    if (request.url === "/painted") painted(performance.now());
    answer.setHeader("Content-Type", "text/html");
    answer.end(request.url === "/" ? PAGE : "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const begun = performance.now();
  const child = spawn(browser, ["--private", `http://127.0.0.1:${server.address().port}/`], {
    stdio: "ignore",
    env: { ...display.env, WEBKIT_DISABLE_DMABUF_RENDERER: "1" },
    detached: true,
  });
  const ended = new Promise((done) => child.once("close", done));
  const late = setTimeout(() => painted(NaN), LATEST_MS);
  try {
    const at = await Promise.race([told, ended.then(() => NaN)]);
    if (Number.isNaN(at)) throw new Error("MiniBrowser painted nothing.");
    return at - begun;
  } finally {
    clearTimeout(late);
    if (child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await ended;
    server.closeAllConnections();
    server.close();
  }
}
