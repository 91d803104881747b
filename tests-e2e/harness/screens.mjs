// Every screen and what opens over it: how to come there. Read by the axe tests and by scripts/screenshots.mjs.
import { join } from "node:path";

import { dialogsReady } from "./browser.mjs";
import { brokenFiles, somePhotos } from "./library.mjs";
import { drawn } from "./photos.mjs";
import { keepers } from "./server.mjs";
import { idle } from "./wait.mjs";

/**
 * @typedef {import("./stage.mjs").Stage} Stage
 * @typedef {object} Screen
 * @property {string} name
 * @property {(stage: Stage) => Promise<unknown>} open
 * @property {(stage: Stage) => Promise<unknown>} [close] Takes away what would be in the way of the next.
 */

const escape = (/** @type {Stage} */ { page }) => page.keyboard.press("Escape");

/**
 * Waits until all pictures on the page are there.
 * @param {import("./browser.mjs").Page} page
 */
export async function pictures(page) {
  await page.waitForFunction(() => {
    const inside = (/** @type {Element} */ one) => {
      const { top, bottom, width } = one.getBoundingClientRect();
      return width > 0 && bottom > 0 && top < innerHeight;
    };
    const there = [...document.images].filter(inside);
    const tiles = [...document.querySelectorAll(".tile")].filter(inside);
    return (
      there.every((one) => one.complete && one.naturalWidth > 0) &&
      tiles.every((one) => one.querySelector("img") !== null)
    );
  });
}

/** @param {Stage} stage */
async function photos(stage) {
  await stage.go("/");
  await drawn(stage.page);
  await pictures(stage.page);
}

/** @param {Stage} stage @param {number} n */
async function picks(stage, n) {
  const { page } = stage;
  await stage.go("/picks");
  const number = page.getByRole("textbox", { name: "How many photos to pick" });
  await number.fill(String(n));
  await number.press("Enter");
  await page.locator(".picks-main[aria-busy=false] .tile").first().waitFor();
  await pictures(stage.page);
}

/** Opens why a burst's sharp frame was picked. @param {Stage} stage */
async function why(stage) {
  const { page } = stage;
  await picks(stage, 50);
  const { ids, stack_ids } = await stage.api("/picks/candidates?scope=library");
  const sizes = new Map();
  for (const stack of stack_ids) sizes.set(stack, (sizes.get(stack) ?? 0) + 1);
  const tiles = page.locator(".picks-scroll .tile");
  for (const tile of await tiles.all()) {
    const id = Number(await tile.getAttribute("data-id"));
    const stack = stack_ids[ids.indexOf(id)];
    if (stack === null || sizes.get(stack) < 4) continue;
    await tile.click();
    break;
  }
  await page.getByRole("dialog", { name: "Why this pick" }).waitFor();
  await pictures(stage.page);
}

/** Opens a photo that has look-alikes. @param {Stage} stage */
async function openViewer(stage) {
  await photos(stage);
  await stage.page
    .getByRole("gridcell", { name: /look-alikes$/ })
    .first()
    .dblclick();
  await stage.page.locator("figure img.full").waitFor();
  await pictures(stage.page);
}

/**
 * Opens a dialog that changes three photos.
 * @param {string} key
 * @param {RegExp} name
 * @returns {(stage: Stage) => Promise<void>}
 */
const changing = (key, name) => async (stage) => {
  const { page } = stage;
  await photos(stage);
  await dialogsReady(page);
  await page.getByRole("gridcell").nth(1).click();
  await page
    .getByRole("gridcell")
    .nth(3)
    .click({ modifiers: ["Shift"] });
  await page.keyboard.press(key);
  await page.getByRole("dialog", { name }).waitFor();
};

const leave = async (/** @type {Stage} */ stage) => {
  await escape(stage);
  await stage.page.getByRole("dialog").waitFor({ state: "detached" });
  await escape(stage);
};

