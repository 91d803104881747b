// Photos: the timeline, from the newest to the oldest.
import assert from "node:assert/strict";
import { describe } from "node:test";

import { bursts, truth } from "./harness/library.mjs";
import { assetsByPath, drawn, tilesOf, toTop, walk } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";
import { until } from "./harness/wait.mjs";

const monthName = (/** @type {string} */ taken) =>
  new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(`${taken}Z`),
  );

describe("timeline", () => {
  const { stage, step } = useStage({ demo: true });
  const tile = (/** @type {number} */ at) => stage.page.getByRole("gridcell").nth(at);
  const selected = () => stage.page.getByRole("gridcell", { selected: true }).count();
  const scrubber = () => stage.page.getByRole("slider", { name: "Months" });

  step("opens at the newest month, with its days and their numbers", async () => {
    const { page } = stage;
    const photos = truth()
      .map(({ taken }) => taken)
      .sort();
    const newest = photos.at(-1) ?? "";
    const inMonth = photos.filter((taken) => taken.startsWith(newest.slice(0, 7))).length;
    const heading = page.locator(".month", { hasText: monthName(newest) });
    await heading.getByText(`${inMonth} photos`).waitFor();
    const day = page.locator("header.day").first();
    assert.equal(await day.getByRole("heading").innerText(), "Wednesday 25");
    await page.getByRole("link", { name: `${photos.length} photos` }).waitFor();
  });

  step("scrolling shows every photo once, newest first, and keeps the page small", async () => {
    const expected = await tilesOf(stage.api);
    const { tiles, most } = await walk(stage.page);
    assert.deepEqual(
      tiles.map(({ id }) => id),
      expected.map(({ id }) => id),
    );
    const times = expected.map(({ time }) => time);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => b - a),
    );
    assert.ok(most < 2000, `${most} elements while scrolling`);
    await stage.page.locator(".month", { hasText: "March 2022" }).waitFor();
  });

  step("each burst is one stack, shown by its sharp frame", async () => {
    const assets = await assetsByPath(stage.api);
    const shown = new Map((await tilesOf(stage.api)).map((one) => [one.id, one]));
    for (const frames of bursts()) {
      const name = frames[0]?.group;
      const members = frames.map(({ path }) => assets.get(path)).filter(Boolean);
      assert.equal(members.length, frames.length, `${name}: every frame is in the library`);
      const sharp = assets.get(frames.find((frame) => frame.sharp)?.path ?? "");
      const ids = members.map(({ id }) => id).sort((a, b) => a - b);
      assert.deepEqual(
        [...sharp.stack.members].sort((a, b) => a - b),
        ids,
        `${name} is one stack`,
      );
      assert.equal(sharp.stack.best, sharp.id, `${name} is shown by its sharp frame`);
      assert.equal(shown.get(sharp.id)?.stackSize, frames.length, `${name} is one tile`);
      for (const { id } of members) assert.equal(shown.has(id), id === sharp.id, `${name}: ${id}`);
    }
  });

  step("a copy stands behind the photo it was made of", async () => {
    const assets = await assetsByPath(stage.api);
    for (const copy of truth().filter(({ kind }) => kind === "copy")) {
      const original = assets.get(copy.group);
      const made = assets.get(copy.path);
      assert.ok(original.stack?.members.includes(made.id), `${copy.path} lies with its original`);
      assert.equal(original.stack.best, original.id, `${copy.group} is shown, not its copy`);
    }
  });

  step("a stack is named for those who do not see it", async () => {
    const { page } = stage;
    const [first] = (await tilesOf(stage.api)).filter(({ stackSize }) => stackSize > 1);
    await toTop(page);
    const { tiles } = await walk(page);
    const name = tiles.find(({ id }) => id === first?.id)?.name ?? "";
    assert.match(name, new RegExp(`, best of ${first?.stackSize} look-alikes$`));
    const alone = (await tilesOf(stage.api)).find(({ stackSize }) => stackSize === 1);
    const plain = tiles.find(({ id }) => id === alone?.id)?.name ?? "";
    assert.match(plain, /^\w+, \d{1,2} \w+ 20\d\d, \d\d:\d\d$/);
  });

  step("dragging along the years passes every month", async () => {
    const { page } = stage;
    await toTop(page);
    const box = await scrubber().boundingBox();
    assert.ok(box);
    const middle = box.x + box.width / 2;
    await page.mouse.move(middle, box.y + 20);
    await page.locator(".bubble", { hasText: "December 2024" }).waitFor();
    await page.mouse.down();
    await page.mouse.move(middle, box.y + box.height / 2, { steps: 8 });
    await page.locator(".bubble", { hasText: "2023" }).waitFor();
    await drawn(page);
    assert.match((await scrubber().getAttribute("aria-valuetext")) ?? "", /2023, \d+ photos?$/);
    await page.mouse.move(middle, box.y + box.height - 4, { steps: 8 });
    await page.mouse.up();
    await page.locator(".month", { hasText: "March 2022" }).waitFor();
    await drawn(page);
    // Away from the line, so that its bubble goes.
    await page.mouse.move(600, 400);
  });

  step("the years are walked by keys, too", async () => {
    const { page } = stage;
    const value = () => scrubber().getAttribute("aria-valuetext");
    const last = await scrubber().getAttribute("aria-valuemax");
    await scrubber().focus();
    await page.keyboard.press("Home");
    await until(async () => /^December 2024/.test((await value()) ?? ""), "the newest month");
    await page.keyboard.press("PageDown");
    await until(async () => / 2023,/.test((await value()) ?? ""), "the year before");
    await page.keyboard.press("PageUp");
    await until(async () => /^December 2024/.test((await value()) ?? ""), "the newest month again");
    await page.keyboard.press("End");
    await page.locator(".month", { hasText: "March 2022" }).waitFor();
    assert.ok(Number(last) > 10);
    await page.keyboard.press("Home");
    await drawn(page);
  });

  step("years and months are mosaics that lead back to days", async () => {
    const { page } = stage;
    const zoom = page
      .getByRole("radiogroup", { name: "How much to see" })
      .or(page.getByRole("group", { name: "How much to see" }));
    await zoom.getByText("Years").click();
    await page.locator(".month", { hasText: /^2024/ }).waitFor();
    await drawn(page);
    const id = await tile(3).getAttribute("data-id");
    await tile(3).click();
    await page.locator(".month", { hasText: "December 2024" }).waitFor();
    await drawn(page);
    await zoom.getByText("Days").click();
    await page.locator("header.day").first().waitFor();
    await drawn(page);
    assert.ok((await page.locator(`[data-id="${id}"]`).count()) === 1);
    await toTop(page);
  });

  step("photos get larger and smaller", async () => {
    const { page } = stage;
    const height = async () => (await tile(0).boundingBox())?.height ?? 0;
    const before = await height();
    await page.keyboard.press("-");
    await page.keyboard.press("-");
    await until(async () => (await height()) < before, "smaller photos");
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await until(async () => (await height()) === before, "photos as large as before");
  });

  step("one, several and a row of photos are selected", async () => {
    const { page } = stage;
    await tile(0).click();
    assert.equal(await selected(), 1);
    await tile(2).click({ modifiers: ["ControlOrMeta"] });
    assert.equal(await selected(), 2);
    await page.getByRole("toolbar", { name: "2 photos selected" }).waitFor();
    await tile(0).click();
    await tile(4).click({ modifiers: ["Shift"] });
    await page.getByRole("toolbar", { name: "5 photos selected" }).waitFor();
    assert.equal(await selected(), 5);
    await page.keyboard.press("Escape");
    await until(async () => (await selected()) === 0, "nothing selected");
    await page.keyboard.press("ControlOrMeta+a");
    const { total } = await stage.api("/timeline/buckets");
    await page.getByRole("toolbar", { name: `${total} photos selected` }).waitFor();
    await page.getByRole("button", { name: "Clear selection" }).click();
    await until(async () => (await selected()) === 0, "nothing selected again");
  });

  step("a marquee selects what it touches", async () => {
    const { page } = stage;
    const first = await tile(0).boundingBox();
    const second = await tile(1).boundingBox();
    assert.ok(first && second);
    // Beside the heading of the day there is nothing to click on.
    await page.mouse.move(second.x + second.width - 10, first.y - 12);
    await page.mouse.down();
    await page.mouse.move(first.x + first.width / 2, first.y + first.height / 2, { steps: 6 });
    await page.mouse.up();
    await page.getByRole("toolbar", { name: "2 photos selected" }).waitFor();
    await page.keyboard.press("Escape");
  });

  step("a favourite is marked at once, kept, and undone", async () => {
    const { page } = stage;
    const id = Number(await tile(1).getAttribute("data-id"));
    const kept = async () => (await stage.api(`/assets/${id}`)).favourite;
    await tile(1).hover();
    await tile(1).getByRole("button", { name: "Favourite" }).click();
    await page.getByRole("gridcell", { name: /, favourite/ }).waitFor();
    await page.getByText("Marked as favourite").waitFor();
    await until(kept, "the favourite to be kept");
    await page.reload();
    await page.getByRole("gridcell", { name: /, favourite/ }).waitFor();
    await drawn(page);
    await tile(1).click();
    await page.getByRole("button", { name: "No longer favourite" }).last().click();
    await until(async () => !(await kept()), "the favourite to be gone");
    await page.keyboard.press("ControlOrMeta+z");
    await until(kept, "the favourite to be back");
    await page.getByText("Undone: No longer a favourite").waitFor();
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await until(async () => !(await kept()), "the favourite to be gone again");
    await page.keyboard.press("Escape");
  });

  step("coming back from a photo finds the same place", async () => {
    const { page } = stage;
    await scrubber().focus();
    await page.keyboard.press("PageDown");
    await drawn(page);
    const at = () => page.locator(".timeline").evaluate((box) => box.scrollTop);
    const before = await until(at, "the year before");
    const seen = page.getByRole("gridcell").filter({ visible: true });
    const box = await page.locator(".timeline").boundingBox();
    const ids = await seen.evaluateAll(
      (tiles, top) =>
        tiles
          .filter((one) => one.getBoundingClientRect().top > top + 100)
          .map((one) => one.getAttribute("data-id")),
      box?.y ?? 0,
    );
    await page.locator(`[data-id="${ids[0]}"]`).dblclick();
    await page.locator("figure").waitFor();
    await page.keyboard.press("Escape");
    await drawn(page);
    await until(async () => Math.abs((await at()) - before) < 3, "the same place");
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("data-id"));
    assert.equal(focused, ids[0]);
  });
});
