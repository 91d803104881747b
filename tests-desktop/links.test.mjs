// Links of our own kind: one photo or one screen, and nothing else, from wherever they come.
import assert from "node:assert/strict";
import { describe } from "node:test";

import { rows } from "../tests-e2e/harness/library.mjs";
import { until } from "../tests-e2e/harness/wait.mjs";
import { photoOpen, tilesPainted } from "./harness/photos.mjs";
import { useStage } from "./harness/stage.mjs";

const HOSTILE = [
  "keepers://photo/12/../../../etc/passwd",
  "keepers://photo/12?next=https://example.org",
  "keepers://photo/12#/settings",
  "keepers://photo/-12",
  "keepers://photo/1e3",
  "keepers://photo/0x10",
  "keepers://photo/%31",
  "keepers://photo/1234567890123456",
  "keepers://photo/",
  "keepers://settings",
  "keepers://user@photo/12",
  "keepers:javascript:alert(1)",
  "keepers://photos/<script>alert(1)</script>",
  `keepers://photo/${"1".repeat(100_000)}`,
  "javascript:alert(1)",
  "https://example.org/photo/12",
  "file:///etc/passwd",
];

describe("links", () => {
  const { stage, step } = useStage();
  const somePhoto = () =>
    Number(rows(stage.library, "SELECT id FROM assets ORDER BY id LIMIT 1 OFFSET 20")[0]?.["id"]);

  step("at the start open the photo they name", async () => {
    const id = somePhoto();
    const app = await stage.drive({ args: [`keepers://photo/${id}`] });
    await photoOpen(app.page, id);
    stage.picture("photo-by-link");
  });

  step("at the start open the screen they name", async () => {
    const app = await stage.drive({ args: ["keepers://activity"] });
    await until(
      async () => (await app.page.address()).endsWith("#/activity"),
      "Activity to be open",
    );
  });

  step("reach the window that is open, which comes to the front", async () => {
    const id = somePhoto();
    const app = await stage.drive();
    await tilesPainted(app.page);
    await app.close();
    await app.hidden();
    await send(`keepers://photo/${id}`);
    await app.focused();
    await photoOpen(app.page, id);
    await send("keepers://photos");
    await tilesPainted(app.page);
    await send("keepers://activity");
    await until(
      async () => (await app.page.address()).endsWith("#/activity"),
      "Activity to be open",
    );
  });

  step("that are none of ours open nothing, and break nothing", async () => {
    const app = await stage.drive({ args: ["keepers://photo/12/../13"] });
    await tilesPainted(app.page);
    const address = await app.page.address();
    assert.match(address, /localhost(\/?#\/)?$/);
    for (const link of HOSTILE) await send(link);
    await until(
      () =>
        (app.log().match(/ignored an unknown (link|argument)/g) ?? []).length >= HOSTILE.length + 1,
      "each of them to be named in the log",
    );
    assert.equal(await app.page.address(), address);
    assert.equal(app.windows().length, 1);
    const longest = Math.max(
      ...app
        .log()
        .split("\n")
        .map((line) => line.length),
    );
    assert.ok(longest < 1000, `a line of the log has ${longest} characters`);
    // It still listens, and what came before was dealt with: it hears them one after the other.
    const id = somePhoto();
    await send(`keepers://photo/${id}`);
    await photoOpen(app.page, id);
  });

  step("to a photo that does not exist say so, and lead back to the others", async () => {
    const app = await stage.drive({ args: ["keepers://photo/999999999999999"] });
    await app.page.says("This photo is no longer here.");
    await app.page.press("Back");
    await tilesPainted(app.page);
  });

  /** @param {string} link */
  async function send(link) {
    const second = await stage.launch({ args: [link] });
    assert.deepEqual(await second.ended, { code: 0, signal: null });
  }
});
