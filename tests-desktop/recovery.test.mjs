// The process behind the page ends without a word: the window goes on, or says why it cannot.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { rows } from "../tests-e2e/harness/library.mjs";
import { until } from "../tests-e2e/harness/wait.mjs";
import { photoOpen, tilesPainted } from "./harness/photos.mjs";
import { end } from "./harness/processes.mjs";
import { breaking, heldBack } from "./harness/sidecars.mjs";
import { useStage } from "./harness/stage.mjs";

describe("a sidecar that is killed", () => {
  const { stage, step } = useStage();

  step("is started anew, and the page goes on where it was", async () => {
    const app = await stage.drive();
    await tilesPainted(app.page);
    const before = await app.ready();
    const [{ id }] = /** @type {[{ id: number }]} */ (
      rows(stage.library, "SELECT id FROM assets LIMIT 1")
    );
    await app.page.run((to) => {
      location.hash = `#/photo/${to}`;
    }, id);
    await photoOpen(app.page, id);
    const address = await app.page.address();
    const killed = await app.sidecar();
    end(killed);
    const after = await until(async () => {
      const state = await app.ready();
      return state.run > before.run && state;
    }, "another run of the sidecar");
    assert.notEqual(await app.sidecar(), killed);
    assert.equal(after.port, before.port, "the port is the same");
    assert.equal(after.token, before.token, "the key is the same");
    await photoOpen(app.page, id);
    assert.equal(await app.page.address(), address);
    await app.page.run(() => {
      location.hash = "#/";
    });
    await tilesPainted(app.page);
    const ask = await app.door();
    assert.equal(typeof (await ask("/status")).assets, "number");
  });

  step("a bar says so while it takes long, and goes when the photos are back", async () => {
    const hold = join(stage.path, "hold");
    const app = await stage.drive({ env: heldBack(stage.program, hold) });
    await tilesPainted(app.page);
    const address = await app.page.address();
    writeFileSync(hold, "");
    end(await app.sidecar());
    await app.page.says("Keepers stopped unexpectedly and is starting again.");
    await app.page.says("Nothing is lost");
    stage.picture("recovering");
    rmSync(hold);
    await until(
      async () => !(await app.page.text()).includes("stopped unexpectedly"),
      "the bar to go",
    );
    await tilesPainted(app.page);
    assert.equal(await app.page.address(), address);
  });

  step("again and again, is given up with a way to try again", async () => {
    const broken = join(stage.path, "broken");
    const app = await stage.drive({ env: breaking(stage.program, broken) });
    await tilesPainted(app.page);
    writeFileSync(broken, "");
    end(await app.sidecar());
    await until(
      async () => (await app.page.invoke("backend_info")).state === "fatal",
      "the window to give up",
      { timeout: 60_000 },
    );
    await app.page.says("Keepers stopped again and again");
    const { code, facts } = await app.page.invoke("backend_info");
    assert.equal(code, "sidecar_crashed");
    assert.match(facts.log, /the disk went away/);
    assert.deepEqual(app.of("sidecar"), [], "none is left half started");
    stage.picture("fatal-crashed");
    rmSync(broken);
    await app.page.press("Try again");
    await tilesPainted(app.page);
  });
});
