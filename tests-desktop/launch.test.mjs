// A start on a library with photos: the window, its page, and what the page may not do.
import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe } from "node:test";

import { demoPhotos, hashes, truth } from "../tests-e2e/harness/library.mjs";
import { until } from "../tests-e2e/harness/wait.mjs";
import { tilesPainted } from "./harness/photos.mjs";
import { writtenFiles } from "./harness/processes.mjs";
import { heldBack } from "./harness/sidecars.mjs";
import { useStage } from "./harness/stage.mjs";

describe("a start with photos", () => {
  const { stage, step } = useStage();

  step("shows the newest photos, painted, through the handshake", async () => {
    const before = hashes(demoPhotos());
    const app = await stage.drive();
    await app.shown();
    await tilesPainted(app.page);
    const newest = truth()
      .map(({ taken }) => taken)
      .sort()
      .at(-1);
    assert.ok(newest);
    await app.page.says(new RegExp(new Date(newest).toLocaleString("en-GB", { month: "long" })));
    const state = await app.ready();
    assert.equal(state.library, stage.library);
    assert.equal(state.worksHere, true);
    assert.equal(app.of("sidecar").length, 1);
    assert.match(await app.page.address(), /^tauri:\/\/localhost(\/|#|$)/);
    await app.logged(/backend: ready/);
    await app.logged(/first photo after \d+ ms/);
    stage.picture("timeline");
    assert.deepEqual(hashes(demoPhotos()), before, "the photos are as they were");
  });

  step("says that it is starting for as long as that takes", async () => {
    const hold = join(stage.path, "hold");
    writeFileSync(hold, "");
    const app = await stage.drive({ env: heldBack(stage.program, hold) });
    await app.page.says("Starting Keepers");
    await app.shown();
    assert.equal((await app.page.invoke("backend_info")).state, "starting");
    stage.picture("splash");
    rmSync(hold);
    await tilesPainted(app.page);
  });

  step("no key is in the address, in a command line, or in the log", async () => {
    const app = await stage.drive();
    const { token, mediaKey } = await app.ready();
    assert.ok(token.length >= 43 && mediaKey.length >= 43 && token !== mediaKey);
    await tilesPainted(app.page);
    const open = [
      await app.page.address(),
      app.log(),
      ...app.alive().map(({ words }) => words.join(" ")),
      ...Object.values(app.display.env),
    ].join("\n");
    assert.ok(!open.includes(token), "the token shows");
    assert.ok(!open.includes(mediaKey), "the key of the pictures shows");
  });

  step("the page stays the bundled one, and opens no other", async () => {
    const app = await stage.drive();
    await tilesPainted(app.page);
    const { port } = await app.ready();
    for (const there of [
      "https://example.org/",
      `http://127.0.0.1:${port}/`,
      "file:///etc/passwd",
    ]) {
      await app.page.run((to) => {
        location.href = to;
      }, there);
      await app.page.run((to) => {
        const frame = document.createElement("a");
        frame.href = to;
        frame.target = "_blank";
        document.body.append(frame);
        frame.click();
        frame.remove();
        return window.open(to) === null;
      }, there);
      // What was asked for before is over when the page answers again and paints.
      await app.page.run(() => new Promise((done) => requestAnimationFrame(() => done(null))));
    }
    assert.match(await app.page.address(), /^tauri:\/\/localhost(\/|#|$)/);
    assert.equal(app.windows().length, 1, "another window was opened");
    await tilesPainted(app.page);
  });

  step(
    "the page has no global Tauri, no inline script, and only the commands it needs",
    async () => {
      const app = await stage.drive();
      await tilesPainted(app.page);
      assert.equal(await app.page.run(() => "__TAURI__" in globalThis), false);
      const blocked = await app.page.run(
        () =>
          new Promise((done) => {
            document.addEventListener(
              "securitypolicyviolation",
              (event) => done(event.effectiveDirective),
              { once: true },
            );
            const script = document.createElement("script");
            script.textContent = "globalThis.cameIn = true; dispatchEvent(new Event('came-in'))";
            addEventListener("came-in", () => done("the script ran"));
            document.body.append(script);
          }),
      );
      assert.match(String(blocked), /^script-src/);
      assert.equal(await app.page.run(() => "cameIn" in globalThis), false);
      const refused = [
        ["plugin:shell|execute", { program: "id", args: [], options: {} }],
        ["plugin:fs|read_text_file", { path: "/etc/passwd" }],
        ["plugin:opener|open_path", { path: "/etc/passwd" }],
        ["plugin:opener|open_url", { url: "file:///etc/passwd" }],
        ["plugin:dialog|open", { options: {} }],
        ["plugin:window|destroy", { label: "main" }],
        [
          "plugin:webview|create_webview_window",
          { options: { label: "two", url: "https://example.org/" } },
        ],
      ];
      for (const [command, words] of refused) {
        await assert.rejects(
          app.page.invoke(/** @type {string} */ (command), /** @type {any} */ (words)),
          /not allowed|not found/i,
          `${command} is refused`,
        );
      }
      for (const url of [
        "http://example.org/",
        "https://example.org/",
        "file:///etc/passwd",
        "javascript:1",
      ]) {
        await assert.rejects(app.page.invoke("open_web", { url }), /address_refused/, url);
      }
    },
  );

  step("writes below the account's own folders and the library only", async () => {
    const before = ownPlaces();
    const app = await stage.drive();
    await tilesPainted(app.page);
    const outside = app
      .alive()
      .flatMap(({ pid }) => writtenFiles(pid))
      .filter((path) => !path.startsWith(stage.path));
    assert.deepEqual(outside, []);
    await until(
      () => readdirSync(join(stage.path, "window")).length > 0,
      "the window's own folder",
    );
    assert.deepEqual(ownPlaces(), before, "the account that runs the tests was touched");
  });
});

describe("a start without a library", () => {
  const { stage, step } = useStage({ library: "none" });

  step("makes an empty library and begins with the first step", async () => {
    const app = await stage.drive();
    await app.page.says("Where are your photos?");
    assert.match(await app.page.address(), /#\/welcome$/);
    assert.ok(existsSync(join(stage.library, "catalog.db")));
    stage.picture("first-run");
  });
});

/** Where an app of this account would leave something, were it not for the places it was given. */
function ownPlaces() {
  const folders = [".config", ".cache", ".local/share", ".local/state"].map((name) =>
    join(homedir(), name),
  );
  return folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .map((name) => join(folder, name))
          .sort()
      : [],
  );
}
