// npm run dev: Keepers as it is in the checkout, and the UI built anew whenever a source changes.
import { spawn } from "node:child_process";

import { ensureNode, ensurePython, ensureUi } from "./environment.mjs";
import { CHECKOUT, UI, inVenv } from "./places.mjs";
import { handOver, npm } from "./processes.mjs";
import { main } from "./say.mjs";

await main(async () => {
  await ensurePython(["run", "demo", "dev"]);
  await ensureNode();
  await ensureUi();
  const [command, first] = npm();
  const builder = spawn(
    command,
    [...first, "run", "build", "--workspace", "frontend", "--", "--watch", "--emptyOutDir", "false"],
    { cwd: CHECKOUT, stdio: ["ignore", "ignore", "inherit"] },
  );
  try {
    const given = process.argv.slice(2);
    const words = given.length > 0 ? given : ["serve", "--no-open"];
    return await handOver(inVenv("python"), ["-m", "keepers", ...words, "--ui-dir", UI]);
  } finally {
    builder.kill();
  }
});
