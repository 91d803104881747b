// What the world is told of Keepers says the same everywhere: one version, and metadata its checkers accept.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { CHECKOUT } from "./places.mjs";
import { capture } from "./processes.mjs";

const read = (...parts) => readFileSync(join(CHECKOUT, ...parts), "utf8");
const first = (pattern, text) => pattern.exec(text)?.[1];

/** Each place that names the version, and what it says. */
export function versions() {
  return {
    "package.json": JSON.parse(read("package.json")).version,
    "pyproject.toml": first(/^version = "([^"]+)"/m, read("pyproject.toml")),
    "desktop/Cargo.toml": first(/^version = "([^"]+)"/m, read("desktop", "Cargo.toml")),
    "desktop/Cargo.lock": first(
      /^name = "keepers-desktop"\nversion = "([^"]+)"/m,
      read("desktop", "Cargo.lock"),
    ),
    "packaging/linux/app.keepers.desktop.metainfo.xml": first(
      /<release version="([^"]+)"/,
      read("packaging", "linux", "app.keepers.desktop.metainfo.xml"),
    ),
  };
}

/** The sentence when the places do not agree, or do not say what `wanted` says; undefined otherwise. */
export function versionProblem(said, wanted) {
  const expected = wanted ?? said["package.json"];
  const others = Object.entries(said).filter(([, version]) => version !== expected);
  if (others.length === 0) return undefined;
  const list = others.map(([place, version]) => `${place} says ${version ?? "nothing"}`).join(", ");
  return `The version is ${expected}, but ${list}.`;
}

/** Problems of the desktop entry and the AppStream data; a missing checker is one where everything has to run. */
export async function linuxMetadataProblems(must = process.env.CI === "true") {
  const folder = join(CHECKOUT, "packaging", "linux");
  const checks = [
    ["desktop-file-validate", "desktop-file-utils", [join(folder, "keepers.desktop")]],
    [
      "appstreamcli",
      "appstream",
      ["validate", "--no-net", join(folder, "app.keepers.desktop.metainfo.xml")],
    ],
  ];
  const problems = [];
  for (const [command, from, args] of process.platform === "linux" ? checks : []) {
    const { code, output } = await capture(command, args);
    if (code === 127 && !must) continue;
    if (code === 127) problems.push(`${command} is not here: install ${from}.`);
    else if (code !== 0 || /\berror:/.test(output)) problems.push(output.trim());
  }
  return problems;
}
