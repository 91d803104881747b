import assert from "node:assert/strict";
import { test } from "node:test";

import { Stop } from "../say.mjs";
import { readArguments } from "../start-arguments.mjs";

test("nothing, a folder, the demo", () => {
  assert.deepEqual(readArguments([]), { demo: false, folder: undefined, options: [] });
  assert.deepEqual(readArguments(["Photos 2024"]), { demo: false, folder: "Photos 2024", options: [] });
  assert.deepEqual(readArguments(["demo"]), { demo: true, folder: undefined, options: [] });
});

test("options go on to keepers, with their values", () => {
  assert.deepEqual(readArguments(["--port", "8000", "demo", "--no-open"]), {
    demo: true,
    folder: undefined,
    options: ["--port", "8000", "--no-open"],
  });
  assert.deepEqual(readArguments(["--library=/a/b", "pics"]).options, ["--library=/a/b"]);
});

test("two names are one with a space in it, more likely than not", () => {
  assert.throws(() => readArguments(["My", "photos"]), (error) => {
    assert.ok(error instanceof Stop);
    assert.match(error.message, /npm start -- "My photos"/);
    return true;
  });
});
