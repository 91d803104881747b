// npm run dev: Keepers from the checkout, and the page served by Vite, which shows a change at once.
//
// npm run dev -- demo    the same with the demo library
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { prepare } from "./environment.mjs";
import { CHECKOUT, FRONTEND, inVenv } from "./places.mjs";
import { npm } from "./processes.mjs";
import { Stop, main } from "./say.mjs";
import { readArguments } from "./start-arguments.mjs";

const PAGE_PORT = 5173;

/** Starts the server; what it said when it was ready, and the process. */
function startServer(words) {
  const server = spawn(inVenv("python"), ["-m", "keepers", ...words, "--no-open", "--json"], {
    cwd: CHECKOUT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((done, fail) => {
    server.once("exit", (code) => fail(new Stop(`Keepers ended with ${code}.`)));
    createInterface({ input: server.stdout }).on("line", (line) => {
      const said = line.startsWith("{") && line.endsWith("}") ? JSON.parse(line) : {};
      if (said.event === "ready") done({ server, ready: said });
    });
  });
}

await main(async () => {
  await prepare({ python: ["run", "demo", "dev"], ui: false });
  const { demo, folder, options } = readArguments(process.argv.slice(2));
  const verb = demo ? ["demo", "--serve"] : ["serve", ...(folder === undefined ? [] : ["--add", folder])];
  const { server, ready } = await startServer([...verb, ...options]);
  const [command, first] = npm();
  const vite = spawn(
    command,
    [...first, "exec", "--", "vite", "--clearScreen", "false", "--port", String(PAGE_PORT), "--strictPort"],
    {
      cwd: FRONTEND,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, KEEPERS_URL: `http://127.0.0.1:${ready.port}` },
    },
  );
  process.stderr.write(
    `\n  Page      http://127.0.0.1:${PAGE_PORT}/#token=${ready.token}&media=${ready.media_key}\n` +
      `  Built     ${ready.url}\n  Library   ${ready.library}\n  Stop      Ctrl-C\n\n`,
  );
  const end = () => {
    server.kill("SIGTERM");
    vite.kill("SIGTERM");
  };
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", end);
  return new Promise((done) => {
    server.once("close", (code) => {
      vite.kill("SIGTERM");
      done(code ?? 0);
    });
    vite.once("close", end);
  });
});
