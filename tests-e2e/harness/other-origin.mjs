// The built pages as the desktop window serves them: from an origin of their own, under its policy.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
});

/** The policy of the window, from where it is written. */
export function windowPolicy() {
  const conf = JSON.parse(readFileSync(join(ROOT, "desktop", "tauri.conf.json"), "utf8"));
  const csp = /** @type {Record<string, string>} */ (conf.app.security.csp);
  return Object.entries(csp)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
}

/** Serves the built pages under the window's policy until `stop` is called. */
export async function servePages() {
  const folder = process.env["KEEPERS_E2E_UI"] ?? join(ROOT, "frontend", "dist");
  const policy = windowPolicy();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://page");
    const path = join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
    const type = TYPES[extname(path)];
    if (type === undefined || !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy });
    response.end(readFileSync(path));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () => new Promise((done) => server.close(done)),
  };
}
