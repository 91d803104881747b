// Starts and ends: one window, one sidecar, and nothing left behind, however it ends.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { manyPhotos, rows } from "../tests-e2e/harness/library.mjs";
import { keepers } from "../tests-e2e/harness/server.mjs";
import { until } from "../tests-e2e/harness/wait.mjs";
import { useStage } from "./harness/stage.mjs";

const MANY = 400;
const LOOKED = "SELECT count(*) AS n FROM stages WHERE stage = 'look'";

describe("starts", () => {
  const { stage, step } = useStage();

  step("a second one brings the first to the front and starts nothing of its own", async () => {
    const first = await stage.launch();
    await first.logged(/backend: ready/);
    const sidecar = await first.sidecar();
    const { id } = await first.shown();
    stage.display.run("xdotool", ["windowminimize", id]);
    await until(() => stage.display.focused() === undefined, "the window to be put away");
    const second = await stage.launch();
    assert.deepEqual(await second.ended, { code: 0, signal: null });
    assert.deepEqual(second.alive(), [], "nothing of the second one is left");
    await first.focused();
    assert.deepEqual(
      first.of("sidecar").map(({ pid }) => pid),
      [sidecar],
    );
  });

  step("a second one finds the first also when it has only just begun", async () => {
    const first = await stage.launch();
    await until(
      () => first.of("sidecar").length > 0 || first.windows().length > 0,
      "the first to have begun",
    );
    const second = await stage.launch();
    assert.deepEqual(await second.ended, { code: 0, signal: null });
    await first.logged(/backend: ready/);
    await first.shown();
    assert.equal(first.of("sidecar").length, 1);
  });

  step("hidden, there is no window until somebody asks for it", async () => {
    const app = await stage.launch({ args: ["--hidden"] });
    await app.logged(/backend: ready/);
    await stage.display.tray.icon();
    assert.deepEqual(app.windows(), []);
    const second = await stage.launch();
    assert.deepEqual(await second.ended, { code: 0, signal: null });
    await app.shown();
    await app.focused();
  });
});

describe("ends", () => {
  const { stage, step } = useStage({ library: "none" });

  /** Starts it on a library that has hundreds of photos to read, and waits until workers do. */
  async function reading() {
    const photos = join(stage.home, "Pictures");
    manyPhotos(photos, MANY);
    keepers(["--library", stage.library, "--quiet", "add", photos], stage.display.env);
    const app = await stage.launch();
    await app.logged(/backend: ready/);
    await until(() => app.of("worker").length > 0, "workers", { timeout: 60_000 });
    await until(() => rows(stage.library, LOOKED)[0]?.["n"] > 0, "a photo that was looked at");
    assert.ok(app.of("webkit").length > 0, "WebKit's processes are among those that are counted");
    assert.equal(app.of("sidecar").length, 1);
    return app;
  }

  step("killed without a word while it reads photos, nothing lives on", async () => {
    const app = await reading();
    assert.ok(rows(stage.library, LOOKED)[0]?.["n"] < MANY, "it is not over yet");
    app.kill("SIGKILL");
    await app.gone(5_000);
    assert.deepEqual(rows(stage.library, "PRAGMA integrity_check"), [{ integrity_check: "ok" }]);
    const again = await stage.launch();
    await again.logged(/backend: ready[\s\S]*backend: ready/);
  });

  step("killed while it has only just begun, nothing lives on", async () => {
    const app = await stage.launch();
    await app.sidecar();
    app.kill("SIGKILL");
    await app.gone(5_000);
  });

  step("asked to end by the system while it reads photos, it does so in order", async () => {
    const app = await reading();
    app.kill("SIGTERM");
    assert.deepEqual(await app.ended, { code: 0, signal: null });
    await app.gone(5_000);
    inOrder(app);
  });

  step("--quit ends the one that runs, in order, and is content when none does", async () => {
    const app = await reading();
    const asked = await stage.launch({ args: ["--quit"] });
    assert.deepEqual(await asked.ended, { code: 0, signal: null });
    assert.deepEqual(await app.ended, { code: 0, signal: null });
    await app.gone(5_000);
    inOrder(app);
    const none = await stage.launch({ args: ["--quit"] });
    assert.deepEqual(await none.ended, { code: 0, signal: null });
    assert.deepEqual(none.alive(), []);
  });

  /** @param {import("./harness/launched.mjs").Launched} app */
  function inOrder(app) {
    assert.ok(!existsSync(join(stage.library, "catalog.db-wal")), "the catalogue was closed");
    assert.deepEqual(
      rows(stage.library, "SELECT state FROM jobs WHERE state = 'running'"),
      [],
      "work was put down, not dropped",
    );
    assert.doesNotMatch(app.log(), /did not stop in time/);
  }
});
