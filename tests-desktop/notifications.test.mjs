// What a person waited for is over while the window is away: told by the system, and a click leads there.
import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { brokenFiles, manyPhotos, rows, somePhotos } from "../tests-e2e/harness/library.mjs";
import { keepers } from "../tests-e2e/harness/server.mjs";
import { idle, until } from "../tests-e2e/harness/wait.mjs";
import { tilesPainted } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";

describe("notifications", () => {
  const { stage, step } = useStage({ library: "none" });
  const heard = () => stage.display.notifications;

  const folder = join(stage.home, "Camera");

  /** A library with a folder of a few photos in it, made once, and copied for each test. */
  function makeLibrary() {
    const made = join(stage.path, "made");
    if (!existsSync(made)) {
      somePhotos(join(folder, "first"), 4);
      keepers(["--library", made, "--quiet", "add", folder], stage.display.env);
      keepers(["--library", made, "--quiet", "analyze"], stage.display.env);
    }
    for (const name of readdirSync(folder).filter((one) => one !== "first"))
      rmSync(join(folder, name), { recursive: true });
    cpSync(made, stage.library, { recursive: true });
  }

  /** That library, open in the window and at rest. */
  async function atRest() {
    makeLibrary();
    const app = await stage.drive();
    await tilesPainted(app.page);
    const ask = await app.door();
    await idle(ask);
    const id = Number(rows(stage.library, "SELECT id FROM roots")[0]?.["id"]);
    const rescan = () => ask(`/roots/${id}/rescan`, { method: "POST" });
    return { app, ask, rescan };
  }

  /**
   * Waits until the work is over and whatever there was to tell of it has reached the window.
   * @param {import("./harness/launched.mjs").Launched} app
   * @param {import("../tests-e2e/harness/server.mjs").Ask} ask
   */
  async function over(app, ask) {
    const untold = "SELECT 1 FROM settings WHERE key = 'desktop.burst_since'";
    await until(async () => {
      await idle(ask);
      return rows(stage.library, untold).length === 0;
    }, "the end of the work to be told");
    await app.page.invoke("desktop_settings");
  }

  step(
    "photos that came while the window was hidden are told, and a click shows them",
    async () => {
      const { app, ask, rescan } = await atRest();
      await app.close();
      await app.hidden();
      somePhotos(join(folder, "second"), 12);
      await rescan();
      const told = await heard().seen(/photos? added$/);
      const added = Number(rows(stage.library, "SELECT count(*) AS n FROM assets")[0]?.["n"]) - 4;
      assert.equal(told.summary, `${added} photos added`);
      assert.equal(told.app, "Keepers");
      await idle(ask);
      stage.picture("notification");
      await heard().dismiss(stage.display, /goes on in the background/);
      await stage.display.clickNotification();
      await until(() => heard().actions.some(({ id }) => id === told.id), "the click on the bus");
      await app.shown();
      await app.focused();
      await until(async () => /localhost(\/?#\/)?$/.test(await app.page.address()), "the photos");
      await tilesPainted(app.page);
    },
  );

  step("what could not be read is told with them, and a click leads to the reasons", async () => {
    const { app, rescan } = await atRest();
    await app.close();
    await app.hidden();
    somePhotos(join(folder, "third"), 3);
    const broken = Object.keys(brokenFiles(join(folder, "broken"))).length;
    await rescan();
    const told = await heard().seen(/photos? added$/);
    assert.equal(told.body, `${broken} could not be read.`);
    await heard().dismiss(stage.display, /goes on in the background/);
    await stage.display.clickNotification();
    await app.shown();
    await until(async () => (await app.page.address()).endsWith("#/activity"), "Activity");
  });

  step("with the window in front nothing is told, and later no more than is due", async () => {
    const { app, ask, rescan } = await atRest();
    await app.focused();
    somePhotos(join(folder, "fourth"), 6);
    await rescan();
    await over(app, ask);
    await app.close();
    await app.hidden();
    // Another set of the same photos would be copies, which are no new photos.
    manyPhotos(join(folder, "fifth"), 2);
    await rescan();
    const told = await heard().seen(/photos? added$/);
    assert.equal(told.summary, "2 photos added", "the ones before were seen as they came");
    const titles = heard().shown.map(({ summary }) => summary);
    assert.deepEqual(
      titles.filter((title) => /added/.test(title)),
      ["2 photos added"],
    );
  });

  step("with the switch off nothing is told", async () => {
    const { app, ask, rescan } = await atRest();
    await app.page.invoke("change_desktop_settings", { notifyWhenDone: false });
    await app.close();
    await app.hidden();
    manyPhotos(join(folder, "sixth"), 3);
    await rescan();
    await over(app, ask);
    await app.page.invoke("change_desktop_settings", { notifyWhenDone: true });
    // The first three are copies of those before, which are no new photos.
    manyPhotos(join(folder, "seventh"), 4);
    await rescan();
    const told = await heard().seen(/photos? added$/);
    assert.equal(told.summary, "1 photo added");
  });
});
