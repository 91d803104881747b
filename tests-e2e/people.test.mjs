// People: faces of real photos come together, get names, are merged, parted, hidden, and all of it is taken back.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe } from "node:test";

import { describeReal, everyLook, ownStore, realFaces } from "./harness/faces.mjs";
import { assetsByPath } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

const PICTURES = ["family", "few", "groups/identification1.jpg"].concat(
  ["Colin_Powell", "George_W_Bush", "Hugo_Chavez", "Tony_Blair"].map((name) => `lfw10/${name}`),
);
const UNSURE = ["000000001000.jpg", "000000005001.jpg", "000000011511.jpg", "000000349860.jpg"];
const NOT_READY = /Failed to load resource.*404.*\/media\//;

describe("people without models", () => {
  const { stage, step } = useStage({
    demo: true,
    reducedMotion: "reduce",
    prepare: ({ path }) => ownStore(path),
  });

  step("the page says what they would bring, and where they come from", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("heading", { name: "Keepers does not know faces yet" }).waitFor();
    await page.getByText("so that you can name them and find them again").waitFor();
    await everyLook(stage);
    await page.getByRole("button", { name: "Help from models" }).click();
    await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
    await page.getByRole("heading", { name: "Help from models" }).waitFor();
  });
});

describeReal("people of real photos", ["KEEPERS_MODELS_DIR", "KEEPERS_PHOTOS_DIR"], () => {
  const { stage, step } = useStage({
    reducedMotion: "reduce",
    prepare: (place) => realFaces(place, PICTURES),
  });
  /** Photos by the end of their path. @type {Map<string, number>} */
  const photos = new Map();

  const everybody = async () =>
    (await stage.api("/people?kind=all&shown=all&limit=500")).people.filter(
      (/** @type {any} */ one) => !one.unsure,
    );
  const facesOf = async (/** @type {number} */ id) =>
    (await stage.api(`/people/${id}/faces?limit=500`)).faces;
  /** Who stands on photos with this in their names, most of them. @param {string} label */
  const person = async (label) => {
    const own = new Set([...photos].filter(([name]) => name.includes(label)).map(([, id]) => id));
    for (const one of await everybody()) {
      const faces = await facesOf(one.id);
      const hits = faces.filter((/** @type {any} */ face) => own.has(face.asset_id)).length;
      if (hits * 2 > faces.length) return one;
    }
    throw new Error(`Nobody is on ${label}.`);
  };
  const named = async (/** @type {string} */ name) =>
    (await everybody()).find((/** @type {any} */ one) => one.name === name);
  const card = (/** @type {number} */ id) => stage.page.locator(`[data-person="${id}"]`);
  const face = (/** @type {number} */ id) => card(id).locator(".round-face").first();
  const toast = (/** @type {string | RegExp} */ text) =>
    stage.page.getByRole("region", { name: "Messages" }).getByText(text).first().waitFor();
  const undo = () => stage.page.keyboard.press("ControlOrMeta+z");
  const redo = () => stage.page.keyboard.press("ControlOrMeta+Shift+z");
  const bar = () => stage.page.getByRole("toolbar", { name: /selected$/ });
  const people = async () => {
    await stage.go("/people");
    await stage.page.getByRole("heading", { name: "People", level: 1 }).waitFor();
  };
  /** Types into the line for a name that is open. @param {string} name */
  const write = async (name) => {
    const line = stage.page.getByRole("combobox", { name: "Who is this?" });
    await line.fill(name);
    await line.press("Enter");
  };
  /** Shows the faces of somebody. @param {number} id */
  const openFaces = async (id) => {
    await stage.go(`/people/${id}`);
    await stage.page.getByRole("radio", { name: "Faces" }).click();
    await stage.page.locator(".face-tile").first().waitFor();
  };
  const tiles = () => stage.page.locator(".face-tile");

  step("faces come together, each with its own and nobody else's", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await idle(stage.api);
    for (const [path, { id }] of await assetsByPath(stage.api)) photos.set(path, id);
    const paths = new Map([...photos].map(([path, id]) => [id, path]));
    const groups = (await everybody()).filter((/** @type {any} */ one) => one.faces > 1);
    assert.ok(groups.length >= 12, `${groups.length} groups`);
    for (const group of groups) {
      const labels = (await facesOf(group.id))
        .map((/** @type {any} */ one) => paths.get(one.asset_id) ?? "")
        .filter((/** @type {string} */ path) => !path.includes("identification1"))
        .map((/** @type {string} */ path) => path.replace(/[^/]+$/, ""));
      assert.equal(new Set(labels).size, 1, `one person: ${labels.join(" ")}`);
    }
    await people();
    const list = page.getByRole("list", { name: "Without a name" });
    await until(async () => (await list.getByRole("listitem").count()) === groups.length, "groups");
    await page.getByRole("button", { name: /^Seen once/ }).click();
    await page.getByRole("list", { name: "Seen once" }).waitFor();
    await everyLook(stage);
    await page.getByRole("button", { name: /^Seen once/ }).click();
  });

  step("a name is written where the face stands, taken back, and done again", async () => {
    const { page } = stage;
    const bush = await person("George_W_Bush");
    await card(bush.id)
      .getByRole("button", { name: /^Add a name/ })
      .click();
    await write("George");
    const list = page.getByRole("list", { name: "With a name" });
    await list.getByText("George", { exact: true }).waitFor();
    await toast("Named George");
    await until(async () => (await named("George"))?.id === bush.id, "the name kept");
    const [one] = await facesOf(bush.id);
    const words = await until(
      async () => (await stage.api(`/assets/${one.asset_id}`)).people[0],
      "the name in its photos",
    );
    assert.equal(words.name, "George");
    await undo();
    await toast("Undone: Named George");
    await until(async () => (await named("George")) === undefined, "no name");
    await card(bush.id)
      .getByRole("button", { name: /^Add a name/ })
      .waitFor();
    assert.deepEqual((await stage.api(`/assets/${one.asset_id}`)).people, []);
    await redo();
    await list.getByText("George", { exact: true }).waitFor();
    await until(async () => (await named("George"))?.id === bush.id, "the name again");
  });

  step("faces are made a new person, put back, and parted again", async () => {
    const { page } = stage;
    const { id, faces } = await named("George");
    await openFaces(id);
    await until(async () => (await tiles().count()) === faces, "every face");
    for (const at of [0, 2, 3]) await tiles().nth(at).click();
    await everyLook(stage);
    await bar().getByRole("button", { name: "New person" }).click();
    await toast("Made a new person of 3 faces");
    await until(async () => (await tiles().count()) === faces - 3, "three fewer");
    await until(async () => (await facesOf(id)).length === faces - 3, "three fewer kept");
    await undo();
    await until(async () => (await tiles().count()) === faces, "all of them");
    await until(async () => (await facesOf(id)).length === faces, "all of them kept");
    await redo();
    await until(async () => (await facesOf(id)).length === faces - 3, "three fewer again");
    await page.getByRole("button", { name: "See and name the new person" }).click();
    await page.getByRole("button", { name: "Add a name" }).click();
    await write("Jorge");
    await page.getByRole("heading", { name: "Rename Jorge" }).waitFor();
    await until(async () => (await named("Jorge"))?.faces === 3, "three faces of Jorge");
  });

  step("one face dragged onto another merges them, and undo parts them", async () => {
    const { page } = stage;
    const [george, jorge] = [await named("George"), await named("Jorge")];
    await people();
    // The page stands where it was left.
    await face(george.id).scrollIntoViewIfNeeded();
    const [from, to] = [await face(jorge.id).boundingBox(), await face(george.id).boundingBox()];
    assert.ok(from && to);
    const words = page.getByText("Let go to merge Jorge into George");
    const carry = async () => {
      await page.mouse.move(from.x + 40, from.y + 40);
      await page.mouse.down();
      await page.mouse.move(from.x + 60, from.y + 60, { steps: 3 });
      await page.mouse.move(to.x + 64, to.y + 64, { steps: 6 });
      await words.waitFor();
    };
    await carry();
    await page.keyboard.press("Escape");
    await words.waitFor({ state: "detached" });
    await page.mouse.up();
    assert.equal((await named("Jorge"))?.faces, jorge.faces);
    await carry();
    await page.mouse.up();
    await toast("Merged Jorge into George");
    await card(jorge.id).waitFor({ state: "detached" });
    const all = george.faces + jorge.faces;
    await until(async () => (await named("George"))?.faces === all, "all faces with George");
    await undo();
    await card(jorge.id).waitFor();
    await until(async () => (await named("Jorge"))?.faces === 3, "Jorge as before");
    assert.equal((await named("George"))?.faces, george.faces);
  });

  step("several are chosen by keyboard and merged, and the name that stays is asked", async () => {
    const { page } = stage;
    const [george, jorge] = [await named("George"), await named("Jorge")];
    await card(george.id).locator(".who").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    const focused = await page.evaluate(() =>
      document.activeElement?.closest("[data-person]")?.getAttribute("data-person"),
    );
    assert.equal(Number(focused), jorge.id);
    await page.keyboard.press("Space");
    await bar().getByText("2 selected").waitFor();
    await everyLook(stage);
    await bar().getByRole("button", { name: "Merge" }).click();
    await page.getByRole("menuitem", { name: /^Jorge/ }).click();
    await toast("Merged George into Jorge");
    const all = george.faces + jorge.faces;
    await until(async () => (await named("Jorge"))?.faces === all, "all faces with Jorge");
    await undo();
    await until(async () => (await named("George"))?.faces === george.faces, "George as before");
    assert.equal(await bar().count(), 0);
    // Back to one, as before it was parted.
    await card(jorge.id).waitFor();
    await card(george.id).locator(".who").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowRight");
    await bar().getByText("2 selected").waitFor();
    await page.keyboard.press("m");
    await until(async () => (await named("George"))?.faces === all, "all faces with George");
  });

  step("a name that another has is offered to be merged, and need not be", async () => {
    const { page } = stage;
    const powell = await person("Colin_Powell");
    await people();
    await card(powell.id).locator(".who").focus();
    await page.keyboard.press("F2");
    await write("Colin");
    await until(async () => (await named("Colin"))?.id === powell.id, "Colin");
    await stage.go(`/people/${powell.id}`);
    await page.getByRole("button", { name: "Rename Colin" }).click();
    await write("george");
    const question = page.getByRole("dialog", { name: "George exists already" });
    await question.waitFor();
    await everyLook(stage);
    await question.getByRole("button", { name: "Choose another name" }).click();
    await write("Colin Powell");
    await page.getByRole("heading", { name: "Rename Colin Powell" }).waitFor();
    await until(async () => (await named("Colin Powell"))?.id === powell.id, "the longer name");
  });

  step("a face is moved, said to be somebody else, and chosen as cover", async () => {
    const { page } = stage;
    const colin = await named("Colin Powell");
    const george = await named("George");
    await openFaces(colin.id);
    await until(async () => (await tiles().count()) === colin.faces, "every face");
    const at = async (/** @type {number} */ index) =>
      Number(await tiles().nth(index).getAttribute("data-face"));
    const moved = await at(1);
    await tiles().nth(1).click();
    await bar().getByRole("button", { name: "Move to…" }).click();
    await write("George");
    await toast("Moved 1 face to George");
    const has = async (/** @type {number} */ who, /** @type {number} */ one) =>
      (await facesOf(who)).some((/** @type {any} */ each) => each.id === one);
    await until(() => has(george.id, moved), "it with George");
    await undo();
    await until(() => has(colin.id, moved), "it back");
    await until(async () => (await tiles().count()) === colin.faces, "it on the page");

    const wrong = await at(2);
    await tiles().nth(2).click();
    await page.keyboard.press("n");
    await toast("1 face is not Colin Powell");
    await until(async () => !(await has(colin.id, wrong)), "it with nobody of that name");
    await undo();
    await until(() => has(colin.id, wrong), "it back again");

    await until(async () => (await tiles().count()) === colin.faces, "every face again");
    const other = (await at(0)) === colin.cover_face_id ? 1 : 0;
    const shown = await at(other);
    await tiles().nth(other).click();
    await bar().getByRole("button", { name: "Use as cover" }).click();
    const cover = async () => (await stage.api(`/people/${colin.id}`)).cover_face_id;
    await until(async () => (await cover()) === shown, "the cover");
    await undo();
    await until(async () => (await cover()) === colin.cover_face_id, "the cover of before");
  });

  step("somebody is hidden, found among the hidden, and shown again", async () => {
    const { page } = stage;
    const colin = await named("Colin Powell");
    await stage.go(`/people/${colin.id}`);
    const level = async () => (await stage.api(`/people/${colin.id}`)).hidden;
    for (const [words, wanted] of [
      ["Show less often", "less"],
      ["Never in memories", "not_in_memories"],
      ["Hide everywhere", "everywhere"],
    ]) {
      await page.getByRole("button", { name: "Hide", exact: true }).click();
      await page.getByRole("menuitemcheckbox", { name: words ?? "" }).click();
      await until(async () => (await level()) === wanted, words ?? "");
    }
    await people();
    assert.equal(await card(colin.id).count(), 0);
    await page.getByRole("button", { name: "Hidden people" }).click();
    await card(colin.id).waitFor();
    await everyLook(stage);
    await card(colin.id).getByRole("button", { name: "Select Colin Powell" }).click();
    await bar().getByRole("button", { name: "Hide" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Show everywhere" }).click();
    await until(async () => (await level()) === "shown", "shown");
    await undo();
    await until(async () => (await level()) === "everywhere", "hidden again");
    await redo();
    await until(async () => (await level()) === "shown", "shown again");
    await page.getByRole("button", { name: "Hidden people" }).click();
    await card(colin.id).locator(".who").focus();
    await page.keyboard.press("h");
    await until(async () => (await level()) === "everywhere", "hidden by a key");
    await card(colin.id).waitFor({ state: "detached" });
    const next = await page.evaluate(() => document.activeElement?.className);
    assert.equal(next, "who", "the keyboard goes on with somebody else");
    await undo();
    await until(async () => (await level()) === "shown", "shown after all");
    await card(colin.id).waitFor();
  });

  step("a birthday is kept as far as it is known", async () => {
    const { page } = stage;
    const { id } = await named("Colin Powell");
    await stage.go(`/people/${id}`);
    await page.getByRole("button", { name: "Details" }).click();
    const dialog = page.getByRole("dialog", { name: "Details of Colin Powell" });
    await dialog.getByLabel("Day").fill("31");
    await dialog.getByLabel("Month").selectOption({ label: "April" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").waitFor();
    await everyLook(stage);
    await dialog.getByLabel("Day").fill("5");
    await dialog.getByRole("switch", { name: "In memory of them" }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Birthday 5 April · In memory").waitFor();
    const details = async () => {
      const { birthday, memorial } = await stage.api(`/people/${id}`);
      return [birthday, memorial].join();
    };
    await until(async () => (await details()) === "--04-05,true", "both kept");
    await undo();
    await until(async () => (await details()) === ",false", "both taken back");
  });

  step("the photos that show two of them are found, and somebody is taken out", async () => {
    const { page } = stage;
    const [dad, mom] = [await person("Family1-Dad"), await person("Family1-Mom")];
    for (const [who, name] of [
      [dad, "Dad"],
      [mom, "Mum"],
    ]) {
      await stage.go(`/people/${who.id}`);
      await page.getByRole("button", { name: "Add a name" }).click();
      await write(name);
      await page.getByRole("heading", { name: `Rename ${name}` }).waitFor();
      await until(async () => (await named(name))?.id === who.id, name);
    }
    await page
      .getByRole("region", { name: "Together with" })
      .getByRole("link", { name: /Dad/ })
      .click();
    await page.getByRole("heading", { name: "Mum and Dad" }).waitFor();
    const tile = page.locator(".photo-grid .tile");
    await until(async () => (await tile.count()) === 1, "the one photo of both");
    const id = Number(await tile.getAttribute("data-id"));
    assert.equal(id, [...photos].find(([path]) => path.includes("identification1"))?.[1]);
    await everyLook(stage);
    await page.getByRole("button", { name: "Without Dad" }).click();
    await until(async () => (await tile.count()) === mom.photos, "all photos of Mum");
    await tile.first().dblclick();
    await page.getByText(`1 of ${mom.photos}`).waitFor();
    await page.keyboard.press("Escape");
    await until(async () => (await tile.count()) === mom.photos, "all photos of Mum again");
  });

  step("questions are answered by keys, taken back, and come to an end", async () => {
    const { page } = stage;
    // Statues, and faces too small or too dark to be sure of: what there is to ask about.
    const images = join(process.env["KEEPERS_PHOTOS_DIR"] ?? "", "captions", "images");
    for (const name of UNSURE) cpSync(join(images, name), join(stage.home, "Pictures", name));
    const { roots } = await stage.api("/roots");
    await stage.api(`/roots/${roots[0].id}/rescan`, { method: "POST" });
    await idle(stage.api);
    const left = async () => (await stage.api("/people/review")).left;
    const count = await left();
    assert.ok(count > 0, "there is something to ask");
    await stage.go("/people/review");
    const words = (/** @type {number} */ n) =>
      n === 1 ? "1 question left" : `${n} questions left`;
    await page.getByText(words(count)).waitFor();
    await everyLook(stage);
    await page.keyboard.press("u");
    await until(async () => (await left()) === count - 1, "one fewer");
    await undo();
    await page.getByText(words(count)).waitFor();
    await until(async () => (await left()) === count, "it again");
    for (let n = count; n > 0; n = await left()) {
      await page.getByText(words(n)).waitFor();
      await page.keyboard.press("u");
      await until(async () => (await left()) < n, "the next");
    }
    await page.getByRole("heading", { name: "No more questions" }).waitFor();
    await everyLook(stage);
  });

  step("names are found, and outlive a restart", async () => {
    const { page } = stage;
    await stage.restart();
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("list", { name: "With a name" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("pow");
    const list = page.getByRole("list", { name: "With a name" });
    await until(async () => (await list.getByRole("listitem").count()) === 1, "one of them");
    await list.getByText("Colin Powell", { exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Rename Colin Powell" }).waitFor();
    await page.goBack();
    await list.getByText("Colin Powell", { exact: true }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    await until(async () => (await list.getByRole("listitem").count()) === 4, "all of them");
    assert.deepEqual(
      (await everybody())
        .map((/** @type {any} */ one) => one.name)
        .filter(Boolean)
        .sort(),
      ["Colin Powell", "Dad", "George", "Mum"],
    );
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("powell");
    await page.getByRole("option", { name: /^Colin Powell/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Rename Colin Powell" }).waitFor();
  });
});
