// npm run check: everything that can be said about the code without running it. All of it runs, two at a
// time, also when one fails.
//
// npm run check -- ruff mypy    only those whose name holds one of the words
import { prepare } from "./environment.mjs";
import { staleApi } from "./openapi.mjs";
import { inVenv } from "./places.mjs";
import { capture, npm } from "./processes.mjs";
import { Stop, duration, main } from "./say.mjs";

const AT_ONCE = 2;

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

// The long ones first, so that two at a time end together.
const CHECKS = [
  ["mypy --strict", tool("mypy")],
  ["eslint", inFrontend("eslint", ".", "--max-warnings", "0")],
  ["tsc", inFrontend("tsc", "--noEmit")],
  ["openapi and types", api],
  ["import-linter", tool("lint-imports", "--no-cache")],
  ["prettier", inFrontend("prettier", "--check", ".")],
  ["ruff check", tool("ruff", "check", ".")],
  ["ruff format", tool("ruff", "format", "--check", ".")],
];

await main(async () => {
  const words = process.argv.slice(2);
  const wanted = CHECKS.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
  if (wanted.length === 0) {
    throw new Stop(`No check is called that: it is ${CHECKS.map(([name]) => name).join(", ")}.`);
  }
  await prepare({ python: ["run", "demo", "dev"], ui: false });
  const waiting = [...wanted];
  const results = new Map();
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, run] = next;
      const begun = Date.now();
      const { code, output } = await run();
      results.set(name, { code, took: Date.now() - begun });
      if (code !== 0) console.log(`── ${name} ──\n${output.trimEnd()}\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const width = Math.max(...wanted.map(([name]) => name.length));
  for (const [name] of wanted) {
    const { code, took } = results.get(name);
    console.log(`${name.padEnd(width)}  ${code === 0 ? "ok    " : "FAILED"}  ${duration(took)}`);
  }
  const failed = [...results.values()].filter(({ code }) => code !== 0).length;
  console.log(failed === 0 ? "All checks passed." : `${failed} of ${wanted.length} checks failed.`);
  return failed === 0 ? 0 : 1;
});
