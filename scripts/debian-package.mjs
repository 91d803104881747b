// The deb that Tauri made, packed anew: with xz instead of gzip (a third smaller), its manual and changes compressed,
// and the oldest C library it runs with among its dependencies.
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";

import { capture } from "./processes.mjs";
import { Stop } from "./say.mjs";
import { filesUnder } from "./stamps.mjs";

/** Compressed in every Debian package: documentation above a few kB. */
const COMPRESSED = [
  "usr/share/man/man1/keepers.1",
  "usr/share/man/man1/keepers-desktop.1",
  "usr/share/doc/keepers/changelog",
  "usr/share/doc/keepers/third-party-crates.txt",
];
const PROGRAMS = ["usr/bin/keepers-desktop", "usr/lib/Keepers/sidecar/keepers-sidecar"];

/** The newest version of the C library that symbols of `objdump -T` ask for: "2.34"; undefined when none does. */
export function newestGlibc(symbols) {
  const versions = [...symbols.matchAll(/\bGLIBC_(\d+)\.(\d+)/g)].map(([, major, minor]) => [
    Number(major),
    Number(minor),
  ]);
  versions.sort(([a, b], [c, d]) => a - c || b - d);
  return versions.at(-1)?.join(".");
}

/** The control file with a dependency on the C library, each dependency named once. */
export function withDependencies(control, glibc) {
  const needed = [`libc6 (>= ${glibc})`];
  const found = /^Depends: (.*)$/m.exec(control);
  if (found === null) return control.replace(/^(Description:)/m, `Depends: ${needed.join(", ")}\n$1`);
  const all = [...new Set([...needed, ...found[1].split(/,\s*/)])];
  return control.replace(/^Depends: .*$/m, `Depends: ${all.join(", ")}`);
}

async function must(command, args) {
  const { code, output } = await capture(command, args);
  if (code !== 0) throw new Stop(`${output.trimEnd()}\n${command} failed (${code}).`);
  return output;
}

async function glibcOf(root) {
  const files = filesUnder(root).filter(
    (path) => PROGRAMS.includes(relative(root, path)) || /\.so(\.|$)/.test(basename(path)),
  );
  const newest = newestGlibc(await must("objdump", ["-T", ...files]));
  if (newest === undefined) throw new Stop("No program in the package asks for a C library: is it whole?");
  return newest;
}

function md5sums(root) {
  const files = filesUnder(root).filter((path) => !relative(root, path).startsWith("DEBIAN/"));
  return files
    .map((path) => `${createHash("md5").update(readFileSync(path)).digest("hex")}  ${relative(root, path)}\n`)
    .join("");
}

/** Packs `from` (a deb) anew as `to`; bytes of the result. Takes a minute or two. */
export async function repack(from, to) {
  const root = mkdtempSync(join(tmpdir(), "keepers-deb-"));
  try {
    await must("dpkg-deb", ["-R", from, root]);
    for (const path of COMPRESSED) {
      const file = join(root, path);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      rmSync(file);
    }
    const control = join(root, "DEBIAN", "control");
    writeFileSync(control, withDependencies(readFileSync(control, "utf8"), await glibcOf(root)));
    writeFileSync(join(root, "DEBIAN", "md5sums"), md5sums(root));
    for (const path of filesUnder(root)) {
      const program = (statSync(path).mode & 0o100) !== 0 || path.startsWith(join(root, "usr", "bin"));
      chmodSync(path, program ? 0o755 : 0o644);
    }
    mkdirSync(dirname(to), { recursive: true });
    await must("dpkg-deb", ["--root-owner-group", "-Zxz", "-z6", "--build", root, to]);
    return statSync(to).size;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What is wrong with a deb, as sentences: links, missing parts, metadata its checkers refuse. */
export async function inspect(deb) {
  const problems = [];
  const listing = (await must("dpkg-deb", ["-c", deb])).trimEnd().split("\n");
  const links = listing.filter((line) => line.startsWith("l"));
  if (links.length > 0) problems.push(`It holds ${links.length} links: ${links[0]}`);
  const foreign = listing.filter((line) => !/ root\/root /.test(line));
  if (foreign.length > 0) problems.push(`Not everything belongs to root: ${foreign[0]}`);
  const paths = listing.map((line) => line.replace(/^.* \.\//, ""));
  for (const path of [
    ...PROGRAMS,
    "usr/bin/keepers",
    "usr/share/applications/Keepers.desktop",
    "usr/share/metainfo/app.keepers.desktop.metainfo.xml",
    "usr/share/icons/hicolor/16x16/apps/keepers-desktop.png",
    "usr/share/icons/hicolor/512x512/apps/keepers-desktop.png",
    "usr/share/icons/hicolor/scalable/apps/keepers-desktop.svg",
    "usr/lib/Keepers/sidecar/THIRD-PARTY-LICENSES.txt",
    "usr/share/doc/keepers/copyright",
    "usr/share/man/man1/keepers.1.gz",
    "usr/share/man/man1/keepers-desktop.1.gz",
  ]) {
    if (!paths.includes(path)) problems.push(`It does not hold ${path}.`);
  }
  const root = mkdtempSync(join(tmpdir(), "keepers-inspect-"));
  try {
    await must("sh", ["-c", 'dpkg-deb --fsys-tarfile "$0" | tar -x -C "$1" ./usr/share', deb, root]);
    const share = join(root, "usr", "share");
    const checks = [
      ["desktop-file-validate", [join(share, "applications", "Keepers.desktop")]],
      ["appstreamcli", ["validate", "--no-net", join(share, "metainfo", "app.keepers.desktop.metainfo.xml")]],
    ];
    for (const [command, args] of checks) {
      const { code, output } = await capture(command, args);
      if (code === 127) problems.push(`${command} is not here, so nothing was said about ${basename(args.at(-1))}.`);
      else if (code !== 0 || /\berror:/.test(output)) problems.push(output.trim());
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return problems;
}
