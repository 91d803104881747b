// Help from models: what each brings and costs is seen before it comes, nothing comes without a click, and all of it
// can be chosen, checked and taken away again.
import assert from "node:assert/strict";
import { closeSync, copyFileSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";

import { dialogsReady } from "./harness/browser.mjs";
import { describeReal, everyLook, ownStore, weights } from "./harness/faces.mjs";
import { somePhotos } from "./harness/library.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

const NOT_READY = /Failed to load resource.*404.*\/media\//;
const FILES = [
  "yunet_n_dynamic.onnx",
  "face_reid_retail_0095.onnx",
  "dlib_face_resnet_v1_f16w.onnx",
  "mediapipe_face_landmark_468.onnx",
];

/** Weights in a folder of the home, and nowhere else: what comes, comes because somebody chose it. @param {string} home */
function weightsFolder(home) {
  const folder = join(home, "Pictures", "Weights");
  mkdirSync(folder, { recursive: true });
  for (const name of FILES) copyFileSync(join(weights(), name), join(folder, name));
}

describeReal("help from models in Settings", ["KEEPERS_MODELS_DIR"], () => {
  const real = process.env["KEEPERS_MODELS_DIR"];
  const { stage, step } = useStage({
    reducedMotion: "reduce",
    prepare: ({ home, path }) => {
      ownStore(path);
      weightsFolder(home);
      process.env["KEEPERS_MODELS_DIR"] = "";
    },
  });
  after(() => {
    process.env["KEEPERS_MODELS_DIR"] = real;
    delete process.env["KEEPERS_NO_DOWNLOADS"];
  });
  const row = (/** @type {string} */ id) => stage.page.locator(`[data-model="${id}"]`);
  const models = async () => (await stage.api("/models")).models;
  const model = async (/** @type {string} */ id) =>
    (await models()).find((/** @type {any} */ one) => one.id === id);
  const say = (/** @type {RegExp | string} */ words) =>
    stage.page.locator(".models-done").filter({ hasText: words }).waitFor();
  const inFolder = async (/** @type {string} */ button) => {
    const { page } = stage;
    await dialogsReady(page);
    await page.getByRole("button", { name: button }).click();
    const picker = page.getByRole("dialog", { name: /folder/i });
    await picker.getByRole("button", { name: "Pictures", exact: true }).click();
    await picker.getByRole("option", { name: /^Weights/ }).click();
    await picker
      .getByRole("button", { name: /Weights$/ })
      .last()
      .click();
  };

  step("each says what it brings, what it costs and whose it is, before it is there", async () => {
    const { page } = stage;
    await stage.go("/settings");
    await page.getByRole("heading", { name: "Help from models" }).waitFor();
    for (const one of await models()) {
      const own = row(one.id);
      await own.waitFor({ state: "attached" });
      assert.ok(await own.getByText(one.title, { exact: true }).count(), one.id);
      assert.ok(await own.getByText(one.brings, { exact: true }).count(), one.id);
      const licence = own.getByRole("link", {
        name: new RegExp(`^${one.licence}`),
        includeHidden: true,
      });
      assert.equal(await licence.getAttribute("href"), one.licence_url);
      assert.match((await own.textContent()) ?? "", /\d (k|M|G)B/, one.id);
      assert.equal(one.installed, false);
    }
    await page.getByText("Downloads are switched off on this computer.").waitFor();
    assert.equal(await page.getByRole("button", { name: /^Fetch starter models/ }).count(), 0);
    await everyLook(stage);
  });

  step("the starter models come from a folder, known by what is in it", async () => {
    const { page } = stage;
    await inFolder("Take them from a folder");
    await until(async () => (await model("reid-0095")).active, "faces to be told apart");
    await row("yunet-n").getByText("In use", { exact: true }).waitFor();
    await row("face-mesh").getByText("In use", { exact: true }).waitFor();
    assert.equal((await model("reid-0095")).source, "folder");
    // Search has no file there, and that is said.
    await page
      .getByText(/Everyday search/)
      .first()
      .waitFor();
  });

  step("a file that is known is taken by its content, whatever it is called", async () => {
    const { page } = stage;
    await inFolder("Choose a file…");
    const files = page.getByRole("dialog", { name: "Model files in “Weights”" });
    const dlib = files.getByRole("listitem").filter({ hasText: "dlib_face_resnet" });
    await dlib.getByText("perhaps dlib face recognition").waitFor();
    await everyLook(stage);
    await dlib.getByRole("button", { name: /^Install from dlib/ }).click();
    await row("dlib-resnet").getByText("Installed", { exact: true }).waitFor();
    assert.equal((await model("dlib-resnet")).by_hand, true);
  });

  step("using another one says what happens first", async () => {
    const { page } = stage;
    await page.getByRole("button", { name: "Use this one: dlib face recognition" }).click();
    const question = page.getByRole("group", { name: "Use dlib face recognition?" });
    await question.getByText(/Names and everything you decided stay/).waitFor();
    await question.getByText(/what Face re-identification 0095 found serves/).waitFor();
    await everyLook(stage);
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    assert.equal((await model("dlib-resnet")).active, false);
    await page.getByRole("button", { name: "Use this one: dlib face recognition" }).click();
    await question.getByRole("button", { name: "Use dlib face recognition" }).click();
    await row("dlib-resnet").getByText("In use", { exact: true }).waitFor();
    assert.equal((await model("dlib-resnet")).chosen, true);
    await row("reid-0095").getByText("Installed", { exact: true }).waitFor();
  });

  step("what Keepers is used for is chosen and kept", async () => {
    const { page } = stage;
    await page.getByRole("radio", { name: "Work" }).click();
    await until(async () => (await stage.api("/models")).use_context === "commercial", "work");
    await page.getByRole("radio", { name: "Personal" }).click();
    await until(async () => (await stage.api("/models")).use_context === "personal", "home");
  });

  step("installed ones are checked, byte by byte, and a damaged one is named", async () => {
    const { page } = stage;
    const check = page.getByRole("button", { name: "Check installed models" });
    await check.click();
    await say(/4 models were checked\. Their files are as they should be\./);
    const file = openSync(join(stage.path, "models", "dlib-resnet", "model.onnx"), "r+");
    writeSync(file, "damaged", 1_000_000);
    closeSync(file);
    await check.click();
    await say(/Damaged, and no longer used: dlib face recognition/);
  });

  step("one is removed, with what it found if that is wanted", async () => {
    const { page } = stage;
    await page.getByRole("button", { name: "More about MediaPipe face landmarks" }).click();
    await page.getByRole("menuitem", { name: "Remove…" }).click();
    const question = page.getByRole("group", { name: "Remove MediaPipe face landmarks?" });
    await question.getByText(/You can install it again|you need its file/).waitFor();
    await question.getByRole("checkbox", { name: /Also forget what it found/ }).check();
    await everyLook(stage);
    await question
      .getByRole("button", { name: "Remove MediaPipe face landmarks and what it found" })
      .click();
    await until(async () => !(await model("face-mesh")).installed, "it to be gone");
    await row("face-mesh").getByText("Not installed", { exact: true }).waitFor();
  });

  step("nothing was asked of the internet", async () => {
    assert.deepEqual((await stage.api("/network")).entries, []);
    process.env["KEEPERS_MODELS_DIR"] = real;
  });
});

describeReal("help from models at the first run", ["KEEPERS_MODELS_DIR"], () => {
  const { stage, step } = useStage({
    reducedMotion: "reduce",
    prepare: ({ home, path }) => {
      ownStore(path);
      somePhotos(join(home, "Pictures"), 6);
    },
  });

  step("nothing comes before somebody says so", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Use Pictures" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "How much help would you like?" }).waitFor();
    await page.getByRole("radio", { name: "Starter models", checked: true }).waitFor();
    await page.getByText("Right for most families.").waitFor();
    await page
      .getByText(/Apache-2\.0/)
      .first()
      .waitFor();
    await page.getByText("What is in it, and whose it is").click();
    await page.getByText(/so that people can be named/).waitFor();
    const { models, job_id } = await stage.api("/models");
    assert.equal(job_id, null);
    assert.ok(models.every((/** @type {any} */ one) => !one.installed));
    await everyLook(stage);
  });

  step("the starter models come while photos show", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY];
    await page.getByRole("button", { name: "Use starter models" }).click();
    await page.getByRole("heading", { name: /^Your photos are/ }).waitFor();
    await page.getByRole("button", { name: "See all photos", disabled: false }).click();
    await page.getByRole("gridcell").first().waitFor();
    await idle(stage.api);
    const { starter, tasks } = await stage.api("/models");
    assert.equal(starter.answer, "accepted");
    assert.equal(starter.complete, true);
    const done = tasks.filter((/** @type {any} */ { active }) => active !== null);
    assert.deepEqual(
      done.map((/** @type {any} */ { task }) => task),
      ["face_detection", "face_embedding", "face_mesh", "image_text"],
    );
  });
});
