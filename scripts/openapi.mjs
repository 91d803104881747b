// node scripts/openapi.mjs: writes frontend/openapi.json and the types made of it anew, from the code.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { FRONTEND, inVenv } from "./places.mjs";
import { capture, npm } from "./processes.mjs";
import { Stop, main, step } from "./say.mjs";

const DESCRIPTION = join(FRONTEND, "openapi.json");
const TYPES = join(FRONTEND, "src", "api", "schema.d.ts");

async function must(command, args) {
  const { code, output } = await capture(command, args);
  if (code !== 0) throw new Stop(output);
  return output;
}

/** What the two files should hold: {description, types}. */
export async function describeApi() {
  const description = await must(inVenv("python"), ["-m", "keepers.web.openapi"]);
  const scratch = mkdtempSync(join(tmpdir(), "keepers-openapi-"));
  try {
    const [source, made] = [join(scratch, "openapi.json"), join(scratch, "schema.d.ts")];
    writeFileSync(source, description);
    const [command, first] = npm();
    const words = ["exec", "--workspace", "frontend", "--", "openapi-typescript", source, "-o", made];
    await must(command, [...first, ...words]);
    return { description, types: readFileSync(made, "utf8") };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Which of the two files are not what the code says; [] when both are. */
export async function staleApi() {
  const { description, types } = await describeApi();
  const stale = [];
  if (readFileSync(DESCRIPTION, "utf8").trim() !== description.trim()) stale.push(DESCRIPTION);
  if (readFileSync(TYPES, "utf8") !== types) stale.push(TYPES);
  return stale;
}

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const { description, types } = await describeApi();
    writeFileSync(DESCRIPTION, description);
    writeFileSync(TYPES, types);
    step(`${DESCRIPTION}\n· ${TYPES}`);
    return 0;
  });
}
