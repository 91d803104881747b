// The whole tour without a mouse.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { somePhotos } from "./harness/library.mjs";
import { drawn, tilesOf } from "./harness/photos.mjs";
import { dialogsReady } from "./harness/browser.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

const NOT_READY = /Failed to load resource.*404.*\/media\//;

/** @param {import("./harness/stage.mjs").Stage} stage */
const hands = (stage) => {
  const press = async (/** @type {string[]} */ ...keys) => {
    for (const key of keys) await stage.page.keyboard.press(key);
  };
  /** Where the keyboard is: its role or element, and its name. */
  const focus = () =>
    stage.page.evaluate(() => {
      const at = document.activeElement;
      const words = at?.getAttribute("aria-label") ?? at?.textContent ?? "";
      return { id: Number(at?.getAttribute("data-id")), words: words.trim() };
    });
  /** Goes on with Tab until something of this name has the focus. @param {RegExp} name */
  const tabTo = async (name, key = "Tab") => {
    /** @type {string[]} */
    const met = [];
    for (let turn = 0; turn < 60; turn++) {
      await stage.page.keyboard.press(key);
      const { words } = await focus();
      if (name.test(words)) return;
      met.push(words.slice(0, 30));
    }
    throw new Error(`Tab never came to ${name}; it met ${met.join(" · ")}`);
  };
  /** The focus can be seen: its element is drawn with an outline or a ring. */
  const seen = () =>
    stage.page.evaluate(() => {
      const at = document.activeElement;
      if (!at) return false;
      const parts = [at, ...at.querySelectorAll("*")].slice(0, 6);
      return parts.some((one) =>
        [undefined, "::before", "::after"].some((pseudo) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one, pseudo);
          return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
        }),
      );
    });
  /** Types into the list of commands. @param {string} words */
  const command = async (words) => {
    await press("ControlOrMeta+k");
    const line = stage.page.getByRole("dialog", { name: "Commands" }).getByRole("combobox");
    await line.and(stage.page.locator(":focus")).waitFor();
    await stage.page.keyboard.type(words);
  };
  return { press, focus, tabTo, seen, command };
};

