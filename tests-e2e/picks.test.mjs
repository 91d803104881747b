// Picks: the best of the library, with a reason for each, and a person's word above all.
import assert from "node:assert/strict";
import { describe } from "node:test";

import { truth } from "./harness/library.mjs";
import { assetsByPath } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";
import { until } from "./harness/wait.mjs";

describe("picks", () => {
  const { stage, step } = useStage({ demo: true });
  /** @type {Map<number, import("./harness/library.mjs").Planted>} */
  const planted = new Map();

  const grid = () => stage.page.getByRole("group", { name: /^\d+ picks?$/ });
  const tile = (/** @type {number} */ id) => grid().locator(`.tile[data-id="${id}"]`);
  const number = () => stage.page.getByRole("textbox", { name: "How many photos to pick" });
  const why = () => stage.page.getByRole("dialog", { name: "Why this pick" });
  const slider = (/** @type {string} */ name) => stage.page.getByRole("slider", { name });

  /** Ids of all picks, also of those not drawn. */
  const picks = async () => {
    const { page } = stage;
    /** @type {Set<number>} */
    const seen = new Set();
    const scroll = page.locator(".picks-scroll");
    await scroll.evaluate((box) => box.scrollTo(0, 0));
    for (;;) {
      const ids = await grid()
        .locator(".tile")
        .evaluateAll((tiles) => tiles.map((one) => Number(one.getAttribute("data-id"))));
      for (const id of ids) seen.add(id);
      const end = await scroll.evaluate((box) => {
        const before = box.scrollTop;
        box.scrollTop += box.clientHeight / 2;
        return box.scrollTop === before;
      });
      if (end) break;
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))));
    }
    await scroll.evaluate((box) => box.scrollTo(0, 0));
    return [...seen].sort((a, b) => a - b);
  };

  /** Waits until there are so many picks. @param {number} count */
  const shown = (count) =>
    stage.page
      .getByRole("group", { name: count === 1 ? "1 pick" : `${count} picks`, exact: true })
      .waitFor();

  /** Asks for so many. @param {number} count */
  const askFor = async (count) => {
    await number().fill(String(count));
    await number().press("Enter");
  };

  /** What the same rule says on the server. @param {object} [params] */
  const chosenByServer = async (params = {}) => {
    const ask = { n: 50, variety: 2, per_day: null, balance_months: true, one_per_stack: true };
    const sliders = { sharpness: 2, light: 2, composition: 2 };
    const body = { scope: "library", params: { ...ask, sliders, ...params } };
    const { picks: found } = await stage.api("/picks", { method: "POST", body });
    return found.map((/** @type {{ id: number }} */ one) => one.id).sort(byNumber);
  };

  step("fifty come, none of them blurred, a copy, or the weaker frame of a burst", async () => {
    const { page } = stage;
    const assets = await assetsByPath(stage.api);
    for (const one of truth()) planted.set(assets.get(one.path).id, one);
    await page.getByRole("link", { name: "Picks" }).click();
    await shown(50);
    const ids = await picks();
    assert.equal(ids.length, 50);
    const wrong = ids
      .map((id) => planted.get(id))
      .filter((one) => !one?.sharp || one.kind === "copy" || one.kind === "blurred");
    assert.deepEqual(wrong, []);
    const groups = ids.map((id) => planted.get(id)).flatMap((one) => one?.group || []);
    assert.equal(new Set(groups).size, groups.length, "one of each burst");
    await page.getByText(/From 131 photos over \d+ days, in \d+ months\./).waitFor();
  });

  step("the page chooses what the server chooses", async () => {
    assert.deepEqual(await picks(), await chosenByServer());
  });

  step("a slider changes the picks, from not at all to most", async () => {
    const before = await picks();
    await slider("Sharpness").focus();
    await stage.page.keyboard.press("Home");
    await stage.page.locator(".dial", { hasText: "Sharpness" }).getByText("Not at all").waitFor();
    await until(async () => (await picks()).join() !== before.join(), "other picks");
    const without = { sharpness: 0, light: 2, composition: 2 };
    assert.deepEqual(await picks(), await chosenByServer({ sliders: without }));
    const blind = await picks();
    await stage.page.keyboard.press("End");
    await stage.page.locator(".dial", { hasText: "Sharpness" }).getByText("Most").waitFor();
    await until(async () => (await picks()).join() !== blind.join(), "other picks again");
    const most = { sharpness: 4, light: 2, composition: 2 };
    assert.deepEqual(await picks(), await chosenByServer({ sliders: most }));
    await slider("Variety").focus();
    await stage.page.keyboard.press("Home");
    const plain = await chosenByServer({ sliders: most, variety: 0 });
    await until(async () => (await picks()).join() === plain.join(), "picks without variety");
    await stage.page.getByRole("button", { name: "Reset what matters and balance" }).click();
    await until(async () => (await picks()).join() === before.join(), "the picks of before");
  });

  step("the number is asked for, and met", async () => {
    const { page } = stage;
    await askFor(12);
    await shown(12);
    assert.equal((await picks()).length, 12);
    await page.getByRole("button", { name: "Export 12" }).waitFor();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await shown(13);
    await page.getByRole("button", { name: "Fewer", exact: true }).click();
    await shown(12);
  });

  step("too many asked for: what is missing, why, and a way out", async () => {
    const { page } = stage;
    await askFor(131);
    const note = page.getByRole("note");
    await note.getByText(/^\d+ picks, \d+ short of 131\.$/).waitFor();
    await note.getByText(/look like a pick you already have/).waitFor();
    await note.getByRole("button", { name: "Allow look-alikes" }).click();
    await shown(131);
    assert.equal(await note.count(), 0);
    await page.getByRole("button", { name: "Reset what matters and balance" }).click();
    await askFor(12);
    await shown(12);
  });

  step("a pick says why, and what it was kept over", async () => {
    const { page } = stage;
    await askFor(50);
    await shown(50);
    const ids = await picks();
    const sharp = ids.find((id) => planted.get(id)?.kind === "burst") ?? 0;
    const frames = truth().filter(({ group }) => group === planted.get(sharp)?.group).length;
    await tile(sharp).scrollIntoViewIfNeeded();
    await tile(sharp).click();
    await why()
      .getByRole("heading", { name: /^Kept over \d+ others?$/ })
      .waitFor();
    await why().getByText(`Best of ${frames} alike.`).waitFor();
    assert.ok(
      (await why()
        .getByText(/^(Not|Less) sharp$/)
        .count()) >= 1,
    );
    await why().getByRole("button", { name: "Exact values" }).click();
    await why().getByText("Sharpness", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await why().waitFor({ state: "detached" });
    assert.equal(await focusedId(page), sharp, "the keyboard is back on the photo");
  });

  step("a photo that is not a pick is swapped in, and back by undo", async () => {
    const { page } = stage;
    const before = await picks();
    const sharp = before.find((id) => planted.get(id)?.kind === "burst") ?? 0;
    await tile(sharp).scrollIntoViewIfNeeded();
    await tile(sharp).click();
    await why().getByRole("button", { name: "Swap" }).click();
    await why()
      .getByRole("button", { name: /^Keep this one instead:/ })
      .first()
      .click();
    await until(async () => !(await picks()).includes(sharp), "the other one");
    const now = await picks();
    const other = now.find((id) => planted.get(id)?.group === planted.get(sharp)?.group) ?? 0;
    assert.equal((await stage.api(`/assets/${other}`)).pick, "in");
    assert.equal((await stage.api(`/assets/${sharp}`)).pick, "out");
    await page.getByText("Swapped one pick for another").waitFor();
    await page.keyboard.press("ControlOrMeta+z");
    await until(async () => (await picks()).join() === before.join(), "the picks of before");
    assert.equal((await stage.api(`/assets/${other}`)).pick, null);
  });

  step("left out is left out, can be looked through, and is put back", async () => {
    const { page } = stage;
    const [first = 0] = await picks();
    await tile(first).click();
    await why().getByRole("button", { name: "Leave out" }).click();
    await until(async () => !(await picks()).includes(first), "it to be gone");
    await page.getByText("You left out 1.").waitFor();
    await page.getByRole("button", { name: "Look through them" }).click();
    const yours = page.getByRole("region", { name: "1 left out by you" });
    await yours.locator(`.tile[data-id="${first}"]`).waitFor();
    await page.getByRole("region", { name: /^\d+ not picked, best first$/ }).waitFor();
    await yours.getByRole("button", { name: /^Put back/ }).click();
    await yours.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Back to picks" }).first().click();
    await until(async () => (await picks()).includes(first), "it to be back");
  });

  step("a blurred photo that is locked in stays, whatever else is asked", async () => {
    const { page } = stage;
    const blurred = [...planted].find(([, one]) => one.kind === "blurred")?.[0] ?? 0;
    await page.getByRole("button", { name: "Look through them" }).click();
    const others = page.getByRole("region", { name: /not picked, best first$/ });
    await others.locator(`.tile[data-id]`).first().waitFor();
    await find(blurred, others);
    await others
      .locator(`.placed:has([data-id="${blurred}"])`)
      .getByRole("button", { name: /^Lock in/ })
      .click();
    await page.getByText("Locked in 1 photo").waitFor();
    await page.getByRole("button", { name: "Back to picks" }).first().click();
    await page.getByText("You locked in 1.").waitFor();
    await askFor(1);
    await shown(1);
    assert.deepEqual(await picks(), [blurred]);
    await page.getByRole("button", { name: /, locked in$/ }).waitFor();
  });

  step("what was asked and locked in outlives a reload and a restart", async () => {
    const { page } = stage;
    const [locked = 0] = await picks();
    // The page writes what is asked for once the hand rests.
    await until(async () => (await stage.api("/settings")).pick_count === 1, "the number kept");
    await page.reload();
    await shown(1);
    await page.getByRole("button", { name: /, locked in$/ }).waitFor();
    await stage.restart();
    await page.getByRole("link", { name: "Picks" }).click();
    // The sliders and the number are the browser's to remember: Keepers comes back to the same address.
    await shown(1);
    await page.getByRole("button", { name: /, locked in$/ }).waitFor();
    assert.equal((await stage.api(`/assets/${locked}`)).pick, "in");
    assert.ok((await picks()).includes(locked));
  });

  step("unlocked by key, locked again by undo", async () => {
    const { page } = stage;
    const [locked = 0] = [...planted].filter(([, one]) => one.kind === "blurred").map(([id]) => id);
    await tile(locked).focus();
    await page.keyboard.press("l");
    await until(async () => (await stage.api(`/assets/${locked}`)).pick === null, "it unlocked");
    await page.getByText("Unlocked 1 photo").waitFor();
    await page.keyboard.press("u");
    await until(
      async () => (await stage.api(`/assets/${locked}`)).pick === "in",
      "it locked again",
    );
    await page.keyboard.press("ControlOrMeta+y");
    await until(
      async () => (await stage.api(`/assets/${locked}`)).pick === null,
      "it unlocked again",
    );
  });

  step("a year or a month is picked from alone", async () => {
    const { page } = stage;
    await page.getByRole("button", { name: "of everything" }).click();
    const menu = page.getByRole("dialog", { name: "Choose what to pick from" });
    await menu.getByRole("combobox").fill("2023");
    await menu.getByRole("option", { name: /^2023/ }).click();
    await askFor(10);
    await shown(10);
    for (const id of await picks()) {
      assert.match(planted.get(id)?.taken ?? "", /^2023/);
    }
    await page.getByRole("button", { name: "of 2023" }).click();
    await menu.getByRole("combobox").fill("everything");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "of everything" }).waitFor();
  });

  step("a pick opens in the viewer, among the picks", async () => {
    const { page } = stage;
    const ids = await picks();
    await grid().locator(".tile").nth(2).dblclick();
    await page.getByText(`3 of ${ids.length}`).waitFor();
    await page.keyboard.press("Escape");
    await shown(ids.length);
  });

  /** Scrolls a grid until a photo is drawn. @param {number} id @param {import("playwright-core").Locator} within */
  async function find(id, within) {
    const scroll = stage.page.locator(".picks-scroll");
    await until(async () => {
      if ((await within.locator(`[data-id="${id}"]`).count()) > 0) return true;
      await scroll.evaluate((box) => box.scrollBy(0, box.clientHeight / 2));
      return false;
    }, `photo ${id} among those left out`);
  }
});

/** @param {number} a @param {number} b */
const byNumber = (a, b) => a - b;

/** @param {import("playwright-core").Page} page */
const focusedId = (page) =>
  page.evaluate(() => Number(document.activeElement?.getAttribute("data-id")));
