// The packages the built pages are made of, with their licences and the texts of these.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Where the packages lie that are there for more than development, from what package-lock.json holds.
 * Those that only describe types leave nothing in the pages.
 */
export function shippedPackages(lock) {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes("node_modules/") && !entry.dev && !entry.link)
    .map(([path]) => path)
    .filter(
      (path) => !/node_modules\/(@types\/|typescript$|csstype$|openapi-typescript-helpers$)/.test(path),
    );
}

/** [{name, version, licence, text}] of the packages at these paths; text is "" where a package brings none. */
export function pageLicences(checkout, paths) {
  return paths.map((path) => {
    const folder = join(checkout, path);
    const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const text = textOf(folder) || commonText(checkout, license, author);
    return { name, version, licence: String(license ?? ""), text };
  });
}

/** The text of a common licence under its author's name, for a package that says MIT and leaves the text out. */
function commonText(checkout, license, author) {
  const name = typeof author === "string" ? author : author?.name;
  if (license !== "MIT" || !name) return "";
  const text = readFileSync(join(checkout, "packaging", "sidecar", "licences", "MIT.txt"), "utf8");
  return `Copyright (c) ${name}\n\n${text}`;
}

function textOf(folder) {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(name));
  if (files.length > 0) return files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n\n");
  // Packages of one source (Radix) may keep their common text in the package that gathers them.
  const scope = basename(dirname(folder));
  const gathering = join(dirname(dirname(folder)), `${scope.replace(/^@/, "")}`, "LICENSE");
  return scope.startsWith("@") && existsSync(gathering) ? readFileSync(gathering, "utf8") : "";
}
