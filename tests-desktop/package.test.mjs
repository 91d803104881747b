// The deb as people meet it: installed, used, and taken off again. The library stays.
// Needs root (or sudo without a password) and a deb in packaging/out.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import { CHECKOUT } from "../scripts/places.mjs";
import { copyDemoLibrary, demoPhotos, hashes, scratch } from "../tests-e2e/harness/library.mjs";
import { tilesPainted } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";

const OUT = join(CHECKOUT, "packaging", "out");
const ROOT = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
const NAME = "keepers";

/** The newest deb, or undefined. */
function newestDeb() {
  const names = existsSync(OUT) ? readdirSync(OUT).filter((name) => name.endsWith(".deb")) : [];
  const paths = names.map((name) => join(OUT, name));
  return paths.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
}

/**
 * Runs a program to its end.
 * @param {string[]} words
 * @param {Record<string, string>} [env]
 */
function run(words, env = {}) {
  const [command = "", ...args] = words;
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 1e8,
  });
  return { status, stdout, stderr };
}

/** @param {string[]} words */
function must(words) {
  const { status, stdout, stderr } = run(words);
  assert.equal(status, 0, `${words.join(" ")}: ${stderr}`);
  return stdout;
}

/** Why the deb cannot be tried here; undefined when it can. */
function obstacle() {
  if (run(["dpkg", "--version"]).status !== 0)
    return "Platform: debs are installed on Debian and its kin";
  if (newestDeb() === undefined)
    return "there is no deb in packaging/out: npm run desktop:build makes one";
  if (run([...ROOT, "true"]).status !== 0)
    return "installing a package needs root, or sudo without a password";
  if (run(["dpkg-query", "-W", "-f", "${db:Status-Status}", NAME]).stdout === "installed")
    return "Keepers is installed on this machine, and the test would take it off";
  return undefined;
}

const skip = obstacle() ?? false;
if (skip === false) {
  must([...ROOT, "dpkg", "-i", newestDeb() ?? ""]);
  process.env["KEEPERS_DESKTOP_INSTALLED"] = "1";
  for (const name of ["KEEPERS_DESKTOP_BIN", "KEEPERS_SIDECAR"]) delete process.env[name];
}

describe("the installed package", { skip }, () => {
  if (skip !== false) return;
  const place = scratch("keepers-package-");
  const library = join(place.path, "library");
  const { stage, step } = useStage();
  after(() => {
    run([...ROOT, "dpkg", "--purge", NAME]);
    place.remove();
  });
  const files = must(["dpkg", "-L", NAME])
    .split("\n")
    .filter((path) => path !== "" && existsSync(path) && !lstatSync(path).isDirectory());

  test("brings the command, which says its version and that all is in order", () => {
    const { version } = JSON.parse(readFileSync(join(CHECKOUT, "package.json"), "utf8"));
    assert.match(
      must(["/usr/bin/keepers", "--version"]),
      new RegExp(`\\b${version.replaceAll(".", "\\.")}\\b`),
    );
    copyDemoLibrary(library);
    const { status, stdout, stderr } = run([
      "/usr/bin/keepers",
      "doctor",
      "--library",
      library,
      "--json",
    ]);
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    const said = JSON.parse(stdout);
    assert.equal(said.ok, true, stdout);
  });

  test("has nothing that points elsewhere, and nothing that others may change", () => {
    assert.ok(files.length > 100, `only ${files.length} files`);
    for (const path of files) {
      const { mode, uid } = lstatSync(path);
      assert.ok(!lstatSync(path).isSymbolicLink(), `${path} is a link`);
      assert.equal(uid, 0, `${path} does not belong to root`);
      assert.equal(mode & 0o022, 0, `${path} can be written by others`);
    }
  });

  step("starts, with the sidecar it brought, and shows the newest photos", async () => {
    const app = await stage.drive();
    await app.shown();
    await tilesPainted(app.page);
    const state = await app.ready();
    assert.equal(state.library, stage.library);
    const [sidecar] = app.of("sidecar");
    assert.ok(sidecar?.words[0]?.startsWith("/usr/lib/Keepers/sidecar/"), String(sidecar?.words));
    stage.picture("installed");
  });

  test("goes without a trace, and leaves the library and the photos alone", () => {
    mkdirSync(library, { recursive: true });
    const before = { library: hashes(library), photos: hashes(demoPhotos()) };
    must([...ROOT, "dpkg", "-r", NAME]);
    assert.deepEqual(
      files.filter((path) => existsSync(path)),
      [],
      "files were left behind",
    );
    assert.ok(!existsSync("/usr/lib/Keepers"), "the folder of the app was left behind");
    assert.deepEqual({ library: hashes(library), photos: hashes(demoPhotos()) }, before);
  });
});
