// What a person writes of their photos: in the browser, in the files, and back.
import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { axe, dialogsReady } from "./harness/browser.mjs";
import { NO_EXIFTOOL, tagsOf, writeTags } from "./harness/exiftool.mjs";
import { hash, somePhotos } from "./harness/library.mjs";
import { drawn, tilesOf } from "./harness/photos.mjs";
import { keepers, python } from "./harness/server.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

const NOT_READY = /Failed to load resource.*404.*\/media\//;

/** A library of twelve photos in a folder that may be written to. @type {import("./harness/stage.mjs").Wanted} */
const OWN = {
  prepare: ({ home, path }) => {
    somePhotos(join(home, "Pictures"), 12);
    keepers(["--library", join(path, "library"), "--quiet", "add", join(home, "Pictures")]);
  },
};

/** A hash of the pixels alone. @param {string} path */
const pixels = (path) =>
  python(
    "import hashlib, sys; from PIL import Image\n" +
      "print(hashlib.sha256(Image.open(sys.argv[1]).tobytes()).hexdigest())",
    [path],
  ).trim();

/** @param {import("./harness/stage.mjs").Stage} stage */
const hands = (stage) => {
  const drawer = () => stage.page.getByRole("complementary", { name: "About this photo" });
  /** @param {number} id */
  const asset = (id) => stage.api(`/assets/${id}`);
  /** @param {any} photo */
  const pathOf = (photo) => join(stage.home, "Pictures", photo.files[0].rel_path);
  /** Opens a photo with the drawer beside it. @param {number} id */
  const open = async (id) => {
    await stage.go(`/photo/${id}`);
    await stage.page.locator(`figure img[src*="/${id}/"]`).first().waitFor({ state: "attached" });
    if (!(await drawer().isVisible())) await stage.page.keyboard.press("i");
    await drawer().waitFor();
    const { name } = await asset(id);
    await drawer().getByText(name).first().waitFor();
  };
  /** @param {string} text */
  const caption = async (text) => {
    await drawer()
      .getByRole("button", { name: /^(Add a caption|Caption: )/ })
      .click();
    const field = drawer().getByRole("textbox", { name: "Caption" });
    await field.fill(text);
    await field.press("Enter");
    await field.waitFor({ state: "detached" });
  };
  /** @param {string} day @param {string} clock */
  const date = async (day, clock) => {
    const when = drawer().locator("section", {
      has: stage.page.getByText("When", { exact: true }),
    });
    await when.getByRole("button", { name: /: change$/ }).click();
    const editor = stage.page.getByRole("dialog", { name: "When it was taken" });
    await editor.getByLabel("Day").fill(day);
    await editor.getByLabel("Time").fill(clock);
    await editor.getByLabel("Zone").selectOption("UTC+2");
    await editor.getByRole("button", { name: "Save date" }).click();
    await editor.waitFor({ state: "detached" });
  };
  /** @param {string} words */
  const keyword = async (words) => {
    const line = drawer().getByRole("combobox", { name: "Add a keyword" });
    await line.fill(words);
    await line.press("Enter");
  };
  /** Waits until every change of a photo is where it belongs. @param {number} id */
  const written = (id) =>
    until(
      async () => {
        const edits = Object.values((await asset(id)).edits);
        return edits.length > 0 && edits.every(({ state }) => state === "written");
      },
      "what was changed to be written",
      { timeout: 60_000 },
    );
  return { drawer, asset, pathOf, open, caption, date, keyword, written };
};

