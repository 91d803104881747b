import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { leftOutButImported } from "../frozen-imports.mjs";
import { pageLicences, shippedPackages } from "../page-licences.mjs";
import { overBudget, partOf, report, weigh } from "../sidecar-size.mjs";

test("libraries of a wheel count with its package, those of the system together", () => {
  assert.equal(partOf("_internal/cv2/cv2.abi3.so"), "cv2");
  assert.equal(partOf("_internal/opencv_python_headless.libs/libavcodec.so.62"), "cv2");
  assert.equal(partOf("_internal/numpy.libs/libscipy_openblas64_.so"), "numpy");
  assert.equal(partOf("_internal/_pillow_heif.cpython-311-x86_64-linux-gnu.so"), "pillow_heif");
  assert.equal(partOf("_internal/pillow_heif.libs/libx265.so.217"), "pillow_heif");
  assert.equal(partOf("_internal/libcrypto.so.3"), "libraries of the system");
  assert.equal(partOf("_internal/libpython3.11.so.1.0"), "Python");
  assert.equal(partOf("_internal/python3.11/lib-dynload/_ssl.so"), "Python");
  assert.equal(partOf("_internal/flask-3.1.3.dist-info/METADATA"), "records of packages");
  assert.equal(partOf("keepers-sidecar"), "the program and our own code");
});

test("the ten largest parts and files are told, the largest first", () => {
  const files = Array.from({ length: 12 }, (_, index) => ({
    path: `_internal/part${index}/file`,
    bytes: (index + 1) * 1e6,
  }));
  const size = weigh(files);
  assert.equal(size.unpacked_mb, 78);
  assert.equal(size.files, 12);
  assert.equal(size.parts.length, 10);
  assert.deepEqual(size.parts[0], { name: "part11", mb: 12 });
  assert.deepEqual(size.largest[9], { name: "_internal/part2/file", mb: 3 });
});

test("a sidecar up to its budget is let pass, one above it is told by how much", () => {
  assert.equal(overBudget({ unpacked_mb: 350 }, { unpacked_mb: 350 }), undefined);
  assert.match(
    overBudget({ unpacked_mb: 350.1 }, { unpacked_mb: 350 }),
    /350\.1 MB, 0\.1 MB above its budget of 350 MB/,
  );
});

test("a budget that names no number lets nothing pass", () => {
  assert.match(overBudget({ unpacked_mb: 1 }, {}), /names no budget/);
  assert.match(overBudget({ unpacked_mb: 1 }, { unpacked_mb: Number.NaN }), /names no budget/);
});

test("how small it packs is told where it was measured", () => {
  const size = { unpacked_mb: 5, files: 1, parts: [{ name: "cv2", mb: 5 }] };
  assert.deepEqual(report(size, { unpacked_mb: 9 }), ["5 MB in 1 files, budget 9 MB", "    5.0 MB  cv2"]);
  assert.match(report({ ...size, xz_mb: 2 }, { unpacked_mb: 9 })[0], /\(xz 2 MB\)$/);
});

test("what is left out and imported all the same is named with who does", () => {
  const warnings = [
    "missing module named pwd - imported by posixpath (delayed)",
    "excluded module named readline - imported by cmd (delayed), pdb (delayed)",
    "excluded module named numpy.typing - imported by numpy (delayed), keepers.media.decode (top-level), keepers.demo (delayed)",
  ].join("\n");
  assert.deepEqual(leftOutButImported(warnings), [
    { module: "numpy.typing", by: ["keepers.media.decode", "keepers.demo"] },
  ]);
});

test("packages for development and those of types alone are not shipped", () => {
  const packages = {
    "": {},
    frontend: {},
    "node_modules/react": {},
    "frontend/node_modules/i18next": {},
    "node_modules/vite": { dev: true },
    "node_modules/frontend": { link: true },
    "node_modules/@types/react": {},
  };
  assert.deepEqual(shippedPackages({ packages }), ["node_modules/react", "frontend/node_modules/i18next"]);
});

test("a package's licence text is its own, or the common one under its author's name", () => {
  const checkout = mkdtempSync(join(tmpdir(), "keepers-licences-"));
  const put = (path, text) => {
    mkdirSync(join(checkout, path, ".."), { recursive: true });
    writeFileSync(join(checkout, path), text);
  };
  try {
    put("packaging/sidecar/licences/MIT.txt", "Permission is hereby granted");
    put("node_modules/own/package.json", '{"name":"own","version":"1.0.0","license":"ISC"}');
    put("node_modules/own/LICENSE", "its own text");
    put(
      "node_modules/bare/package.json",
      '{"name":"bare","version":"2.0.0","license":"MIT","author":"A. Person"}',
    );
    put("node_modules/odd/package.json", '{"name":"odd","version":"3.0.0","license":"EPL-2.0","author":"B"}');
    const paths = ["own", "bare", "odd"].map((name) => `node_modules/${name}`);
    const [own, bare, odd] = pageLicences(checkout, paths);
    assert.deepEqual(own, { name: "own", version: "1.0.0", licence: "ISC", text: "its own text" });
    assert.equal(bare.text, "Copyright (c) A. Person\n\nPermission is hereby granted");
    assert.equal(odd.text, "");
  } finally {
    rmSync(checkout, { recursive: true });
  }
});
