// Export: the chosen photos in a folder, byte for byte, and nothing else changed.
import assert from "node:assert/strict";
import { lstatSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe } from "node:test";

import { axe, newPage } from "./harness/browser.mjs";
import { demoPhotos, hash, hashes } from "./harness/library.mjs";
import { drawn } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";

describe("export", () => {
  const { stage, step } = useStage({ demo: true });
  const originals = hashes(demoPhotos());
  const dialog = (/** @type {string | RegExp} */ name) => stage.page.getByRole("dialog", { name });
  const folder = () => join(stage.home, "Desktop", "For Grandma", "Best of all");
  const photosIn = (/** @type {string} */ path) =>
    readdirSync(path).filter((name) => /\.jpe?g$/i.test(name));

  /** The original of each exported photo, as the receipt tells. @param {string} path */
  const receipt = (path) =>
    JSON.parse(readFileSync(join(path, "keepers-receipt.json"), "utf8")).files;

  step("picks go into a folder made on the way", async () => {
    const { page } = stage;
    await stage.go("/picks");
    const number = page.getByRole("textbox", { name: "How many photos to pick" });
    await number.fill("12");
    await number.press("Enter");
    await page.getByRole("button", { name: "Export 12" }).click();
    const asked = dialog("Export 12 photos");
    assert.equal(await asked.getByLabel("New folder").inputValue(), "Best 12 of everything");
    await asked.getByRole("button", { name: "Change where it goes" }).click();
    const picker = dialog("Choose where the new folder goes");
    await picker.getByRole("button", { name: "Desktop", exact: true }).click();
    await picker.getByRole("button", { name: "New folder" }).click();
    await picker.getByRole("textbox", { name: "Name of the new folder" }).fill("For Grandma");
    await page.keyboard.press("Enter");
    await picker.getByRole("button", { name: "Put it in For Grandma" }).click();
    await asked.getByLabel("New folder").fill("Best of all");
    assert.ok(await asked.getByRole("radio", { name: "Copy" }).isChecked());
    await asked.getByText("Originals are not changed.").waitFor();
    await asked.getByRole("button", { name: "Copy 12 photos" }).click();
    const done = dialog("Export finished");
    await done.getByText("12 photos copied and checked").waitFor();
    await done.getByText("Every copy was read back and matches its original.").waitFor();
    await done.getByText(folder(), { exact: true }).waitFor();
    await done.getByRole("button", { name: "Done" }).click();
  });

  step("each copy is its original, byte for byte", () => {
    const names = photosIn(folder());
    assert.equal(names.length, 12);
    const known = new Set(Object.values(originals));
    for (const name of names) assert.ok(known.has(hash(join(folder(), name))), name);
    const told = receipt(folder());
    assert.deepEqual(told.map((/** @type {any} */ one) => one.name).sort(), names.sort());
  });

  step("the gallery opens by itself, asks nobody for anything and is clean", async () => {
    const [name = ""] = readdirSync(folder()).filter((one) => one.endsWith(".html"));
    const address = pathToFileURL(join(folder(), name)).href;
    for (const theme of /** @type {const} */ (["light", "dark"])) {
      const { page, context, complaints } = await newPage(stage.browser, { theme });
      /** @type {string[]} */
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(address);
      await page.locator("img").first().waitFor();
      const broken = await page.locator("img").evaluateAll(async (images) => {
        const all = /** @type {HTMLImageElement[]} */ (images).filter((one) => one.src !== "");
        await Promise.all(all.map((one) => one.decode().catch(() => undefined)));
        return { all: all.length, broken: all.filter((one) => one.naturalWidth === 0).length };
      });
      assert.ok(broken.all >= 12, `${broken.all} pictures`);
      assert.equal(broken.broken, 0);
      const outside = asked.filter((url) => !url.startsWith("data:") && url !== address);
      assert.deepEqual(outside, []);
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(complaints, []);
      await context.close();
    }
  });

  step("the same once more changes nothing that is there", async () => {
    const { page } = stage;
    const before = hashes(folder());
    await page.getByRole("button", { name: "Export 12" }).click();
    const asked = dialog("Export 12 photos");
    await asked.getByRole("button", { name: "Change where it goes" }).click();
    const picker = dialog("Choose where the new folder goes");
    await picker.getByRole("button", { name: "Desktop", exact: true }).click();
    await picker.getByRole("option", { name: /^For Grandma/ }).click();
    await picker.getByRole("button", { name: "Put it in For Grandma" }).click();
    await asked.getByLabel("New folder").fill("Best of all");
    await asked.getByRole("button", { name: "Copy 12 photos" }).click();
    await dialog("Export finished").getByRole("button", { name: "Done" }).click();
    const now = hashes(folder());
    for (const [name, was] of Object.entries(before)) {
      if (/\.jpe?g$/i.test(name)) assert.equal(now[name], was, name);
    }
    assert.equal(photosIn(folder()).length, 12);
  });

  step("a name that is none is not taken", async () => {
    const { page } = stage;
    await page.getByRole("button", { name: "Export 12" }).click();
    const asked = dialog("Export 12 photos");
    await asked.getByLabel("New folder").fill("../elsewhere");
    await asked.getByRole("alert").getByText("cannot contain").waitFor();
    assert.ok(await asked.getByRole("button", { name: "Copy 12 photos" }).isDisabled());
    await asked.getByLabel("New folder").fill("");
    await asked.getByRole("alert").getByText("Give the new folder a name.").waitFor();
    await asked.getByRole("button", { name: "Cancel" }).click();
    await asked.waitFor({ state: "detached" });
  });

  for (const mode of /** @type {const} */ (["Hard link", "Symbolic link"])) {
    step(`a selection of the timeline goes out as ${mode.toLowerCase()}s`, async () => {
      const { page } = stage;
      await page.getByRole("link", { name: "Photos", exact: true }).click();
      await drawn(page);
      await page.getByRole("gridcell").nth(0).click();
      await page
        .getByRole("gridcell")
        .nth(2)
        .click({ modifiers: ["Shift"] });
      await page.getByRole("toolbar").getByRole("button", { name: "Export" }).click();
      const asked = dialog("Export 3 photos");
      await asked.getByText("Desktop", { exact: true }).waitFor();
      await asked.getByLabel("New folder").fill(mode);
      await asked.getByRole("radio", { name: mode }).check({ force: true });
      await asked.getByRole("switch", { name: "Add a gallery page" }).click();
      await asked.getByRole("button", { name: "Link 3 photos" }).click();
      const done = dialog("Export finished");
      await done.getByText("3 photos linked").waitFor();
      await done.getByRole("button", { name: "Done" }).click();
      const path = join(stage.home, "Desktop", mode);
      const names = photosIn(path);
      assert.equal(names.length, 3);
      assert.equal(readdirSync(path).filter((name) => name.endsWith(".html")).length, 0);
      const inodes = new Set(
        Object.keys(originals).map((name) => statSync(join(demoPhotos(), name)).ino),
      );
      for (const name of names) {
        assert.ok(inodes.has(statSync(join(path, name)).ino), `${name} is the original`);
        assert.equal(lstatSync(join(path, name)).isSymbolicLink(), mode === "Symbolic link");
      }
      await page.keyboard.press("Escape");
    });
  }

  step("the whole library goes along from Settings, and into the same folder again", async () => {
    const { page } = stage;
    const library = join(stage.home, "Desktop", "My photo library");
    for (const _time of [1, 2]) {
      await stage.go("/settings");
      await page.getByRole("button", { name: "Export the library" }).click();
      const asked = dialog("Take everything along");
      await asked.getByText("Desktop", { exact: true }).waitFor();
      assert.deepEqual(await axe(page), []);
      await asked.getByRole("button", { name: "Copy everything" }).click();
      const done = dialog("Export finished");
      await done.getByText(/^\d+ files copied and checked$/).waitFor();
      await done.getByText("READ ME.txt").waitFor();
      await done.getByRole("button", { name: "Done" }).click();
      const manifest = JSON.parse(readFileSync(join(library, "manifest.json"), "utf8"));
      const told = new Set(
        manifest.photos.flatMap((/** @type {any} */ photo) =>
          photo.files.map((/** @type {any} */ file) => hash(join(library, file.path))),
        ),
      );
      assert.deepEqual(manifest.not_taken_along, []);
      for (const [name, original] of Object.entries(originals))
        if (/\.jpe?g$/i.test(name)) assert.ok(told.has(original), name);
    }
  });

  step("the originals are as they were", () => {
    assert.deepEqual(hashes(demoPhotos()), originals);
  });
});
