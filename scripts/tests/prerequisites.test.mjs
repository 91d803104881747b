import assert from "node:assert/strict";
import { test } from "node:test";

import { atLeast, choosePython, nodeProblem, pythonCandidates, versionOf } from "../prerequisites.mjs";

test("versions are compared part by part, as numbers", () => {
  assert.equal(atLeast([3, 11, 0], [3, 11]), true);
  assert.equal(atLeast([3, 9, 18], [3, 11]), false);
  assert.equal(atLeast([4], [3, 11]), true);
  assert.equal(atLeast([20, 9], [20, 19]), false);
  assert.deepEqual(versionOf("v20.19.1"), [20, 19, 1]);
});

test("an old Node is told in one sentence", () => {
  assert.equal(nodeProblem("v20.19.0"), undefined);
  assert.equal(nodeProblem("v24.1.0"), undefined);
  const said = nodeProblem("v18.20.4");
  assert.match(said, /needs Node\.js 20\.19 or newer and this is v18\.20\.4/);
  assert.doesNotMatch(said, /\n/);
});

const good = { version: [3, 12, 1], venv: true, path: "/usr/bin/python3.12" };
const old = { version: [3, 9, 2], venv: true, path: "/usr/bin/python3" };
const bare = { version: [3, 11, 2], venv: false, path: "/usr/bin/python3" };
const choose = (known) => choosePython(Object.keys(known).map((name) => [name]), ([name]) => known[name]);

test("the first Python that will do is taken, past those that will not", () => {
  assert.deepEqual(choose({ python3: old, python: undefined, "python3.12": good }), {
    path: good.path,
    version: good.version,
  });
  assert.equal(choose({ python3: bare, "python3.12": good }).path, good.path);
});

test("each way of having no Python has its own sentence", () => {
  assert.match(choose({ python3: undefined }).problem, /found none/);
  assert.match(choose({ python3: old }).problem, /found only 3\.9\.2/);
  assert.match(choose({ python3: old, python: bare }).problem, /has no venv or pip/);
});

test("on Windows the launcher is asked first, and a wished Python before all", () => {
  assert.deepEqual(pythonCandidates("win32", {})[0], ["py", "-3"]);
  assert.deepEqual(pythonCandidates("linux", {})[0], ["python3"]);
  assert.deepEqual(pythonCandidates("linux", { KEEPERS_BASE_PYTHON: "/opt/py" })[0], ["/opt/py"]);
});
