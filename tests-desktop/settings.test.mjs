// The window's own settings: switched on the page, kept by the window, there again after a restart.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { until } from "../tests-e2e/harness/wait.mjs";
import { tilesPainted } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";

const SWITCHES = {
  closeToTray: "Closing keeps Keepers running",
  openAtLogin: "Open at login",
  notifyWhenDone: "Tell me when work is done",
};

describe("settings of the window", () => {
  const { stage, step } = useStage();
  const file = () => join(stage.path, "window", "settings.json");
  const kept = () => JSON.parse(readFileSync(file(), "utf8"));

  step("are switched on the page and last over a restart", async () => {
    const first = await stage.drive();
    await tilesPainted(first.page);
    const before = await first.page.invoke("desktop_settings");
    assert.equal(before.hasTray, true);
    await first.page.run(() => {
      location.hash = "#/settings";
    });
    await first.page.says("The window");
    stage.picture("settings");
    for (const [key, words] of Object.entries(SWITCHES)) {
      await first.page.press(words);
      await until(
        async () => (await first.page.invoke("desktop_settings"))[key] === !before[key],
        `the window to have heard of ${key}`,
      );
    }
    const changed = await first.page.invoke("desktop_settings");
    const autostart = join(stage.home, ".config", "autostart");
    assert.ok(
      readdirSync(autostart).some((name) =>
        readFileSync(join(autostart, name), "utf8").includes("--hidden"),
      ),
      "login starts it hidden",
    );
    first.kill("SIGTERM");
    await first.gone();
    const second = await stage.drive();
    await tilesPainted(second.page);
    assert.deepEqual(await second.page.invoke("desktop_settings"), changed);
    await second.page.run(() => {
      location.hash = "#/settings";
    });
    await second.page.press(SWITCHES.openAtLogin);
    await until(() => readdirSync(autostart).length === 0, "login to start nothing");
  });

  step("of a newer Keepers are kept, and a file that is none is set aside", async () => {
    writeFileSync(file(), JSON.stringify({ notify_when_done: false, of_tomorrow: [1, 2] }));
    const app = await stage.drive();
    await tilesPainted(app.page);
    assert.equal((await app.page.invoke("desktop_settings")).notifyWhenDone, false);
    await app.page.invoke("change_desktop_settings", { closeToTray: false });
    assert.deepEqual(kept().of_tomorrow, [1, 2]);
    assert.equal(kept().notify_when_done, false);
    app.kill("SIGTERM");
    await app.gone();
    writeFileSync(file(), "{ torn");
    const again = await stage.drive();
    await tilesPainted(again.page);
    assert.equal((await again.page.invoke("desktop_settings")).notifyWhenDone, true);
    assert.equal(
      readFileSync(join(stage.path, "window", "settings.broken.json"), "utf8"),
      "{ torn",
    );
    assert.ok(!existsSync(file()) || JSON.parse(readFileSync(file(), "utf8")));
  });

  step("the place of the window lasts over a restart", async () => {
    const first = await stage.launch();
    await first.logged(/backend: ready/);
    const { id } = await first.shown();
    const size = (/** @type {string} */ of) => {
      const told = stage.display.run("xdotool", ["getwindowgeometry", "--shell", of]);
      return ["WIDTH", "HEIGHT"].map((name) =>
        Number(new RegExp(`^${name}=(\\d+)$`, "m").exec(told)?.[1]),
      );
    };
    stage.display.run("xdotool", ["windowsize", "--sync", id, "1010", "702"]);
    await until(() => size(id).join() === "1010,702", "the window to have its new size");
    first.kill("SIGTERM");
    await first.ended;
    const second = await stage.launch();
    const shown = await second.shown();
    await until(() => size(shown.id).join() === "1010,702", "the size it had");
  });
});
