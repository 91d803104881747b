// node scripts/update-manifest.mjs FOLDER ADDRESS: writes FOLDER/latest.json, which installed windows ask for.
//
// FOLDER holds the packages and their signatures (NAME.sig, by Tauri's key); ADDRESS is where they will lie.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { version } from "./environment.mjs";
import { Stop, main, step } from "./say.mjs";

/** What each platform replaces itself with. */
const PLATFORMS = {
  "linux-x86_64": /_amd64\.AppImage$/,
  "linux-aarch64": /_aarch64\.AppImage$/,
  "darwin-x86_64": /_x86_64\.app\.tar\.gz$/,
  "darwin-aarch64": /_aarch64\.app\.tar\.gz$/,
  "windows-x86_64": /-setup(-unsigned)?\.exe$/,
};

/** {platform: {url, signature}} from the names in a folder; stops where one is missing or not signed. */
export function platforms(names, address, read) {
  return Object.fromEntries(
    Object.entries(PLATFORMS).map(([platform, pattern]) => {
      const [name, more] = names.filter((each) => pattern.test(each));
      if (name === undefined) throw new Stop(`There is no package for ${platform}.`);
      if (more !== undefined) throw new Stop(`There are two packages for ${platform}: ${name} and ${more}.`);
      if (!names.includes(`${name}.sig`)) throw new Stop(`${name} is not signed: ${name}.sig is missing.`);
      return [platform, { url: `${address}/${encodeURIComponent(name)}`, signature: read(`${name}.sig`).trim() }];
    }),
  );
}

if (process.argv[1] === import.meta.filename) {
  await main(() => {
    const [folder, address] = process.argv.slice(2);
    if (!address?.startsWith("https://")) throw new Stop("node scripts/update-manifest.mjs FOLDER ADDRESS (https)");
    const manifest = {
      version: version(),
      notes: "See what changed on the page of the release.",
      pub_date: new Date().toISOString(),
      platforms: platforms(readdirSync(folder), address, (name) => readFileSync(join(folder, name), "utf8")),
    };
    writeFileSync(join(folder, "latest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    step(`latest.json names ${Object.keys(manifest.platforms).join(", ")}`);
    return 0;
  });
}