/** Dialogs that change many photos. @type {Screen[]} */
const EDITING = [
  {
    name: "edit-caption",
    open: changing("c", /^Caption of/),
    close: leave,
  },
  {
    name: "edit-keywords",
    open: async (stage) => {
      await changing("k", /^Keywords of/)(stage);
      const line = stage.page.getByRole("combobox", { name: "Add a keyword" });
      await line.fill("Places > Portugal > Lisbon, family");
      await line.press("Enter");
    },
    close: leave,
  },
  {
    name: "edit-place",
    open: async (stage) => {
      await changing("w", /^Place of/)(stage);
      await stage.page.getByRole("combobox").fill("Lisbon");
      await stage.page
        .getByRole("option", { name: /Portugal/ })
        .first()
        .waitFor();
    },
    close: async (stage) => {
      await escape(stage);
      await leave(stage);
    },
  },
  {
    name: "edit-dates",
    open: async (stage) => {
      await changing("d", /^Dates of/)(stage);
      await stage.page.getByRole("spinbutton", { name: "Hours" }).fill("2");
      await stage.page.getByText(/dates? changes?\./).waitFor();
    },
    close: leave,
  },
];

/** Screens of a library with photos: the demo's, and a folder of files that cannot be read. @type {Screen[]} */
export const SCREENS = [
  { name: "photos", open: photos },
  {
    name: "photos-selected",
    open: async (stage) => {
      await photos(stage);
      const tiles = stage.page.getByRole("gridcell");
      await tiles.nth(1).click();
      await tiles.nth(4).click({ modifiers: ["Shift"] });
      await stage.page.locator(".tile .why").waitFor();
    },
    close: escape,
  },
  ...EDITING,
  {
    name: "photos-years",
    open: async (stage) => {
      await photos(stage);
      await stage.page.getByText("Years", { exact: true }).click();
      await drawn(stage.page);
      await pictures(stage.page);
    },
    close: ({ page }) => page.getByText("Days", { exact: true }).click(),
  },
  {
    name: "photos-menu",
    open: async (stage) => {
      await photos(stage);
      await stage.page.getByRole("button", { name: "More" }).click();
      await stage.page.getByRole("menu").waitFor();
    },
    close: async (stage) => {
      await escape(stage);
      // The focus is back on the button, which would say its name over what comes next.
      await stage.page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
    },
  },
  {
    name: "palette",
    open: async (stage) => {
      await photos(stage);
      await stage.page.keyboard.press("ControlOrMeta+k");
      await stage.page.getByRole("combobox").fill("20");
      await stage.page.getByRole("option").first().waitFor();
    },
    close: escape,
  },
  {
    name: "keys",
    open: async (stage) => {
      await photos(stage);
      await stage.page.keyboard.press("?");
      await stage.page.getByRole("dialog", { name: "Keys" }).waitFor();
    },
    close: escape,
  },
  {
    name: "viewer",
    open: openViewer,
  },
  {
    name: "viewer-info",
    open: async (stage) => {
      await stage.page.keyboard.press("i");
      await stage.page.getByRole("complementary", { name: "About this photo" }).waitFor();
      await pictures(stage.page);
    },
    close: async (stage) => {
      await stage.page.keyboard.press("i");
      await stage.page.keyboard.press("Escape");
      await drawn(stage.page);
    },
  },
  {
    name: "viewer-date",
    open: async (stage) => {
      await openViewer(stage);
      await stage.page.keyboard.press("i");
      await stage.page
        .locator("section", { has: stage.page.getByText("When", { exact: true }) })
        .getByRole("button", { name: /: change$/ })
        .click();
      await stage.page.getByRole("dialog", { name: "When it was taken" }).waitFor();
    },
    close: async (stage) => {
      await escape(stage);
      await stage.page.keyboard.press("i");
      await stage.page.keyboard.press("Escape");
      await drawn(stage.page);
    },
  },
  { name: "picks", open: (stage) => picks(stage, 50) },
  { name: "picks-why", open: why },
  {
    name: "picks-swap",
    open: async (stage) => {
      await stage.page.getByRole("button", { name: "Swap" }).click();
      await pictures(stage.page);
    },
    close: escape,
  },
  {
    name: "picks-of",
    open: async (stage) => {
      await picks(stage, 50);
      await stage.page.getByRole("button", { name: "of everything" }).click();
      await stage.page.getByRole("option").first().waitFor();
    },
    close: escape,
  },
  { name: "picks-short", open: (stage) => picks(stage, 120) },
  {
    name: "picks-left-out",
    open: async (stage) => {
      await picks(stage, 50);
      await stage.page.getByRole("button", { name: "Look through them" }).click();
      await stage.page.getByRole("region", { name: /not picked/ }).waitFor();
      await pictures(stage.page);
    },
    close: ({ page }) => page.getByRole("button", { name: "Back to picks" }).first().click(),
  },
  {
    name: "export",
    open: async (stage) => {
      await picks(stage, 12);
      await stage.page.getByRole("button", { name: "Export 12" }).click();
      await stage.page.getByRole("dialog", { name: "Export 12 photos" }).waitFor();
    },
  },
  {
    name: "export-where",
    open: async ({ page }) => {
      await page.getByRole("button", { name: "Change where it goes" }).click();
      const picker = page.getByRole("dialog", { name: "Choose where the new folder goes" });
      await picker.getByRole("button", { name: "Put it in" }).waitFor();
    },
    close: escape,
  },
  {
    name: "export-done",
    open: async ({ page }) => {
      await page.getByRole("dialog", { name: "Export 12 photos" }).waitFor();
      await page.getByRole("button", { name: "Copy 12 photos" }).click();
      await page.getByRole("dialog", { name: "Export finished" }).waitFor();
    },
    close: escape,
  },
  {
    name: "activity",
    open: async (stage) => {
      await stage.go("/activity");
      await stage.page
        .getByText(/files could not be read/)
        .first()
        .waitFor();
    },
  },
  {
    name: "settings",
    open: async (stage) => {
      await stage.go("/settings");
      await stage.page.getByText("Keepers has never used the internet.").waitFor();
    },
  },
  {
    name: "nowhere",
    open: async (stage) => {
      await stage.go("/nowhere");
      await stage.page.getByText("Nothing here").waitFor();
    },
  },
];

