// The page inside Keepers' own window, which is played: the way up, the way back, and what the window asks.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { axe, dialogsReady, newPage } from "./harness/browser.mjs";
import { somePhotos } from "./harness/library.mjs";
import { drawn, tilesOf } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";
import { until } from "./harness/wait.mjs";
import { PlayedWindow, readyState } from "./harness/window.mjs";

/** @typedef {import("./harness/browser.mjs").Page} Page */

/** @type {Record<string, unknown>} */
const CAN = {
  closeToTray: true,
  openAtLogin: false,
  notifyWhenDone: true,
  checkForUpdates: false,
  library: null,
  canOpenAtLogin: true,
  canUpdate: false,
  hasTray: true,
  version: "0.1.0",
};

/**
 * Sets a stage whose page runs in a played window, on the demo library.
 * @param {Record<string, import("./harness/window.mjs").Answer>} [answers]
 */
function inWindow(answers = {}) {
  const set = useStage({
    demo: true,
    prepare: ({ home }) => {
      mkdirSync(join(home, "Card"));
      somePhotos(join(home, "Card"), 5);
    },
  });
  const window = new PlayedWindow(answers);
  /** @type {Page | undefined} */
  let opened;
  /** @type {string[]} */
  let complaints = [];
  const page = () => opened ?? assert.fail("The window is not open yet.");
  return {
    stage: set.stage,
    window,
    page,
    ready: (run = 1) => readyState(set.stage.server, set.stage.library, run),
    open: async () => {
      const made = await newPage(set.stage.browser);
      ({ page: opened, complaints } = made);
      await window.around(made.page);
      // Without its keys, which a window is told by its own way.
      await made.page.goto(set.stage.server.url.replace(/#.*/, ""));
    },
    /** @param {string} name @param {() => void | Promise<void>} play @param {RegExp} [expected] */
    step: (name, play, expected) =>
      set.step(name, async () => {
        await play();
        const found = complaints.splice(0).filter((one) => expected?.test(one) !== true);
        assert.deepEqual(found, [], "the page complained");
      }),
  };
}

/** @param {Page} page @param {string} path */
const go = (page, path) => page.evaluate((to) => void (location.hash = `#${to}`), path);
/** @param {Page} page */
const where = (page) => page.evaluate(() => location.hash);
/** @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.textContent);

/** The first photo that is seen whole. @param {Page} page */
const topPhoto = (page) =>
  page.evaluate(() => {
    const edge = document.querySelector(".toolbar")?.getBoundingClientRect().bottom ?? 0;
    const tiles = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".tile"))];
    const whole = tiles
      .map((tile) => ({ id: tile.dataset["id"], box: tile.getBoundingClientRect() }))
      .filter(({ box }) => box.top >= edge)
      .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
    return whole[0]?.id;
  });

