// Activity: what Keepers does, and the ways to stop it; what it could not read; folders that are away.
import assert from "node:assert/strict";
import { copyFileSync, renameSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe } from "node:test";

import { brokenFiles, demoPhotos, manyPhotos, somePhotos, truth } from "./harness/library.mjs";
import { drawn, tilesOf } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

// Enough that looking at them can be interrupted, however many readers there are.
const MANY = 180 * Math.max(2, availableParallelism());
const NOT_READY = /Failed to load resource.*404.*\/media\//;

describe("activity while there is much to look at", () => {
  const { stage, step } = useStage({
    prepare: ({ home }) => manyPhotos(join(home, "Pictures"), MANY),
  });
  const looking = () => stage.page.getByRole("listitem").filter({ hasText: "Looking at photos" });
  /** @param {string} kind */
  const job = async (kind) => {
    const { jobs } = await stage.api("/jobs?limit=100");
    // The newest comes first.
    return jobs.find((/** @type {{ kind: string }} */ one) => one.kind === kind);
  };
  const unlooked = async () => (await stage.api("/status")).unlooked;

  step("work shows how far it is, in Activity and in the line at the lower left", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Use Pictures" }).click();
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await stage.go("/activity");
    await looking()
      .getByText(/^Looking at [\d,]+ of [\d,]+$/)
      .waitFor();
    await looking().getByRole("progressbar").waitFor();
    await page
      .getByRole("complementary", { name: "Places" })
      .getByText(/Looking at/)
      .waitFor();
  });

  step("a job is paused, stands, and goes on", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Pause: Looking at photos" }).click();
    await looking()
      .getByText(/^Paused/)
      .waitFor();
    await until(async () => (await job("look")).state === "paused", "the job to be paused");
    assert.ok((await unlooked()) > 0, "it was paused before it was over");
    await page.reload();
    await looking()
      .getByText(/^Paused/)
      .waitFor();
    const before = await unlooked();
    await page.getByRole("button", { name: "Resume: Looking at photos" }).click();
    await until(async () => (await unlooked()) < before, "it to go on");
  });

  step("what is cancelled is stopped, and said to be, until it is asked for again", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Cancel: Looking at photos" }).click();
    await page.getByRole("listitem").filter({ hasText: "Stopped by you" }).waitFor();
    await page.getByRole("heading", { name: "Nothing to do" }).waitFor();
    await page.getByText(/have not been looked at yet/).waitFor();
    assert.ok((await unlooked()) > 0, "it was stopped before it was over");
    await page.getByRole("button", { name: "Look again in Pictures" }).click();
    await looking()
      .getByText(/^Looking at [\d,]+ of [\d,]+$/)
      .waitFor();
  });

  step("everything is paused, also over a restart", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Pause all" }).click();
    await page.getByText("Everything is paused.").waitFor();
    await page.getByRole("link", { name: /^Paused/ }).waitFor();
    await until(async () => (await job("look")).state !== "running", "the job to stand");
    const left = await unlooked();
    assert.ok(left > 0, "it was paused before it was over");
    await stage.restart();
    await stage.go("/activity");
    await page.getByText("Everything is paused.").waitFor();
    assert.equal(await unlooked(), left);
  });

  step("photos that are there can be browsed meanwhile", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("link", { name: "Photos", exact: true }).click();
    await page.getByRole("gridcell").first().waitFor();
    await page.getByRole("link", { name: "Activity", exact: true }).click();
  });

  step("resumed, it finishes what was left", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Resume all" }).click();
    await idle(stage.api);
    const name = MANY.toLocaleString("en-GB");
    await page
      .getByText(`All ${name} photos have been looked at. Keepers is up to date.`)
      .waitFor();
    await page.getByRole("link", { name: new RegExp(`${name} photos.*All looked at`) }).waitFor();
    await page.getByRole("button", { name: "Clear the list" }).click();
    await page.getByRole("heading", { name: "Finished" }).waitFor({ state: "detached" });
  });
});