describe("by keyboard, on the demo library", () => {
  const { stage, step } = useStage({ demo: true });
  const { press, focus, tabTo, seen, command } = hands(stage);

  step("Tab begins with a way past the places", async () => {
    const { page } = stage;
    await page.getByRole("gridcell").first().waitFor();
    await press("Tab");
    assert.equal((await focus()).words, "Skip to photos");
    assert.ok(await page.getByRole("link", { name: "Skip to photos" }).isVisible());
    await press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
    await press("Shift+Tab");
    assert.match((await focus()).words, /^131 photos/);
    assert.ok(await seen());
  });

  step("one Tab reaches the photos, arrows walk them", async () => {
    const { page } = stage;
    const order = await tilesOf(stage.api);
    await drawn(page);
    await tabTo(/December 2024, /);
    assert.ok(await seen());
    assert.equal((await focus()).id, order[0]?.id);
    await press("ArrowRight");
    await until(async () => (await focus()).id === order[1]?.id, "the next photo");
    await press("ArrowLeft");
    await until(async () => (await focus()).id === order[0]?.id, "the first photo");
    const walked = new Set([order[0]?.id]);
    for (let row = 0; row < 12; row++) {
      const { id } = await focus();
      // A month that is not there yet is asked for by the key, and reached by it when it is.
      await until(
        async () => {
          await press("ArrowDown");
          return (await focus()).id !== id;
        },
        "a photo further down",
        { every: 250 },
      );
      walked.add((await focus()).id);
    }
    assert.equal(walked.size, 13, "down never comes back");
    const box = await page.evaluate(() => {
      const { top, bottom } = /** @type {Element} */ (
        document.activeElement
      ).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    assert.ok(box, "the photo with the focus is in the window");
  });

  step("Space selects, Shift with arrows selects more, Escape lets go", async () => {
    const { page } = stage;
    await press("Space");
    await page.getByRole("toolbar", { name: "1 photo selected" }).waitFor();
    await press("Escape");
    await page.getByRole("toolbar", { name: /selected/ }).waitFor({ state: "detached" });
    await press("Shift+ArrowRight", "Shift+ArrowRight");
    await page.getByRole("toolbar", { name: "3 photos selected" }).waitFor();
    await press("f");
    await page.getByText("Marked 3 as favourite").waitFor();
    await press("ControlOrMeta+z");
    await page.getByText("Undone: Marked 3 as favourite").waitFor();
    await press("Escape");
  });

  step("Enter opens, arrows leaf, i tells, Escape comes back to the photo last seen", async () => {
    const { page } = stage;
    const { id } = await focus();
    await press("Enter");
    await page.locator(`figure img[src*="/${id}/"]`).first().waitFor({ state: "attached" });
    await press("ArrowRight");
    await page.locator(`figure img[src*="/${id}/"]`).first().waitFor({ state: "detached" });
    const now = Number(/photo\/(\d+)/.exec(page.url())?.[1]);
    await press("i");
    await page.getByRole("complementary", { name: "About this photo" }).waitFor();
    await press("i", "Escape");
    await drawn(page);
    await until(async () => (await focus()).id === now, "the photo last seen to have the focus");
  });

  step("? shows the keys of what can be done here", async () => {
    const { page } = stage;
    await press("?");
    const sheet = page.getByRole("dialog", { name: "Keys" });
    for (const words of ["Go to Picks", "See days", "Select all photos", "Show keys"]) {
      await sheet.getByText(words, { exact: true }).waitFor();
    }
    await press("Escape");
    await sheet.waitFor({ state: "detached" });
  });

  step("the palette goes to a month and knows every command", async () => {
    const { page } = stage;
    const palette = page.getByRole("dialog", { name: "Commands" });
    await command("july 2023");
    await palette.getByRole("option", { name: /^July 2023/ }).waitFor();
    await press("Enter");
    await drawn(page);
    const value = () => page.getByRole("slider", { name: "Months" }).getAttribute("aria-valuetext");
    await until(async () => /^July 2023/.test((await value()) ?? ""), "July 2023");
    await command("xyzzy");
    await palette.getByText("Nothing is called “xyzzy”.").waitFor();
    await press("Escape");
    await palette.waitFor({ state: "detached" });
    await command("dark");
    await palette.getByRole("option", { name: "Theme: dark" }).waitFor();
    await press("Enter");
    await until(
      () => page.evaluate(() => document.documentElement.dataset["theme"] === "dark"),
      "the dark theme",
    );
    await command("theme: as");
    await press("Enter");
  });

  step("zooms have keys", async () => {
    const { page } = stage;
    await press("3");
    await page
      .locator(".month", { hasText: /^202\d/ })
      .first()
      .waitFor();
    await press("1", "Home");
    await page.locator("header.day").first().waitFor();
    await page.locator(".month", { hasText: "December 2024" }).waitFor();
  });

  step("p goes to picks: the number, the sliders and the photos are reached", async () => {
    const { page } = stage;
    await press("p");
    await page.getByRole("group", { name: "50 picks" }).waitFor();
    await tabTo(/^How many photos to pick$/);
    await page.keyboard.type("12");
    await press("Enter");
    await page.getByRole("group", { name: "12 picks" }).waitFor();
    await press("ArrowUp");
    await page.getByRole("group", { name: "13 picks" }).waitFor();
    await press("ArrowDown");
    await page.getByRole("group", { name: "12 picks" }).waitFor();
    await tabTo(/^\d{1,2} \w+ 20\d\d$/);
    assert.ok(await seen());
    const { id } = await focus();
    await press("ArrowRight");
    await until(async () => (await focus()).id !== id, "the next pick");
    await tabTo(/^Sharpness$/);
    assert.ok(await seen());
    await press("End");
    await page.locator(".dial", { hasText: "Sharpness" }).getByText("Most").waitFor();
    await tabTo(/^Reset what matters/, "Shift+Tab");
    await press("Enter");
    await page.locator(".dial", { hasText: "Sharpness" }).getByText("Normal").waitFor();
  });

  step("a pick is asked why, locked in, left out and put back", async () => {
    const { page } = stage;
    await tabTo(/^\d{1,2} \w+ 20\d\d$/, "Shift+Tab");
    const { id } = await focus();
    const pick = async () => (await stage.api(`/assets/${id}`)).pick;
    await press("Enter");
    const why = page.getByRole("dialog", { name: "Why this pick" });
    await why.waitFor();
    await press("l");
    await why.getByRole("button", { name: "Locked in" }).waitFor();
    await until(async () => (await pick()) === "in", "it locked in");
    await press("Escape");
    await why.waitFor({ state: "detached" });
    await until(async () => (await focus()).id === id, "the focus back on the pick");
    await press("x");
    await until(async () => (await pick()) === "out", "it left out");
    await until(async () => ![0, id].includes((await focus()).id), "the focus on its neighbour");
    await press("u");
    await until(async () => (await pick()) === "in", "it back, locked in");
    await press("ControlOrMeta+z");
    await until(async () => (await pick()) === null, "it as it was");
  });

  step("picks are exported into a folder made on the way", async () => {
    const { page } = stage;
    await command("export the picks");
    await page.getByRole("option", { name: "Export the picks" }).waitFor();
    await press("Enter");
    const asked = page.getByRole("dialog", { name: "Export 12 photos" });
    await asked.waitFor();
    await until(async () => (await focus()).words !== "", "the focus in the dialog");
    if ((await focus()).words !== "Change where it goes") await tabTo(/^Change where it goes$/);
    await press("Enter");
    const picker = page.getByRole("dialog", { name: "Choose where the new folder goes" });
    await picker.waitFor();
    await tabTo(/^Desktop$/);
    await press("Enter");
    await picker.getByText("Desktop", { exact: true }).last().waitFor();
    await tabTo(/^New folder$/);
    await press("Enter");
    const focused = page.locator(":focus");
    await picker.getByRole("textbox", { name: "Name of the new folder" }).and(focused).waitFor();
    await page.keyboard.type("By hand");
    await press("Enter");
    await picker.getByRole("button", { name: "Put it in By hand" }).waitFor();
    await tabTo(/^Put it in By hand$/);
    await press("Enter");
    await asked.getByText("By hand", { exact: true }).waitFor();
    await tabTo(/^Copy 12 photos$/);
    await press("Enter");
    const done = page.getByRole("dialog", { name: "Export finished" });
    await done.getByText("12 photos copied and checked").waitFor();
    await tabTo(/^Done$/);
    await press("Enter");
    await done.waitFor({ state: "detached" });
    const made = join(stage.home, "Desktop", "By hand", "Best 12 of everything");
    assert.equal(readdirSync(made).filter((name) => /\.jpe?g$/i.test(name)).length, 12);
  });

  step("the palette leads to Activity, g back to photos", async () => {
    const { page } = stage;
    await command("activity");
    await press("Enter");
    await page.getByRole("heading", { name: "Activity" }).waitFor();
    await tabTo(/^Look again in Demo photos$/);
    assert.ok(await seen());
    await press("g");
    await page.getByRole("gridcell").first().waitFor();
  });
});

describe("by keyboard, from the first minute", () => {
  const { stage, step } = useStage({
    prepare: ({ home }) => void somePhotos(join(home, "Camera", "2024"), 6),
  });
  const { press, tabTo, seen } = hands(stage);

  step("a folder is found and taken in, and its photos seen", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Use Pictures" }).waitFor();
    await dialogsReady(page);
    await tabTo(/^Choose a folder$/);
    assert.ok(await seen());
    await press("Enter");
    const picker = page.getByRole("dialog", { name: "Choose a folder" });
    await picker.waitFor();
    await tabTo(/^Home$/);
    await press("Enter");
    const focused = page.locator(":focus");
    await picker.getByRole("listbox", { name: "Folders in home" }).and(focused).waitFor();
    await page.keyboard.type("cam");
    await press("Enter");
    await picker.getByRole("listbox", { name: "Folders in Camera" }).and(focused).waitFor();
    await press("Enter");
    await picker.getByRole("listbox", { name: "Folders in 2024" }).and(focused).waitFor();
    await press("Backspace");
    await picker.getByRole("button", { name: "Use Camera" }).waitFor();
    await tabTo(/^Use Camera$/);
    await press("Enter");
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await tabTo(/^Continue$/);
    await press("Enter");
    await page.getByRole("heading", { name: "How much help would you like?" }).waitFor();
    await page.getByRole("radio", { name: "Starter models", checked: true }).waitFor();
    await press("Tab", "ArrowUp");
    await page.getByRole("radio", { name: "Without models", checked: true }).waitFor();
    await tabTo(/^Go on without models$/);
    await press("Enter");
    await idle(stage.api);
    await page.getByRole("button", { name: "See all photos", disabled: false }).waitFor();
    await tabTo(/^See all photos$/);
    await press("Enter");
    await page.getByRole("gridcell").first().waitFor();
  });
});