describe("the way up in a window", () => {
  const { window, page, open, ready, step, stage } = inWindow({
    backend_info: () => ({ state: "starting" }),
    desktop_settings: () => CAN,
  });

  step("is told in stages; the frame of the window is there from the beginning", async () => {
    await open();
    await page().getByText("Starting Keepers").waitFor();
    await window.tell("backend", { state: "migrating", phase: "applying", percent: 40 });
    await page().getByText("Bringing your library up to date: 40 %").waitFor();
    assert.equal(window.times("window_ready"), 1);
    assert.deepEqual(await axe(page()), []);
  });

  step("what is fatal has its words and its ways on, in both themes", async () => {
    const facts = { pid: 4711, since: Date.now() };
    const fatal = { state: "fatal", message: "", facts, library: stage.library };
    for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
      await page().emulateMedia({ colorScheme });
      await window.tell("backend", { ...fatal, code: "library_in_use" });
      await page().getByRole("alert").getByText("process 4711").waitFor();
      await until(async () => (await focused(page())) === "Try again", "the focus to be there");
      assert.deepEqual(await axe(page()), []);
      await window.tell("backend", { ...fatal, code: "sidecar_crashed", facts: { log: "boom" } });
      await page().getByText("Keepers stopped again and again").waitFor();
      assert.deepEqual(await axe(page()), []);
    }
    await page().getByRole("button", { name: "Show the log" }).click();
    await until(() => window.times("reveal_log") === 1, "the log to be shown");
    await page().getByRole("button", { name: "Try again" }).click();
    await until(() => window.times("restart_backend") === 1, "a start");
  });

  step("ready, the photos are shown, and the window is told once of the first", async () => {
    await window.tell("backend", ready());
    await drawn(page());
    await until(() => window.times("first_photo_shown") === 1, "the first photo to be told of");
    await go(page(), "/picks");
    await page().getByRole("textbox", { name: "How many photos to pick" }).waitFor();
    await go(page(), "/");
    await drawn(page());
    assert.equal(window.times("first_photo_shown"), 1);
    assert.equal(await page().getByRole("alert").count(), 0);
  });

  step("broken off, the page stays and says what is safe; back again, it goes on", async () => {
    await window.tell("backend", { state: "restarting", attempt: 1, inMs: 1000 });
    const bar = page().getByText("Keepers stopped unexpectedly and is starting again.");
    await bar.waitFor();
    await page().getByRole("gridcell").first().waitFor();
    assert.deepEqual(await axe(page()), []);
    await page().getByRole("button", { name: "Start now" }).click();
    await until(() => window.times("restart_backend") === 2, "a start");
    await window.tell("backend", ready(2));
    await bar.waitFor({ state: "detached" });
    assert.equal(window.times("backend_info"), 1, "it is the same page");
  });

  step("back at another port, the page loads itself anew where it was", async () => {
    await page().mouse.move(700, 500);
    const top = await topPhoto(page());
    await page().mouse.wheel(0, 1200);
    await until(async () => (await topPhoto(page())) !== top, "the list to have moved");
    await drawn(page());
    const seen = await topPhoto(page());
    window.answers["backend_info"] = () => ready(3);
    await Promise.all([
      page().waitForEvent("load"),
      window.tell("backend", { ...ready(3), port: stage.server.port + 1 }),
    ]);
    await drawn(page());
    assert.equal(window.times("backend_info"), 2);
    await until(async () => (await topPhoto(page())) === seen, "the same photo at the top");
    assert.equal(await page().locator(".toast").count(), 0, "nothing is told twice");
  });

  step("with another library it begins anew", async () => {
    await go(page(), "/picks");
    await page().getByRole("textbox", { name: "How many photos to pick" }).waitFor();
    await Promise.all([
      page().waitForEvent("load"),
      window.tell("backend", { ...ready(4), library: "/mnt/other" }),
    ]);
    await drawn(page());
    assert.equal(await where(page()), "#/");
  });

  step(
    "what nobody expected is written into the log of the window",
    async () => {
      await page().evaluate(() => void Promise.reject(new Error("nobody caught this")));
      await until(
        () => window.asked.some(({ args }) => /nobody caught this/.test(args.message ?? "")),
        "the log to hold it",
      );
    },
    /nobody caught this/,
  );
});

describe("what a window asks of its page", () => {
  const { window, page, open, ready, step, stage } = inWindow({ desktop_settings: () => CAN });
  /** @type {number[]} */
  let ids = [];

  step("it begins with the photo of a link; from there one comes to the timeline", async () => {
    ids = (await tilesOf(stage.api)).map(({ id }) => id);
    const destinations = [{ place: "photo", id: ids[3] }];
    window.answers["take_destination"] = () => destinations.shift();
    window.answers["backend_info"] = () => ready();
    await open();
    await page().locator("figure img.full").waitFor();
    assert.equal(await where(page()), `#/photo/${ids[3]}`);
    await page().keyboard.press("Escape");
    await drawn(page());
    assert.equal(await where(page()), "#/");
  });

  const notThere = /404.*\/(987654|999999999999999)/;
  step(
    "it opens what a notification names, and says of a photo that it is not there",
    async () => {
      await window.tell("open", { place: "activity" });
      await page().getByRole("heading", { name: "Activity", level: 1 }).waitFor();
      await window.tell("open", { place: "photo", id: 987_654 });
      await page().getByText("This photo is no longer here.").waitFor();
      await page().getByRole("button", { name: "Back" }).click();
      await drawn(page());
      await window.tell("open", { place: "photo", id: 999_999_999_999_999 });
      await page().getByText("This photo is no longer here.").waitFor();
      await page().keyboard.press("Escape");
      await drawn(page());
    },
    notThere,
  );

  step("its menus are the commands of the page; one it does not know is written down", async () => {
    await window.tell("menu", { action: "app.palette" });
    await page().getByRole("combobox").waitFor();
    await page().keyboard.press("Escape");
    await window.tell("menu", { action: "go.settings" });
    await page().getByRole("heading", { name: "Settings", level: 1 }).waitFor();
    await window.tell("menu", { action: "app.dance" });
    await until(
      () => window.asked.some(({ args }) => /app\.dance/.test(args.message ?? "")),
      "the log to hold it",
    );
  });

  step("a photo is shown in its folder: by keys, in its menu", async () => {
    await go(page(), "/");
    await drawn(page());
    await page().getByRole("gridcell").first().click();
    await page().keyboard.press("ControlOrMeta+Shift+r");
    await until(() => window.times("reveal_photo") === 1, "it to be shown");
    assert.deepEqual(window.asked.at(-1)?.args, { assetId: ids[0] });
    window.answers["reveal_photo"] = () => {
      throw { code: "file_missing", message: "It is not where it was." };
    };
    await page().getByRole("gridcell").first().click({ button: "right" });
    await page()
      .getByRole("menuitem", { name: /Show in folder/ })
      .click();
    await page().getByText("It is not where it was.").waitFor();
  });

  step("a folder is chosen in the dialog of the system, or dropped", async () => {
    const { places } = await stage.api("/folders");
    const home = places.find((/** @type {{ kind: string }} */ one) => one.kind === "home");
    const { folders } = await stage.api(`/folders/${home.handle}`);
    const card = folders.find((/** @type {{ name: string }} */ one) => one.name === "Card");
    await dialogsReady(page());
    window.answers["choose_folder"] = () => null;
    await page().getByRole("button", { name: "More" }).click();
    await page().getByRole("menuitem", { name: "Add a folder" }).click();
    await until(() => window.times("choose_folder") === 1, "the dialog of the system");
    assert.equal(await page().getByRole("dialog").count(), 0, "ours is not there too");

    await window.tell("drag", { over: true });
    await page().getByText("Drop a folder to add its photos").waitFor();
    await window.tell("drag", { over: false });
    await window.tell("folders-dropped", [
      { handle: card.handle, name: "Card", path: join(stage.home, "Card") },
    ]);
    await page().getByText("Added Card. Photos appear as they are found.").waitFor();
    await page().getByText("Drop a folder").waitFor({ state: "detached" });
    const { roots } = await stage.api("/roots");
    assert.deepEqual(roots.map((/** @type {{ label: string }} */ one) => one.label).sort(), [
      "Card",
      "Demo photos",
    ]);
    await window.tell("folders-dropped", []);
    await page().getByText("Nothing was added.").waitFor();
  });
});

