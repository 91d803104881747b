// The page from an origin of its own, under the window's policy, on the process a window starts.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, newPage } from "./harness/browser.mjs";
import { copyDemoLibrary, scratch } from "./harness/library.mjs";
import { servePages } from "./harness/other-origin.mjs";
import { drawn } from "./harness/photos.mjs";
import { pictures } from "./harness/screens.mjs";
import { makeKeys, sidecar } from "./harness/sidecar.mjs";
import { until } from "./harness/wait.mjs";
import { PlayedWindow } from "./harness/window.mjs";

const NOBODY_THERE = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY/;

describe("the page of a window and the process behind it", () => {
  const place = scratch("keepers-e2e-window-");
  const library = join(place.path, "library");
  const keys = makeKeys();
  const window = new PlayedWindow();
  /** @type {Awaited<ReturnType<typeof servePages>>} */
  let pages;
  /** @type {Awaited<ReturnType<typeof sidecar>>} */
  let behind;
  /** @type {import("./harness/browser.mjs").Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof newPage>>} */
  let opened;

  before(async () => {
    copyDemoLibrary(library);
    pages = await servePages();
    behind = await sidecar({ library, origin: pages.origin, keys });
    browser = await launch();
    opened = await newPage(browser);
    await window.around(opened.page);
  });
  after(async () => {
    await browser.close();
    const code = await behind.stop();
    await pages.stop();
    place.remove();
    assert.equal(code, 0, "it ends well when its window goes");
  });

  test("photos are shown across the origins, and nothing breaks the policy", async () => {
    const { page, complaints } = opened;
    window.answers["backend_info"] = () => behind.state(1);
    await page.goto(pages.origin);
    await drawn(page);
    await pictures(page);
    await page.getByRole("gridcell").first().dblclick();
    await page.locator("figure img.full").waitFor();
    await page.keyboard.press("Escape");
    await drawn(page);
    assert.deepEqual(complaints.splice(0), []);
  });

  test("picks are ranked by the worker, which the policy lets run", async () => {
    const { page, complaints } = opened;
    await page.evaluate(() => void (location.hash = "#/picks"));
    const number = page.getByRole("textbox", { name: "How many photos to pick" });
    await number.fill("7");
    await number.press("Enter");
    await until(
      async () => (await page.locator(".picks-main[aria-busy=false] .tile").count()) === 7,
      "seven picks",
    );
    await pictures(page);
    assert.deepEqual(complaints.splice(0), []);
  });

  test("killed and started anew with the same keys and port, the same page goes on", async () => {
    const { page, complaints } = opened;
    const [{ port }, asked] = [behind, window.times("backend_info")];
    await page.evaluate(() => void (location.hash = "#/"));
    await drawn(page);
    await behind.kill();
    await window.tell("backend", { state: "restarting", attempt: 1, inMs: 200 });
    await page.getByText("Keepers stopped unexpectedly").waitFor();
    behind = await sidecar({ library, origin: pages.origin, keys, port });
    assert.equal(behind.port, port);
    const again = (/** @type {string} */ path) =>
      page.waitForResponse((one) => one.ok() && new URL(one.url()).pathname === `/api/v1${path}`);
    // The stream of events is open again, and what is shown is asked for anew.
    const asksAgain = Promise.all([again("/events"), again("/timeline/buckets")]);
    await window.tell("backend", behind.state(2));
    await asksAgain;
    await page.getByText("Keepers stopped unexpectedly").waitFor({ state: "detached" });
    await page.getByRole("link", { name: /131 photos/ }).waitFor();
    assert.equal(window.times("backend_info"), asked, "it is the same page");
    assert.deepEqual(
      complaints.splice(0).filter((one) => !NOBODY_THERE.test(one)),
      [],
    );
  });
});
