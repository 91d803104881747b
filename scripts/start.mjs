// npm start              sets everything up and opens your library
// npm start -- FOLDER    the same, and adds that folder
// npm start -- demo      the same with the demo library, which never mixes with yours
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";

import { prepare } from "./environment.mjs";
import { UI, inVenv } from "./places.mjs";
import { requireNode } from "./prerequisites.mjs";
import { handOver } from "./processes.mjs";
import { Stop, main } from "./say.mjs";
import { readArguments } from "./start-arguments.mjs";

await main(async () => {
  requireNode();
  const { demo, folder, options } = readArguments(process.argv.slice(2));
  // npm runs us in the checkout; the folder was meant from where the person stood.
  const path = folder === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  if (path !== undefined && !existsSync(path)) {
    throw new Stop(`There is no folder ${path}: check the name and that its disk is connected.`);
  }
  if (path !== undefined && !statSync(path).isDirectory()) {
    throw new Stop(`${path} is a file: give the folder it lies in.`);
  }
  // The demo's packages too, always: the page offers sample photos and promises that nothing is downloaded for them.
  await prepare({ python: ["run", "demo"] });
  // Offered once: what serve says then tells how to refuse. A build server is no person who could.
  const models = process.env.CI === undefined ? ["--starter-models"] : [];
  const added = path === undefined ? [] : ["--add", path];
  const verb = demo ? ["demo", "--serve"] : ["serve", ...models, ...added];
  return handOver(inVenv("python"), ["-m", "keepers", ...verb, "--open", "--ui-dir", UI, ...options]);
});