describe("settings in a window", () => {
  /** @type {Record<string, unknown>} */
  let now = { ...CAN, canUpdate: true };
  const { window, page, open, ready, step } = inWindow({
    desktop_settings: () => now,
    change_desktop_settings: (changes) => (now = { ...now, ...changes }),
    check_for_update: () => ({ state: "none" }),
  });

  step("are changed there, and shown as the window keeps them", async () => {
    window.answers["backend_info"] = () => ready();
    await open();
    await drawn(page());
    await page().keyboard.press("ControlOrMeta+,");
    const tray = page().getByRole("switch", { name: "Closing keeps Keepers running" });
    await tray.click();
    await until(() => !now["closeToTray"], "the window to know");
    assert.equal(await tray.getAttribute("aria-checked"), "false");
    window.answers["change_desktop_settings"] = () => {
      throw { code: "refused", message: "The system does not allow it." };
    };
    const login = page().getByRole("switch", { name: "Open at login" });
    await login.click();
    await page().getByText("The system does not allow it.").waitFor();
    assert.equal(await login.getAttribute("aria-checked"), "false");
    assert.deepEqual(await axe(page()), []);
  });

  step("updates are looked for when asked", async () => {
    await page().getByRole("button", { name: "Look now" }).click();
    await page().getByText("This is the newest version.").waitFor();
    window.answers["check_for_update"] = () => ({ state: "available", version: "0.2.0" });
    await page().getByRole("button", { name: "Look now" }).click();
    await page().getByText("Keepers 0.2.0 is there.").waitFor();
    await page().getByRole("button", { name: "Install and start again" }).click();
    await until(() => window.times("install_update") === 1, "the update to be installed");
  });

  step("a library is shown, chosen and left; what this system cannot do is absent", async () => {
    await page().getByRole("button", { name: "Use another library" }).click();
    await until(() => window.times("choose_library") === 1, "the dialog of the system");
    assert.equal(await page().getByRole("button", { name: "Use the usual library" }).count(), 0);
    now = { ...now, library: "/mnt/keepers", canUpdate: false, hasTray: false };
    await page().reload();
    await page().getByRole("button", { name: "Use the usual library" }).click();
    await until(() => window.times("use_usual_library") === 1, "the usual library");
    assert.equal(
      await page()
        .getByRole("switch", { name: /Closing/ })
        .count(),
      0,
    );
    assert.equal(
      await page()
        .getByRole("switch", { name: /updates/ })
        .count(),
      0,
    );
  });
});