/** Screens of a library that begins. @type {Screen[]} */
export const FIRST_SCREENS = [
  {
    name: "first-run-1",
    open: ({ page }) => page.getByRole("button", { name: "Use Pictures" }).waitFor(),
  },
  {
    name: "folder-picker",
    open: async ({ page }) => {
      await dialogsReady(page);
      await page.getByRole("button", { name: "Choose a folder" }).click();
      const picker = page.getByRole("dialog", { name: "Choose a folder" });
      await picker.getByRole("button", { name: "Home", exact: true }).click();
      await picker.getByRole("option").first().waitFor();
    },
    close: escape,
  },
  {
    name: "empty-picks",
    open: async (stage) => {
      await stage.go("/picks");
      await stage.page.getByText("No picks yet").waitFor();
    },
  },
  {
    name: "empty-activity",
    open: async (stage) => {
      await stage.go("/activity");
      await stage.page.getByText("Nothing to do").waitFor();
    },
    close: (stage) => stage.go("/welcome"),
  },
  {
    name: "first-run-1-chosen",
    open: async (stage) => {
      await stage.page.getByRole("button", { name: "Use Pictures" }).click();
      await stage.page.getByRole("button", { name: "Continue" }).waitFor();
      await idle(stage.api);
      await stage.page.getByText("24 photos found").first().waitFor();
    },
  },
  {
    name: "first-run-2",
    open: async (stage) => {
      await stage.page.getByRole("button", { name: "Continue" }).click();
      await stage.page.getByRole("radio", { name: "Without models" }).waitFor();
      await stage.page.getByText("What Keepers does with them").click();
      await stage.page.getByText(stage.library).waitFor();
    },
  },
  {
    name: "first-run-3",
    open: async (stage) => {
      await stage.page.getByText("Without models", { exact: true }).click();
      await stage.page.getByRole("button", { name: "Go on without models" }).click();
      await stage.page.getByText("All looked at").waitFor();
    },
  },
];

/** A library that has nearly everything to show. @type {import("./stage.mjs").Wanted} */
export const FULL = {
  demo: true,
  prepare: ({ home, path }) => {
    brokenFiles(join(home, "Pictures", "Old disk"));
    keepers(["--library", join(path, "library"), "--quiet", "add", join(home, "Pictures")]);
  },
};

/** A library before its first folder. @type {import("./stage.mjs").Wanted} */
export const NEW = {
  prepare: ({ home }) => void somePhotos(join(home, "Pictures"), 24),
};
