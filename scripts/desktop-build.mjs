// npm run desktop:build     builds the window and its sidecar and packs them for this system into packaging/out
//
//   --bundles deb,rpm           what to pack: deb, rpm, appimage · app, dmg · nsis, msi (without it the usual ones)
//   --target TRIPLE             for another processor, where Rust can build for it
//   --store appstore|microsoftstore   with the configuration of that store
//   --updater                   a build that updates itself; needs KEEPERS_UPDATE_ADDRESS and KEEPERS_UPDATE_KEY
//   --config FILE               more of Tauri's configuration, merged in last (signing, say)
//   --sidecar-built             packs the sidecar that lies in packaging/sidecar/dist without asking how old it is
//
// Everything is made once and kept: UI, sidecar and crates are built again only when their sources changed.
// docs/releasing.md says more.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

import { compiledIn, crateLicences } from "./crate-licences.mjs";
import { inspect, repack } from "./debian-package.mjs";
import { desktopProblem } from "./desktop-prerequisites.mjs";
import { prepare, version } from "./environment.mjs";
import { CHECKOUT, FROZEN_PROGRAM, NODE_MODULES } from "./places.mjs";
import { ask, handOver } from "./processes.mjs";
import { Stop, duration, main, step } from "./say.mjs";

const DESKTOP = join(CHECKOUT, "desktop");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(DESKTOP, "target");
export const OUT = join(CHECKOUT, "packaging", "out");
const BUDGETS = JSON.parse(readFileSync(join(CHECKOUT, "packaging", "budget.json"), "utf8"));

const USUAL = { linux: "deb,rpm", darwin: "app,dmg", win32: "nsis,msi" };
/** Where Tauri leaves each kind, and what its files end with. */
const KINDS = {
  deb: ["deb", /\.deb$/],
  rpm: ["rpm", /\.rpm$/],
  appimage: ["appimage", /\.AppImage(\.sig)?$/],
  app: ["macos", /\.app\.tar\.gz(\.sig)?$/],
  dmg: ["dmg", /\.dmg$/],
  nsis: ["nsis", /-setup\.exe(\.sig)?$/],
  msi: ["msi", /\.msi(\.sig)?$/],
};
const STORES = { appstore: "darwin", microsoftstore: "win32" };

async function timed(what, act) {
  const begun = Date.now();
  const result = await act();
  step(`${what}: ${duration(Date.now() - begun)}`);
  return result;
}

async function run(what, command, args, cwd) {
  const code = await timed(what, () => handOver(command, args, { cwd }));
  if (code !== 0) throw new Stop(`${what} failed (${code}).`);
}

/** Writes the crates' licences where the packages take them from; stops at one that may not be passed on. */
function writeCrateLicences(target) {
  const triple = target ?? /^host: (.*)$/m.exec(ask("rustc", ["-vV"]) ?? "")?.[1];
  if (triple === undefined) throw new Stop("rustc does not say which system it builds for.");
  const metadata = [
    ...["metadata", "--locked", "--format-version", "1"],
    ...["--manifest-path", join(DESKTOP, "Cargo.toml"), "--filter-platform", triple],
  ];
  const said = ask("cargo", metadata);
  if (said === undefined) throw new Stop(`cargo ${metadata.join(" ")}\nfailed; run it to see why.`);
  const { text, refused } = crateLicences(compiledIn(JSON.parse(said)));
  if (refused.length > 0)
    throw new Stop(`These crates may not be passed on as they are:\n  ${refused.join("\n  ")}`);
  mkdirSync(join(DESKTOP, "target"), { recursive: true });
  writeFileSync(join(DESKTOP, "target", "third-party-crates.txt"), text);
}

/** The words that make a build update itself. Its address and key come from here and nowhere else. */
function updaterConfig(env) {
  const endpoint = env.KEEPERS_UPDATE_ADDRESS;
  const pubkey = env.KEEPERS_UPDATE_KEY;
  if (!endpoint?.startsWith("https://") || !pubkey) {
    throw new Stop(
      "A build that updates itself needs KEEPERS_UPDATE_ADDRESS (https) and KEEPERS_UPDATE_KEY (the public key).",
    );
  }
  return JSON.stringify({
    bundle: { createUpdaterArtifacts: true },
    plugins: { updater: { endpoints: [endpoint], pubkey } },
  });
}

