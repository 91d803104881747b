// npm run check: everything that can be said about the code without running it. All of it runs, two at a
// time, also when one fails.
//
// npm run check -- ruff mypy    only those whose name holds one of the words
//
// What cannot run on this machine (no Rust, say) is named with its reason, and fails the run under CI=true.
import { prepare } from "./environment.mjs";
import { linuxMetadataProblems, versionProblem, versions } from "./metadata.mjs";
import { staleApi } from "./openapi.mjs";
import { inVenv } from "./places.mjs";
import { capture, npm } from "./processes.mjs";
import { cargo, clippy } from "./rust.mjs";
import { Stop, duration, main } from "./say.mjs";
import { schemaProblems, workflowProblems } from "./workflows.mjs";

const AT_ONCE = 2;
const CI = process.env.CI === "true";

const tool = (name, ...args) => () => capture(inVenv(name), args);
const inFrontend = (...words) => () => {
  const [command, first] = npm();
  return capture(command, [...first, "exec", "--workspace", "frontend", "--", ...words]);
};

/** The committed description of the API, and the types made of it, are those of the code. */
async function api() {
  try {
    const stale = await staleApi();
    const output = `Not what the code says: ${stale.join(", ")}\nMake it anew: node scripts/openapi.mjs\n`;
    return { code: stale.length === 0 ? 0 : 1, output };
  } catch (error) {
    return { code: 1, output: error.message };
  }
}

const said = (problems) => ({ code: problems.length === 0 ? 0 : 1, output: problems.join("\n") });

/** One version everywhere, and desktop metadata that its checkers accept. */
async function metadata() {
  const version = versionProblem(versions());
  return said([...(version === undefined ? [] : [version]), ...(await linuxMetadataProblems())]);
}

// The long ones first, so that two at a time end together.
const CHECKS = [
  ["cargo clippy", clippy],
  ["mypy --strict", tool("mypy")],
  ["eslint", inFrontend("eslint", ".", "--max-warnings", "0")],
  ["tsc", inFrontend("tsc", "--noEmit")],
  ["openapi and types", api],
  ["import-linter", tool("lint-imports", "--no-cache")],
  ["prettier", inFrontend("prettier", "--check", ".")],
  ["ruff check", tool("ruff", "check", ".")],
  ["ruff format", tool("ruff", "format", "--check", ".")],
  ["workflows", async () => said([...(await workflowProblems()), ...(await schemaProblems())])],
  ["metadata", metadata],
  ["cargo fmt", () => cargo("fmt", "--check")],
];

await main(async () => {
  const words = process.argv.slice(2);
  const wanted = CHECKS.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
  if (wanted.length === 0) {
    throw new Stop(`No check is called that: it is ${CHECKS.map(([name]) => name).join(", ")}.`);
  }
  // The window's crate holds the built pages, so it cannot be compiled without them.
  const ui = wanted.some(([name]) => name === "cargo clippy");
  await prepare({ python: ["run", "demo", "dev"], ui });
  const waiting = [...wanted];
  const results = new Map();
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, run] = next;
      const begun = Date.now();
      const { code, output, cannot } = await run();
      results.set(name, { code: cannot === undefined ? code : Number(CI), cannot, took: Date.now() - begun });
      const words = cannot ?? (code === 0 ? undefined : output);
      if (words !== undefined) console.log(`── ${name} ──\n${words.trimEnd()}\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const width = Math.max(...wanted.map(([name]) => name.length));
  for (const [name] of wanted) {
    const { code, cannot, took } = results.get(name);
    const word = code !== 0 ? "FAILED" : cannot === undefined ? "ok    " : "not run";
    console.log(`${name.padEnd(width)}  ${word}  ${duration(took)}`);
  }
  const failed = [...results.values()].filter(({ code }) => code !== 0).length;
  const unrun = [...results.values()].filter(({ code, cannot }) => code === 0 && cannot !== undefined).length;
  const passed = unrun === 0 ? "All checks passed." : `All passed but ${unrun} that could not run here.`;
  console.log(failed === 0 ? passed : `${failed} of ${wanted.length} checks failed.`);
  return failed === 0 ? 0 : 1;
});