describe("files that cannot be read", () => {
  /** @type {Record<string, string>} */
  let broken = {};
  const { stage, step } = useStage({
    prepare: ({ home }) => {
      somePhotos(join(home, "Pictures"), 6);
      broken = brokenFiles(join(home, "Pictures", "Old disk"));
    },
  });
  const row = (/** @type {string} */ name) =>
    stage.page.getByRole("listitem").filter({ hasText: name });

  step("each is listed once, with its reason and its folder", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Use Pictures" }).click();
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await idle(stage.api);
    await stage.go("/activity");
    await page.getByRole("heading", { name: "4 files could not be read" }).waitFor();
    const words = {
      empty_file: "The file is empty.",
      not_a_picture: "This is no picture and no film, though its name says so.",
      truncated: "The file ends too early. Part of the picture is missing.",
      too_large: "The picture is larger than 300 megapixels, too large to open safely.",
    };
    for (const [name, code] of Object.entries(broken)) {
      const sentence = words[/** @type {keyof typeof words} */ (code)];
      await row(name).getByText(`${sentence} Pictures / Old disk`).waitFor();
      assert.equal(await row(name).count(), 1, name);
    }
    await page.getByRole("link", { name: /6 photos.*4 could not be read/ }).waitFor();
  });

  step("the others are not affected, and those do not stand between them", async () => {
    assert.equal((await tilesOf(stage.api)).length, 6);
    await stage.page.getByRole("link", { name: "Photos", exact: true }).click();
    await stage.page.getByRole("gridcell").first().waitFor();
    await stage.page.getByRole("link", { name: "Activity", exact: true }).click();
  });

  step("one that was mended is read when it is tried again; the others stay", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    const good = truth().find(({ kind }) => kind === "too_bright")?.path ?? "";
    copyFileSync(join(demoPhotos(), good), join(stage.home, "Pictures", "Old disk", "empty.jpg"));
    await page.getByRole("button", { name: "Try all again" }).click();
    await page.getByRole("heading", { name: "3 files could not be read" }).waitFor();
    assert.equal(await row("empty.jpg").count(), 0);
    await idle(stage.api);
    assert.equal((await stage.api("/status")).assets, 7);
  });
});

describe("a folder that is away", () => {
  const { stage, step } = useStage({
    prepare: ({ home }) => void somePhotos(join(home, "Pictures"), 6),
  });
  const pictures = () => join(stage.home, "Pictures");
  const folder = () => stage.page.getByRole("region", { name: "Folders" }).getByRole("listitem");

  step("is said to be, and nothing of it is forgotten", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Use Pictures" }).click();
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await idle(stage.api);
    await stage.go("/activity");
    await folder().getByText("6 photos.").waitFor();
    renameSync(pictures(), join(stage.home, "away"));
    await page.getByRole("button", { name: "Look again in Pictures" }).click();
    await page
      .getByText("The folder is not there. It may be on a disk that is not connected.")
      .waitFor();
    await page.getByText("Its 6 photos can still be browsed").waitFor();
    assert.equal((await stage.api("/status")).assets, 6);
  });

  step("its photos are still seen, and their previews opened", async () => {
    const { page } = stage;
    stage.expected = [/Failed to load resource.*\/original/];
    await page.getByRole("link", { name: "Photos", exact: true }).click();
    await drawn(page);
    await page.getByRole("gridcell").first().dblclick();
    await page.getByText("Pictures is not connected.").waitFor();
    const preview = page.locator("figure img.here");
    await preview.waitFor();
    assert.ok(await preview.evaluate((image) => /** @type {any} */ (image).naturalWidth > 500));
    await page.keyboard.press("Escape");
  });

  step("and opens again when it is back", async () => {
    const { page } = stage;
    renameSync(join(stage.home, "away"), pictures());
    await page.getByRole("link", { name: "Activity", exact: true }).click();
    await page.getByRole("button", { name: "Look again in Pictures" }).click();
    await folder().getByText("6 photos.").waitFor();
    await idle(stage.api);
    await page.getByRole("link", { name: "Photos", exact: true }).click();
    await drawn(page);
    await page.getByRole("gridcell").first().dblclick();
    await page.locator("figure img.full").waitFor();
    assert.equal(await page.getByText("is not connected").count(), 0);
  });
});
