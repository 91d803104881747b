// Going on without a window: the close button, the tray, and the way out.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { rows } from "../tests-e2e/harness/library.mjs";
import { until } from "../tests-e2e/harness/wait.mjs";
import { tilesPainted } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";

describe("with a tray", () => {
  const { stage, step } = useStage();
  const tray = () => stage.display.tray;

  step("the icon is there with its three words", async () => {
    const app = await stage.launch();
    await app.logged(/backend: ready/);
    await tray().icon();
    const words = await tray().words();
    assert.match(`${words["Title"]} ${words["Id"]}`, /keepers/i);
    await until(
      async () =>
        (await tray().menu()).some(({ label, enabled }) => label === "Pause work" && enabled),
      "Pause work",
    );
    assert.deepEqual(await tray().labels(), ["Open Keepers", "Pause work", "Quit Keepers"]);
  });

  step("closing hides the window and says so once; Open brings it back", async () => {
    const app = await stage.drive();
    await tilesPainted(app.page);
    const sidecar = await app.sidecar();
    const before = stage.display.notifications.shown.length;
    await app.close();
    await app.hidden();
    const told = await stage.display.notifications.seen(/goes on in the background/);
    assert.match(told.summary, /^Keepers/);
    await tray().choose("Open Keepers");
    await app.shown();
    await app.focused();
    await tilesPainted(app.page);
    await app.close();
    await app.hidden();
    await tray().choose("Open Keepers");
    await app.shown();
    assert.deepEqual(
      app.of("sidecar").map(({ pid }) => pid),
      [sidecar],
      "the sidecar went on",
    );
    const said = stage.display.notifications.shown.slice(before).map(({ summary }) => summary);
    assert.deepEqual(said, [told.summary], "it was said once");
  });

  step("Pause work pauses the library, Go on with work takes it up again", async () => {
    const app = await stage.drive();
    await app.ready();
    const paused = () =>
      rows(stage.library, "SELECT value FROM settings WHERE key = 'jobs.all_paused'")[0]?.["value"];
    assert.notEqual(paused(), "true");
    await tray().choose("Pause work");
    await until(() => paused() === "true", "the catalogue to say that work is paused");
    const ask = await app.door();
    assert.equal((await ask("/status")).work.paused, true);
    await tray().choose("Go on with work");
    await until(() => paused() === "false", "the catalogue to say that work goes on");
    await until(
      async () => (await tray().labels()).includes("Pause work"),
      "the first words again",
    );
  });

  step("Quit ends everything in order", async () => {
    const app = await stage.launch();
    await app.logged(/backend: ready/);
    await app.shown();
    await tray().choose("Quit Keepers");
    assert.deepEqual(await app.ended, { code: 0, signal: null });
    await app.gone(5_000);
    assert.ok(!existsSync(join(stage.library, "catalog.db-wal")), "the catalogue was closed");
    await app.logged(/backend: stopped/);
    assert.match(app.log(), /the sidecar has ended: .*0/);
    assert.doesNotMatch(app.log(), /did not stop in time/);
    await until(() => stage.display.notifications.icons === 0, "the icon to leave the tray");
  });

  step("with the switch off, closing quits", async () => {
    const app = await stage.drive();
    await tilesPainted(app.page);
    const settings = await app.page.invoke("change_desktop_settings", { closeToTray: false });
    assert.equal(settings.closeToTray, false);
    await app.close();
    await app.gone();
  });
});

describe("without a tray", () => {
  const { stage, step } = useStage({ tray: false });

  step("closing quits: nothing goes on that could not be brought back", async () => {
    const app = await stage.launch();
    await app.logged(/backend: ready/);
    await app.close();
    assert.deepEqual(await app.ended, { code: 0, signal: null });
    await app.gone(5_000);
    assert.ok(!existsSync(join(stage.library, "catalog.db-wal")), "the catalogue was closed");
  });

  step("the settings say that there is none", async () => {
    const app = await stage.drive({ args: ["keepers://photos"] });
    await tilesPainted(app.page);
    assert.equal((await app.page.invoke("desktop_settings")).hasTray, false);
  });
});
