// The first minutes: no folder yet, three steps, photos within seconds.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { dialogsReady } from "./harness/browser.mjs";
import { demoPhotos, hashes, somePhotos, truth } from "./harness/library.mjs";
import { tilesOf, walk } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

// A photo that was just found may have no thumbnail yet; the page then shows its colours and asks again.
const NOT_READY = /Failed to load resource.*404.*\/media\//;

describe("first run with a folder of one's own", () => {
  /** @type {string[]} */
  let names = [];
  let before = {};
  const { stage, step } = useStage({
    prepare: ({ home }) => {
      names = somePhotos(join(home, "Camera", "Holiday"), 12);
      somePhotos(join(home, "Pictures"), 2);
      before = hashes(join(home, "Camera"));
    },
  });

  step("an empty library opens on the first step", async () => {
    const { page } = stage;
    await page.getByRole("heading", { name: "Where are your photos?" }).waitFor();
    assert.match(page.url(), /#\/welcome$/);
    await page.getByText("Step 1 of 3").waitFor();
    await page.getByText("Your photos never leave this computer.").waitFor();
    await page.getByRole("button", { name: "Use Pictures" }).waitFor();
    assert.doesNotMatch(page.url(), /token/, "the key leaves the address bar");
  });

  step("a folder is chosen in the page's own picker", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await dialogsReady(page);
    await page.getByRole("button", { name: "Choose a folder" }).click();
    const picker = page.getByRole("dialog", { name: "Choose a folder" });
    await picker.getByRole("button", { name: "Home", exact: true }).click();
    await picker.getByRole("option", { name: /^Camera/ }).click();
    await picker.getByText("No photos directly in this folder.").waitFor();
    await picker.getByRole("option", { name: "Holiday has photos" }).click();
    await picker.getByText("12 photos directly in this folder.").waitFor();
    await picker.getByRole("button", { name: "Up one level" }).click();
    await picker.getByRole("button", { name: "Use Camera" }).click();
    const chosen = page.getByRole("list", { name: "Folders you chose" });
    await chosen.getByText("12 photos found").waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
  });

  step("the second step asks how much help, and says what happens whatever is chosen", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("heading", { name: "How much help would you like?" }).waitFor();
    await page.getByText("What Keepers does with them").click();
    await page.getByText(stage.library).waitFor();
    await page.getByText("Changes nothing").waitFor();
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Without models", { exact: true }).click();
    await page.getByRole("button", { name: "Go on without models" }).click();
  });

  step("the third step shows photos, and leads to all of them", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByText("All looked at").waitFor();
    await page.getByRole("heading", { name: "Your photos are ready" }).waitFor();
    await page.getByRole("status").filter({ hasText: "12 photos found" }).waitFor();
    await page.getByRole("button", { name: "See all photos" }).click();
    await idle(stage.api);
    const expected = await tilesOf(stage.api);
    await until(
      async () => (await walk(page)).tiles.length === expected.length,
      "every photo in the timeline",
    );
    const photos = expected.reduce((sum, { stackSize }) => sum + stackSize, 0);
    assert.equal(photos, names.length);
    await page.getByRole("link", { name: /12 photos.*All looked at/ }).waitFor();
  });

  step("from then on the library opens on its photos", async () => {
    const { page } = stage;
    await page.reload();
    await page.getByRole("gridcell").first().waitFor();
    assert.match(page.url(), /#\/$/);
  });

  step("the photos were only read", () => {
    assert.deepEqual(hashes(join(stage.home, "Camera")), before);
  });
});

describe("first run with the sample photos", () => {
  const { stage, step } = useStage({
    // Drawn already, so that the test need not wait for it: what is whole is kept.
    prepare: ({ path }) =>
      cpSync(demoPhotos(), join(path, "Demo photos"), {
        recursive: true,
        preserveTimestamps: true,
      }),
  });

  step("one button, and the sample photos come", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Try with sample photos" }).click();
    await page.getByRole("heading", { name: /^Your photos are/ }).waitFor();
    await page.getByRole("button", { name: "See all photos" }).click();
    await page.getByRole("gridcell").first().waitFor();
    await idle(stage.api);
    const { assets, problems } = await stage.api("/status");
    assert.equal(assets, truth().length);
    assert.equal(problems, 0);
    await page.getByRole("link", { name: /131 photos.*All looked at/ }).waitFor();
  });
});

describe("without the key", () => {
  const { stage, step } = useStage({ demo: true });

  step("a page without the key says so and shows nothing", async () => {
    const { page } = stage;
    const address = page.url().replace(/#.*/, "");
    const stranger = await (await stage.browser.newContext()).newPage();
    await stranger.goto(address);
    await stranger.getByText("This page has no key").waitFor();
    assert.equal(await stranger.locator("img").count(), 0);
  });

  step("a wrong key opens nothing", async () => {
    const { page } = stage;
    const address = page.url().replace(/#.*/, "#token=not-the-key");
    const stranger = await (await stage.browser.newContext()).newPage();
    await stranger.goto(address);
    await stranger.getByText("Keepers was started anew").waitFor();
    const wrong = address.replace(/\/ui\/[^/]+/, "/ui/not-the-key");
    const answer = await stranger.goto(wrong);
    assert.equal(answer?.status(), 401);
  });
});
