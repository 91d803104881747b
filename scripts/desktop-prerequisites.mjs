// What has to be on the machine before the desktop app can be built, and the sentence when it is not.
import { existsSync } from "node:fs";

import { ask } from "./processes.mjs";

/** Debian's names of what the window is built with, and how to see that it is there. */
export const BUILD_PACKAGES = [
  { name: "libwebkit2gtk-4.1-dev", library: "webkit2gtk-4.1" },
  { name: "libayatana-appindicator3-dev", library: "ayatana-appindicator3-0.1" },
  { name: "librsvg2-dev", library: "librsvg-2.0" },
  { name: "build-essential", program: "cc" },
  { name: "binutils", program: "objdump" },
];
const RUST_AT_LEAST = "1.91";

const runs = (program, args) => ask(program, args) !== undefined;

/** Names of Debian packages that are missing here; empty on other systems. */
export function missingPackages(probe = present, platform = process.platform) {
  if (platform !== "linux") return [];
  const tools = probe({ name: "pkg-config", program: "pkg-config" }) ? [] : ["pkg-config"];
  // Without pkg-config nothing can be said about libraries: they are asked for together.
  return [...tools, ...BUILD_PACKAGES.filter((entry) => !probe(entry)).map(({ name }) => name)];
}

function present({ library, program }) {
  if (library !== undefined) return runs("pkg-config", ["--exists", library]);
  return runs(program, ["--version"]);
}

/** The sentence that says what is missing, or undefined when all is there. */
export function desktopProblem() {
  if (!runs("cargo", ["--version"])) {
    return `Building the window needs Rust ${RUST_AT_LEAST} or newer and there is no cargo here: install it from https://rustup.rs and run this again.`;
  }
  const missing = missingPackages();
  if (missing.length === 0) return undefined;
  const how = existsSync("/etc/debian_version")
    ? `sudo apt-get install ${missing.join(" ")}`
    : `install what your system calls ${missing.join(", ")}`;
  return `Building the window needs libraries that are not here. Install them and run this again:\n  ${how}`;
}
