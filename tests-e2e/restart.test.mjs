// Ended without a word in the middle of its work, Keepers goes on where it was.
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe } from "node:test";

import { hashes, manyPhotos, rows } from "./harness/library.mjs";
import { useStage } from "./harness/stage.mjs";
import { idle, until } from "./harness/wait.mjs";

const MANY = 150 * Math.max(2, availableParallelism());
const NOT_READY = /Failed to load resource.*404.*\/media\//;
const NOBODY_THERE = /Failed to load resource: net::ERR_/;
const REFUSED = /Failed to load resource.*401/;
const STAGES = "SELECT asset_id, finished_at FROM stages WHERE stage = 'look'";

describe("killed while looking at photos", () => {
  let before = {};
  const { stage, step } = useStage({
    prepare: ({ home }) => {
      manyPhotos(join(home, "Pictures"), MANY);
      before = hashes(join(home, "Pictures"));
    },
  });
  /** @type {Map<number, number>} */
  let looked = new Map();
  /** @param {number} most */
  const killOnceLooked = async (most) => {
    await until(async () => {
      const { assets, unlooked } = await stage.api("/status");
      return assets === MANY && assets - unlooked >= most;
    }, `${most} photos looked at`);
    await stage.server.kill();
    const done = rows(stage.library, STAGES);
    assert.ok(done.length < MANY, "it was killed before it was over");
    looked = new Map(done.map((row) => [row["asset_id"], row["finished_at"]]));
  };

  step("the page says that nobody answers", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY, NOBODY_THERE];
    await page.getByRole("button", { name: "Use Pictures" }).click();
    await page.getByRole("button", { name: "Continue" }).waitFor();
    await stage.go("/");
    await page.getByRole("gridcell").first().waitFor();
    await killOnceLooked(30);
    await page.getByText("Keepers is not answering").waitFor();
    await page.getByText("Trying again. Nothing is lost.").waitFor();
  });

  step("started again, its old page is let in no more", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY, NOBODY_THERE, REFUSED];
    await stage.again();
    await page.getByText("Keepers was started anew").waitFor();
  });

  step("it goes on with what is left, and is killed once more", async () => {
    const { page } = stage;
    stage.expected = [NOT_READY, NOBODY_THERE, REFUSED];
    await page.goto("about:blank");
    const first = looked;
    await killOnceLooked(Math.min(MANY - 40, first.size + 30));
    kept(first, looked);
    await stage.again();
  });

  step("in the end every photo was looked at, and none that was done a second time", async () => {
    const { page } = stage;
    const second = looked;
    await idle(stage.api);
    const done = rows(stage.library, STAGES);
    looked = new Map(done.map((row) => [row["asset_id"], row["finished_at"]]));
    assert.equal(looked.size, MANY);
    kept(second, looked);
    const { assets, problems } = await stage.api("/status");
    assert.deepEqual({ assets, problems }, { assets: MANY, problems: 0 });
    const [look] = rows(
      stage.library,
      "SELECT state, result FROM jobs WHERE kind = 'look' ORDER BY id DESC",
    );
    assert.equal(look?.["state"], "done");
    assert.deepEqual(rows(stage.library, "PRAGMA integrity_check"), [{ integrity_check: "ok" }]);
    assert.deepEqual(rows(stage.library, "PRAGMA foreign_key_check"), []);
    await page.goto(stage.server.url);
    const name = MANY.toLocaleString("en-GB");
    await page.getByRole("link", { name: new RegExp(`${name} photos.*All looked at`) }).waitFor();
  });

  step("nothing was left half written beside the photos or in the library", () => {
    assert.deepEqual(hashes(join(stage.home, "Pictures")), before);
    const thumbs = Object.keys(hashes(join(stage.library, "thumbs")));
    const sizes = thumbs.filter((name) => /-(256|1024)\.webp$/.test(name));
    assert.equal(sizes.length, MANY * 2);
  });
});

/**
 * What was looked at by then was not looked at again.
 * @param {Map<number, number>} then
 * @param {Map<number, number>} now
 */
function kept(then, now) {
  for (const [asset, finished] of then) {
    assert.equal(now.get(asset), finished, `photo ${asset} was looked at twice`);
  }
}
