// Libraries that cannot be opened: a sentence that says why, and a way on.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe } from "node:test";

import { hash } from "../tests-e2e/harness/library.mjs";
import { python, serve } from "../tests-e2e/harness/server.mjs";
import { until } from "../tests-e2e/harness/wait.mjs";
import { tilesPainted } from "./harness/photos.mjs";
import { missing } from "./harness/sidecars.mjs";
import { useStage } from "./harness/stage.mjs";

describe("a library that cannot be opened", () => {
  const { stage, step } = useStage();

  step("that another process works on: who it is; once it ended, Try again opens it", async () => {
    const other = await serve(stage.library, stage.display.env);
    try {
      const app = await stage.drive();
      await app.page.says("Another Keepers is working on this library");
      const state = await app.page.invoke("backend_info");
      assert.equal(state.code, "library_in_use");
      await app.page.says(`It is process ${state.facts.pid} on this computer`);
      assert.equal(state.library, stage.library);
      assert.deepEqual(app.of("sidecar"), [], "none waits for it");
      stage.picture("fatal-in-use");
      // Too early: the same sentence again, not a broken window.
      await app.page.press("Try again");
      await app.page.says("Another Keepers is working on this library");
      await other.stop();
      await app.page.press("Try again");
      await tilesPainted(app.page);
      assert.equal((await app.ready()).worksHere, true);
    } finally {
      await other.stop();
    }
  });

  step(
    "that another process works on: opened anyway, photos show and the other one works",
    async () => {
      const other = await serve(stage.library, stage.display.env);
      try {
        const app = await stage.drive();
        await app.page.says("Another Keepers is working on this library");
        await app.page.press("Open anyway");
        await tilesPainted(app.page);
        assert.equal((await app.ready()).worksHere, false);
        assert.ok((await other.api("/status")).assets > 0, "the other one is as it was");
      } finally {
        await other.stop();
      }
    },
  );

  step("that is newer than the app is left as it is", async () => {
    const catalogue = join(stage.library, "catalog.db");
    python(
      `import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as db:
    db.execute("INSERT INTO keepers_schema (version, name, compatible_with, applied_at) VALUES (999, 'later', 999, 0)")
    db.execute("PRAGMA journal_mode")
db.close()`,
      [catalogue],
    );
    const before = hash(catalogue);
    const app = await stage.drive();
    await app.page.says("This library was made by a newer Keepers");
    assert.equal((await app.page.invoke("backend_info")).code, "library_too_new");
    assert.equal(hash(catalogue), before, "nothing in it was changed");
    stage.picture("fatal-too-new");
  });

  step("without a sidecar: what is missing, and what to do", async () => {
    const app = await stage.drive({ env: missing });
    await app.page.says("A part of Keepers is missing");
    assert.equal((await app.page.invoke("backend_info")).code, "sidecar_missing");
    await app.page.says("Install Keepers again.");
    await until(() => app.windows().length === 1, "the window on the screen");
    stage.picture("fatal-missing");
  });
});