function tauriWords(values, bundles) {
  const words = ["build", "--ci", "--bundles", bundles.join(",")];
  if (values.target !== undefined) words.push("--target", values.target);
  if (process.platform === "win32") words.push("--config", join(DESKTOP, "tauri.sidecar-windows.conf.json"));
  if (values.store !== undefined) words.push("--config", join(DESKTOP, `tauri.${values.store}.conf.json`));
  if (values.updater) words.push("--features", "updater", "--config", updaterConfig(process.env));
  for (const config of values.config) words.push("--config", config);
  return [...words, "--", "--locked"];
}

/** The name people meet: a deb in Debian's manner, an app's archive with its version and processor. */
function publicName(bundle, name, target) {
  if (bundle === "deb") return name.replace(/^Keepers/, "keepers");
  const processor = target?.split("-")[0] ?? (process.arch === "arm64" ? "aarch64" : "x86_64");
  if (bundle === "app") return name.replace(".app", `_${version()}_${processor}.app`);
  return name;
}

/** Puts what Tauri made into `packaging/out`; the deb packed anew. The files' paths. */
async function gather(bundles, target) {
  const made = join(TARGET, ...(target === undefined ? [] : [target]), "release", "bundle");
  mkdirSync(OUT, { recursive: true });
  const files = [];
  for (const bundle of bundles) {
    const [folder, pattern] = KINDS[bundle];
    const where = join(made, folder);
    const found = existsSync(where) ? readdirSync(where).filter((name) => pattern.test(name)) : [];
    // An app is a folder that the dmg holds; it is a file only where it is made for updates.
    if (found.length === 0 && bundle !== "app") throw new Stop(`Tauri made no ${bundle} in ${where}.`);
    for (const name of found) {
      const to = join(OUT, publicName(bundle, name, target));
      rmSync(to, { force: true });
      if (bundle === "deb") await timed("Packing the deb with xz", () => repack(join(where, name), to));
      else copyFileSync(join(where, name), to);
      files.push(to);
    }
  }
  return files;
}

await main(async () => {
  const { values } = parseArgs({
    options: {
      bundles: { type: "string", default: USUAL[process.platform] },
      target: { type: "string" },
      store: { type: "string" },
      updater: { type: "boolean", default: false },
      config: { type: "string", multiple: true, default: [] },
      "sidecar-built": { type: "boolean", default: false },
    },
  });
  const bundles = values.bundles.split(",");
  const unknown = bundles.find((bundle) => !(bundle in KINDS));
  if (unknown !== undefined) throw new Stop(`There is no bundle "${unknown}": it is ${Object.keys(KINDS).join(", ")}.`);
  if (values.store !== undefined && STORES[values.store] !== process.platform)
    throw new Stop(`--store is appstore on a Mac and microsoftstore on Windows, not "${values.store}" here.`);
  if (values.updater && (values.store !== undefined || bundles.some((bundle) => ["deb", "rpm"].includes(bundle))))
    throw new Stop("Stores, deb and rpm bring their own updates: build those without --updater.");
  const problem = desktopProblem();
  if (problem !== undefined) throw new Stop(problem);
  const begun = Date.now();

  await timed("Packages and UI", () => prepare({ python: ["run", "demo"] }));
  if (values["sidecar-built"]) {
    if (!existsSync(FROZEN_PROGRAM)) throw new Stop(`${FROZEN_PROGRAM} is not there: build it with node scripts/build-sidecar.mjs`);
  } else await run("Sidecar", process.execPath, [join(CHECKOUT, "scripts", "build-sidecar.mjs")]);
  writeCrateLicences(values.target);
  const tauri = join(NODE_MODULES, "@tauri-apps", "cli", "tauri.js");
  await run("Window and bundles", process.execPath, [tauri, ...tauriWords(values, bundles)], DESKTOP);
  const files = await gather(bundles, values.target);

  let bad = false;
  for (const deb of files.filter((path) => path.endsWith(".deb"))) {
    for (const wrong of await inspect(deb)) {
      step(`${basename(deb)}: ${wrong}`);
      bad = true;
    }
  }
  console.log(`\nKeepers ${version()}, in ${duration(Date.now() - begun)}:`);
  for (const path of files) {
    const mb = statSync(path).size / 1e6;
    const budget = BUDGETS[bundles.find((bundle) => KINDS[bundle][1].test(path))];
    const over = budget !== undefined && mb > budget;
    console.log(`${mb.toFixed(1).padStart(8)} MB  ${path}${budget === undefined ? "" : ` (budget ${budget} MB)`}`);
    if (over) step(`${basename(path)} is over its budget: see packaging/sidecar/dist/size.json for what grew.`);
    bad ||= over;
  }
  return bad ? 1 : 0;
});
