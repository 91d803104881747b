// What goes into the packages of the desktop app: dependencies, licences, one version.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { acceptable, compiledIn } from "../crate-licences.mjs";
import { newestGlibc, withDependencies } from "../debian-package.mjs";
import { missingPackages } from "../desktop-prerequisites.mjs";
import { versionProblem, versions } from "../metadata.mjs";
import { CHECKOUT } from "../places.mjs";
import { platforms } from "../update-manifest.mjs";
import { workflowProblems } from "../workflows.mjs";

test("a licence that leaves a choice is taken where one of them is", () => {
  for (const taken of [
    "MIT",
    "MIT OR Apache-2.0",
    "MIT/Apache-2.0",
    "GPL-3.0 OR MIT",
    "(MIT OR GPL-2.0) AND Unicode-3.0",
    "Apache-2.0 WITH LLVM-exception",
  ])
    assert.equal(acceptable(taken), true, taken);
  for (const refused of ["", "GPL-3.0", "MIT AND GPL-3.0", "LGPL-2.1", "Apache-2.0 WITH Other", "(MIT"])
    assert.equal(acceptable(refused), false, refused);
});

test("only what is compiled in is named, whatever builds or tests it", () => {
  const node = (id, ...deps) => ({
    id,
    deps: deps.map(([pkg, kind]) => ({ pkg, dep_kinds: [{ kind }] })),
  });
  const metadata = {
    packages: ["app", "used", "below", "builder"].map((id) => ({ id, name: id })),
    resolve: {
      root: "app",
      nodes: [
        node("app", ["used", null], ["builder", "build"]),
        node("used", ["below", null], ["builder", "dev"]),
        node("below"),
        node("builder"),
      ],
    },
  };
  assert.deepEqual(
    compiledIn(metadata).map(({ name }) => name),
    ["below", "used"],
  );
});

test("the newest C library that is asked for counts as a number, not as text", () => {
  assert.equal(newestGlibc("(GLIBC_2.4) x\n(GLIBC_2.34) y\n(GLIBC_2.9)"), "2.34");
  assert.equal(newestGlibc("nothing"), undefined);
});

test("a dependency is named once", () => {
  const control = "Package: keepers\nDepends: libgtk-3-0, libgtk-3-0\nDescription: x\n";
  assert.equal(
    withDependencies(control, "2.34"),
    "Package: keepers\nDepends: libc6 (>= 2.34), libgtk-3-0\nDescription: x\n",
  );
  assert.match(withDependencies("Description: x\n", "2.34"), /^Depends: libc6 \(>= 2.34\)\nDescription/);
});

test("missing packages are named, and none on other systems", () => {
  assert.deepEqual(
    missingPackages(() => true, "linux"),
    [],
  );
  const without = missingPackages(({ library }) => library !== "webkit2gtk-4.1", "linux");
  assert.deepEqual(without, ["libwebkit2gtk-4.1-dev"]);
  assert.deepEqual(
    missingPackages(() => false, "darwin"),
    [],
  );
});

test("every place says the same version, and one that does not is named", () => {
  assert.equal(versionProblem(versions()), undefined);
  assert.match(versionProblem({ "package.json": "1.0.0", other: "0.9.0" }), /other says 0\.9\.0/);
  assert.match(versionProblem({ "package.json": "1.0.0" }, "2.0.0"), /package\.json says 1\.0\.0/);
});

test("what the packages hold lies where the configuration says", () => {
  const configuration = JSON.parse(readFileSync(join(CHECKOUT, "desktop", "tauri.conf.json"), "utf8"));
  const { deb, rpm } = configuration.bundle.linux;
  assert.deepEqual(deb.files, rpm.files);
  assert.equal(deb.files["/usr/lib/Keepers/sidecar"], "../packaging/sidecar/dist/keepers-sidecar");
});

test("a broken expression in a workflow is found", async () => {
  assert.deepEqual(await workflowProblems(), []);
});

test("the manifest of updates names every platform, and stops where a signature is missing", () => {
  const names = [
    "Keepers_1.0.0_amd64.AppImage",
    "Keepers_1.0.0_aarch64.AppImage",
    "Keepers_1.0.0_x86_64.app.tar.gz",
    "Keepers_1.0.0_aarch64.app.tar.gz",
    "Keepers_1.0.0_x64-setup.exe",
  ];
  const all = [...names, ...names.map((name) => `${name}.sig`), "keepers_1.0.0_amd64.deb"];
  const made = platforms(all, "https://example.org/v1", (name) => `${name}\n`);
  assert.equal(Object.keys(made).length, 5);
  assert.deepEqual(made["windows-x86_64"], {
    url: "https://example.org/v1/Keepers_1.0.0_x64-setup.exe",
    signature: "Keepers_1.0.0_x64-setup.exe.sig",
  });
  const without = all.filter((name) => name !== "Keepers_1.0.0_amd64.AppImage.sig");
  assert.throws(() => platforms(without, "https://example.org", () => ""), /is not signed/);
  assert.throws(() => platforms([], "https://example.org", () => ""), /no package for/);
});