describe("editing one photo", { skip: NO_EXIFTOOL }, () => {
  const { stage, step } = useStage(OWN);
  const { drawer, asset, pathOf, open, caption, date, keyword, written } = hands(stage);
  let id = 0;
  let before = "";
  /** @type {any} */
  let was;

  step("a caption, a date and a keyword are found by exiftool beside the photo", async () => {
    const { page, api } = stage;
    stage.expected = [NOT_READY];
    await idle(api);
    await drawn(page);
    id = (await tilesOf(api))[0]?.id ?? 0;
    was = await asset(id);
    const path = pathOf(was);
    before = hash(path);
    await open(id);
    await caption("Grandma’s garden\nin spring");
    await page.getByText("Caption changed", { exact: true }).waitFor();
    await date("1987-06-02", "16:05:09");
    await page.getByRole("heading", { level: 1, name: /2 June 1987, 16:05/ }).waitFor();
    await drawer().getByText("UTC+2").waitFor();
    await keyword("Places > Portugal > Lisbon");
    await drawer().getByRole("button", { name: "Take away Places › Portugal › Lisbon" }).waitFor();
    await keyword("garden");
    await drawer().getByRole("button", { name: "Take away garden" }).waitFor();
    await written(id);
    await drawer().getByText("Yours, in its file too").first().waitFor();
    const tags = tagsOf(`${path}.xmp`);
    assert.equal(tags["XMP:Description"], "Grandma’s garden\nin spring");
    assert.equal(tags["XMP:DateTimeOriginal"], "1987:06:02 16:05:09+02:00");
    assert.deepEqual(tags["XMP:Subject"], ["Lisbon", "garden"]);
    assert.ok([tags["XMP:HierarchicalSubject"]].flat().includes("Places|Portugal|Lisbon"));
    assert.equal(hash(path), before, "the photo itself is as it was, byte for byte");
  });

  step("undo takes each back, and the file that was made with them", async () => {
    const { page } = stage;
    await page.locator("main.view").focus();
    for (const what of ["Keywords", "Keywords", "Date", "Caption"]) {
      await page.keyboard.press("ControlOrMeta+z");
      await page.getByText(`Undone: ${what} changed`).first().waitFor();
    }
    await drawer()
      .getByRole("button", { name: `Caption: ${was.caption}` })
      .waitFor();
    const path = pathOf(was);
    await until(async () => !existsSync(`${path}.xmp`), "the file beside it to go", {
      timeout: 60_000,
    });
    const settled = async () => Object.keys((await asset(id)).edits).length === 0;
    await until(settled, "nothing of it to be left");
    const now = await asset(id);
    for (const what of ["edits", "keywords", "caption", "capture_time", "capture_code"])
      assert.deepEqual(now[what], was[what], what);
    assert.equal(hash(path), before);
  });

  step("stars have keys, and so has taking them away", async () => {
    const { page } = stage;
    const rating = async () => (await asset(id)).rating;
    await page.keyboard.press("4");
    await page.getByText("Gave 4 stars", { exact: true }).waitFor();
    await until(async () => (await rating()) === 4, "four stars");
    assert.ok(await drawer().getByRole("radio", { name: "4 stars" }).isChecked());
    await page.keyboard.press("x");
    await until(async () => (await rating()) === -1, "it to be rejected");
    await page.keyboard.press("x");
    await until(async () => (await rating()) === null, "none");
  });

  step("a name is added, changed and taken away", async () => {
    const { page } = stage;
    const names = async () =>
      (await asset(id)).people.map((/** @type {{ name: string }} */ { name }) => name);
    await drawer().getByRole("button", { name: "Add a name" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Marta");
    await page.keyboard.press("Enter");
    await until(async () => (await names()).includes("Marta"), "Marta");
    await drawer().getByRole("button", { name: "Marta: change" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Marta Silva");
    await page.keyboard.press("Enter");
    await until(async () => (await names()).includes("Marta Silva"), "her whole name");
    await drawer().getByRole("button", { name: "Marta Silva: change" }).click();
    await page.getByRole("button", { name: "Not on this photo" }).click();
    await until(async () => (await names()).length === 0, "nobody");
  });

  step("a place is pasted as coordinates and found by name", async () => {
    const { page } = stage;
    const where = drawer().locator("section", { has: page.getByText("Where", { exact: true }) });
    const search = page.getByRole("combobox", { name: "Find a place, or paste coordinates" });
    await where.getByRole("button").first().click();
    await search.fill("91.5, 0.5");
    await page.getByText("These coordinates lie nowhere on earth.").waitFor();
    await search.fill("38.7139, -9.1394");
    await page.getByRole("option", { name: "At 38.7139° N, 9.1394° W" }).waitFor();
    await page.keyboard.press("Enter");
    await until(async () => (await asset(id)).latitude === 38.7139, "the position");
    await where.getByRole("button", { name: /Lisbon.*: change$/ }).click();
    await search.fill("Porto");
    await page
      .getByRole("option", { name: /^Porto, .*Portugal/ })
      .first()
      .click();
    await until(async () => (await asset(id)).place?.city === "Porto", "the place in words");
    const { latitude } = await asset(id);
    assert.equal(latitude, 38.7139, "what was measured stays unless it is to move");
  });

  step("who says what is told when it is asked", async () => {
    await drawer().getByText("Who says what").click();
    await drawer().getByText("Taken", { exact: true }).waitFor();
  });
});

describe("editing into the photos", { skip: NO_EXIFTOOL }, () => {
  const { stage, step } = useStage(OWN);
  const { drawer, asset, pathOf, open, caption, date, keyword, written } = hands(stage);

  step("the setting says what each way means", async () => {
    const { page, api } = stage;
    stage.expected = [NOT_READY];
    await idle(api);
    await stage.go("/settings");
    await page.getByRole("heading", { name: "What you add to photos" }).waitFor();
    assert.ok(await page.getByRole("radio", { name: "Beside the photos" }).isChecked());
    await page.getByRole("radio", { name: "Into the photos" }).check({ force: true });
    await until(async () => (await api("/settings")).write_metadata === "photo", "the choice kept");
  });

  step("a caption, a date and a keyword are found by exiftool in the photo", async () => {
    stage.expected = [NOT_READY];
    const id = (await tilesOf(stage.api))[1]?.id ?? 0;
    const was = await asset(id);
    const path = pathOf(was);
    const [whole, picture] = [hash(path), pixels(path)];
    await open(id);
    await caption("At the river");
    await date("1991-08-17", "09:30:00");
    await keyword("river");
    await written(id);
    const tags = tagsOf(path);
    assert.equal(tags["XMP:Description"], "At the river");
    assert.equal(tags["EXIF:ImageDescription"], "At the river");
    assert.equal(tags["EXIF:DateTimeOriginal"], "1991:08:17 09:30:00");
    assert.equal(tags["EXIF:OffsetTimeOriginal"], "+02:00");
    assert.deepEqual([tags["XMP:Subject"]].flat(), ["river"]);
    assert.ok(!existsSync(`${path}.xmp`), "nothing is put beside it");
    assert.equal(pixels(path), picture, "its pixels are as they were");
    await stage.page.locator("main.view").focus();
    for (let turn = 0; turn < 3; turn++) {
      await stage.page.keyboard.press("ControlOrMeta+z");
      await stage.page
        .getByText(/^Undone: /)
        .first()
        .waitFor();
    }
    await drawer()
      .getByRole("button", { name: `Caption: ${was.caption}` })
      .waitFor();
    await until(async () => hash(path) === whole, "the photo as it was, byte for byte", {
      timeout: 60_000,
    });
  });
});

describe("what another program changed meanwhile", { skip: NO_EXIFTOOL }, () => {
  const { stage, step } = useStage(OWN);
  const { drawer, asset, pathOf, open, caption, written } = hands(stage);
  let id = 0;
  const rescan = async () => {
    const { roots } = await stage.api("/roots");
    await stage.api(`/roots/${roots[0].id}/rescan`, { method: "POST" });
  };

  step("is not written over: both are shown", async () => {
    const { page, api } = stage;
    stage.expected = [NOT_READY];
    await idle(api);
    id = (await tilesOf(api))[2]?.id ?? 0;
    await open(id);
    await caption("Mine");
    await written(id);
    await api("/work/pause", { method: "POST" });
    await caption("Mine, and better");
    await page.getByText("Caption changed", { exact: true }).waitFor();
    await until(async () => (await asset(id)).edits.caption.state === "pending", "it to wait");
    writeTags(`${pathOf(await asset(id))}.xmp`, { "XMP-dc:Description-x-default": "Theirs" });
    await rescan();
    await api("/work/resume", { method: "POST" });
    await drawer().getByText("Another program: Theirs").waitFor({ timeout: 60_000 });
    await drawer().getByText("You: Mine, and better").waitFor();
    await idle(api);
    assert.equal(tagsOf(`${pathOf(await asset(id))}.xmp`)["XMP:Description"], "Theirs");
  });

  step("leads from Activity to the choice, and the other is taken", async () => {
    const { page } = stage;
    await stage.go("/activity");
    await page.getByRole("heading", { name: "1 change was made in another program too" }).waitFor();
    await page.getByRole("button", { name: "Look at them" }).click();
    const dialog = page.getByRole("dialog", { name: "Changed in two places" });
    await dialog.getByText("Another program: Theirs").waitFor();
    assert.deepEqual(await axe(page), []);
    await dialog.getByRole("button", { name: "Caption: take the other" }).click();
    await dialog.getByText("Nothing is left to decide.").waitFor();
    await until(async () => (await asset(id)).caption === "Theirs", "theirs to count");
    await dialog.getByRole("button", { name: "Done" }).click();
  });

  step("the choice is undone, and one's own is kept and written", async () => {
    const { page, api } = stage;
    await page.keyboard.press("ControlOrMeta+z");
    await open(id);
    await drawer().getByRole("button", { name: "Caption: keep yours" }).click();
    await written(id);
    await idle(api);
    const photo = await asset(id);
    assert.equal(photo.caption, "Mine, and better");
    assert.equal(tagsOf(`${pathOf(photo)}.xmp`)["XMP:Description"], "Mine, and better");
  });

  step("is read back where nothing of one's own waits", async () => {
    const path = `${pathOf(await asset(id))}.xmp`;
    writeTags(path, { "XMP-dc:Description-x-default": "Theirs again" });
    await rescan();
    await drawer()
      .getByRole("button", { name: "Caption: Theirs again" })
      .waitFor({ timeout: 60_000 });
    rmSync(path);
  });
});

describe("changing many photos", () => {
  const { stage, step } = useStage(OWN);
  const { asset } = hands(stage);
  /** @type {number[]} */
  let chosen = [];
  /** @type {number} */
  let other = 0;
  const dialog = (/** @type {string | RegExp} */ name) => stage.page.getByRole("dialog", { name });
  const all = () => Promise.all(chosen.map(asset));
  const choose = async () => {
    const { page } = stage;
    await stage.go("/");
    await drawn(page);
    await page.keyboard.press("Escape");
    for (const id of chosen)
      await page.locator(`[data-id="${id}"]`).click({ modifiers: ["ControlOrMeta"] });
    await page.getByRole("toolbar", { name: "3 photos selected" }).waitFor();
  };

  step("keywords come and go without touching others", async () => {
    const { page, api } = stage;
    stage.expected = [NOT_READY];
    await idle(api);
    await dialogsReady(page);
    const ids = (await tilesOf(api)).map(({ id }) => id);
    chosen = ids.slice(0, 3);
    other = ids[3] ?? 0;
    const body = {
      ids: [chosen[0]],
      changes: [{ field: "keywords", action: "set", value: ["old", "kept"] }],
    };
    await api("/metadata/edits", { method: "POST", body });
    await choose();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("menuitem", { name: "Keywords of 3 photos…" }).click();
    const asked = dialog("Keywords of 3 photos");
    await asked.getByText("1 of 3").first().waitFor();
    await asked.getByRole("combobox", { name: "Add a keyword" }).fill("family, Trips > 2024");
    await page.keyboard.press("Enter");
    await asked.getByRole("button", { name: "Take away old" }).click();
    assert.deepEqual(await axe(page), []);
    await asked.getByRole("button", { name: "Save keywords of 3" }).click();
    await page.getByText("Keywords of 3 changed").waitFor();
    await until(
      async () => (await all()).every(({ keywords }) => keywords.includes("family")),
      "the keyword on all",
    );
    const keywords = (await all()).map((photo) => photo.keywords);
    assert.deepEqual(keywords, [
      ["kept", "family", "Trips|2024"],
      ["family", "Trips|2024"],
      ["family", "Trips|2024"],
    ]);
    assert.deepEqual((await asset(other)).keywords, []);
  });

  step("one undo takes all of it back", async () => {
    await stage.page.getByRole("button", { name: "Undo" }).click();
    await until(
      async () => (await all()).every(({ keywords }) => !keywords.includes("family")),
      "the keyword off all",
    );
    assert.deepEqual((await all())[0].keywords, ["old", "kept"]);
  });

  step("dates are shown before and after, changed, and put back", async () => {
    const { page } = stage;
    await choose();
    const before = (await all()).map(({ capture_time }) => capture_time);
    await page.keyboard.press("d");
    const asked = dialog("Dates of 3 photos");
    await asked.getByRole("spinbutton", { name: "Hours" }).fill("2");
    await asked.getByText("3 dates change.").waitFor();
    assert.equal(
      await asked.getByRole("region", { name: "Preview" }).getByRole("listitem").count(),
      3,
    );
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(
      (await all()).map(({ capture_time }) => capture_time),
      before,
      "a preview changes nothing",
    );
    await asked.getByRole("button", { name: "Change 3 dates" }).click();
    await page.getByText("Dates of 3 changed").waitFor();
    const later = before.map((time) => time + 7_200_000);
    const times = async () => (await all()).map(({ capture_time }) => capture_time);
    await until(async () => (await times()).every((time, at) => time === later[at]), "later dates");
    await page.keyboard.press("ControlOrMeta+z");
    await until(async () => (await times()).every((time, at) => time === before[at]), "them back");
  });

  step("photos whose names have no date stay, and that is said", async () => {
    const { page } = stage;
    await choose();
    await page.keyboard.press("d");
    const asked = dialog("Dates of 3 photos");
    await asked.getByRole("radio", { name: "Time zone" }).click();
    await asked.getByRole("combobox", { name: "Zone" }).fill("lis");
    await asked.getByRole("option", { name: "Europe/Lisbon" }).waitFor();
    await page.keyboard.press("Escape");
    await asked.getByRole("radio", { name: "From the name" }).click();
    await asked.getByText(/^(No date changes\.|\d dates? changes?\.)/).waitFor();
    await page.keyboard.press("Escape");
    await asked.waitFor({ state: "detached" });
  });

  step("a caption for all tells what it replaces", async () => {
    const { page, api } = stage;
    const body = {
      ids: [chosen[0]],
      changes: [{ field: "caption", action: "set", value: null }],
    };
    await api("/metadata/edits", { method: "POST", body });
    await choose();
    await page.keyboard.press("c");
    const asked = dialog("Caption of 3 photos");
    await asked.getByText("2 of them have captions of their own.").waitFor();
    const field = asked.getByRole("textbox", { name: "Caption" });
    assert.equal(await field.getAttribute("placeholder"), "Several");
    await field.fill("Summer by the lake");
    await asked.getByText("Replaces 2 captions. You can undo it.").waitFor();
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press("Enter");
    await until(
      async () => (await all()).every((photo) => photo.caption === "Summer by the lake"),
      "the caption on all",
    );
  });

  step("a place comes to all, and the focus is back where it was", async () => {
    const { page } = stage;
    await choose();
    await page.keyboard.press("w");
    const asked = dialog("Place of 3 photos");
    await asked.getByRole("combobox").fill("Lisbon");
    await asked
      .getByRole("option", { name: /^Lisbon, .*Portugal/ })
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    await asked.getByText(/^Lisbon, /).waitFor();
    assert.deepEqual(await axe(page), []);
    await asked.getByRole("button", { name: "Save place of 3" }).click();
    await asked.waitFor({ state: "detached" });
    await until(async () => (await all()).every(({ place }) => place?.city === "Lisbon"), "Lisbon");
    const focused = await page.evaluate(() =>
      Number(document.activeElement?.getAttribute("data-id")),
    );
    assert.ok(chosen.includes(focused), "the focus is on a chosen photo");
  });
});
