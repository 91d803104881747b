// The crates the window is made of, with their licences and the texts of these.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** Licences that ask nothing of who passes a binary on but to name them; anything else stops the build. */
const TAKEN = new Set([
  ...["MIT", "MIT-0", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "0BSD"],
  // MPL: the crates are unchanged and their source is where Cargo.lock says.
  ...["ISC", "Zlib", "Unicode-3.0", "Unlicense", "CC0-1.0", "MPL-2.0", "BSL-1.0", "CDLA-Permissive-2.0"],
]);

/**
 * Whether an SPDX expression can be met with licences that are taken.
 * `OR` is a choice, `AND` binds tighter than it; the old "MIT/Apache-2.0" is a choice too.
 */
export function acceptable(expression) {
  const tokens = expression
    .replaceAll("/", " OR ")
    .replace(/[()]/g, " $& ")
    .split(/\s+/)
    .filter(Boolean);
  let at = 0;
  const any = () => {
    let met = all();
    while (tokens[at] === "OR") {
      at += 1;
      const other = all();
      met ||= other;
    }
    return met;
  };
  const all = () => {
    let met = one();
    while (tokens[at] === "AND") {
      at += 1;
      const other = one();
      met &&= other;
    }
    return met;
  };
  const one = () => {
    if (tokens[at] === "(") {
      at += 1;
      const met = any();
      at += 1;
      return met;
    }
    let name = tokens[at++] ?? "";
    if (tokens[at] === "WITH") {
      name += ` WITH ${tokens[at + 1]}`;
      at += 2;
    }
    return TAKEN.has(name);
  };
  return any() && at === tokens.length;
}

/** Packages that are compiled into the program, from what `cargo metadata --filter-platform` says. */
export function compiledIn(metadata) {
  const byId = new Map(metadata.packages.map((entry) => [entry.id, entry]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const seen = new Set();
  const visit = (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const dependency of nodes.get(id).deps) {
      // What only builds or tests it is not passed on.
      if (dependency.dep_kinds.some(({ kind }) => kind === null)) visit(dependency.pkg);
    }
  };
  visit(metadata.resolve.root);
  seen.delete(metadata.resolve.root);
  return [...seen]
    .map((id) => byId.get(id))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

const LICENCE_FILE = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;

/** The texts a crate brings, or "" when it brings none. */
function textOf(crate) {
  const folder = dirname(crate.manifest_path);
  const names = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return names
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => readFileSync(join(folder, name), "utf8").trim())
    .join("\n\n");
}

/**
 * {text, refused}: what goes beside the program, and `name version: licence` of each crate that may not.
 *
 * Equal texts are printed once, under the names of all crates that bring them.
 */
export function crateLicences(crates) {
  const refused = crates
    .filter((crate) => !acceptable(crate.license ?? ""))
    .map((crate) => `${crate.name} ${crate.version}: ${crate.license ?? "no licence stated"}`);
  const texts = new Map();
  for (const crate of crates) {
    const text = textOf(crate);
    if (text !== "") texts.set(text, [...(texts.get(text) ?? []), `${crate.name} ${crate.version}`]);
  }
  const list = crates.map(
    (crate) =>
      `${crate.name} ${crate.version}  ${crate.license}${crate.repository ? `  ${crate.repository}` : ""}`,
  );
  const parts = [...texts].map(([text, names]) => `${"-".repeat(72)}\n${names.join(", ")}\n\n${text}\n`);
  return {
    text: `The window of Keepers is built with these crates, each under its own terms.\n\n${list.join("\n")}\n\n${parts.join("\n")}`,
    refused,
  };
}
