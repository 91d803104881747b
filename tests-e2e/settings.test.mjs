// Settings in a browser: what can be set, where things are, what left this computer, and what is absent.
import assert from "node:assert/strict";
import { describe } from "node:test";

import { python } from "./harness/server.mjs";
import { useStage } from "./harness/stage.mjs";

/** Writes requests into the ledger of a library, as the only door to the internet does. */
const REQUESTS = `
import sys
from pathlib import Path
from keepers.base.clock import SystemClock
from keepers.base.database import Database
from keepers.base.ledger import Ledger
db = Database(Path(sys.argv[1]))
ledger = Ledger(db, SystemClock())
ledger.add(host="updates.example", method="GET", path="/latest.json", purpose="update_check",
           outcome="ok", status=200, bytes_in=1234)
ledger.add(host="elsewhere.example", method="GET", path="/", purpose="curiosity", outcome="refused")
for _ in range(60):
    ledger.add(host="updates.example", method="GET", path="/latest.json", purpose="update_check",
               outcome="failed")
db.close()
`;

describe("settings in a browser", () => {
  const { stage, step } = useStage({ demo: true });

  step("are at the bottom of the sidebar, under their keys and in the palette", async () => {
    const { page } = stage;
    const title = page.getByRole("heading", { name: "Settings", level: 1 });
    await page.getByRole("link", { name: "Settings" }).click();
    await title.waitFor();
    await stage.go("/");
    await page.getByRole("gridcell").first().waitFor();
    await page.keyboard.press("ControlOrMeta+,");
    await title.waitFor();
    await stage.go("/");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").fill("settings");
    await page.keyboard.press("Enter");
    await title.waitFor();
  });

  step("hold nothing that only a window of its own can do", async () => {
    const { page } = stage;
    await page.getByRole("heading", { name: "About" }).waitFor();
    const headings = await page.getByRole("heading", { level: 2 }).allTextContents();
    assert.deepEqual(headings, [
      "Appearance",
      "Library",
      "What you add to photos",
      "Help from models",
      "Privacy",
      "About",
    ]);
    for (const name of [/show in/i, /another library/i, /usual library/i, /the log/i])
      assert.equal(await page.getByRole("button", { name }).count(), 0, String(name));
    // Single keys, and faces in the one folder there is.
    await page.getByRole("switch", { name: "Look for faces in Demo photos" }).waitFor();
    assert.equal(await page.getByRole("switch").count(), 2);
  });

  step("the theme is chosen by keyboard and stays", async () => {
    const { page } = stage;
    const theme = () => page.evaluate(() => document.documentElement.dataset["theme"]);
    await page.getByRole("radio", { name: "As the system" }).focus();
    for (const name of ["Light", "Dark"]) {
      await page.keyboard.press("ArrowRight");
      await page.locator(":focus", { hasText: name }).waitFor();
    }
    await page.keyboard.press("Space");
    await page.getByRole("radio", { name: "Dark", checked: true }).waitFor();
    assert.equal(await theme(), "dark");
    await page.reload();
    await page.getByRole("radio", { name: "Dark", checked: true }).waitFor();
    assert.equal(await theme(), "dark");
    await page.getByRole("radio", { name: "As the system" }).click();
    assert.equal(await theme(), undefined);
  });

  step("single keys are switched off and on", async () => {
    const { page } = stage;
    const letters = page.getByRole("switch", { name: "Single keys are shortcuts" });
    await letters.focus();
    await page.keyboard.press("Space");
    assert.equal(await letters.getAttribute("aria-checked"), "false");
    await page.keyboard.press("p");
    await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
    await letters.click();
    await page.keyboard.press("p");
    await page.getByRole("textbox", { name: "How many photos to pick" }).waitFor();
    await stage.go("/settings");
  });

  step("they tell where the library is and which folders it looks at", async () => {
    const { page } = stage;
    const { assets: photos } = await stage.api("/status");
    await page.getByText(stage.library, { exact: true }).waitFor();
    await page.getByText(`${photos} photos`).first().waitFor();
    await page.getByText("Demo photos", { exact: true }).first().waitFor();
    await page.getByRole("main").getByRole("link", { name: "Activity" }).click();
    await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
    await stage.go("/settings");
  });

  step("they tell that the internet was never used, and every request that was made", async () => {
    const { page } = stage;
    await page.getByText("Keepers has never used the internet.").waitFor();
    python(REQUESTS, [`${stage.library}/catalog.db`]);
    await stage.go("/");
    await page.getByRole("gridcell").first().waitFor();
    await stage.go("/settings");
    const list = page.getByRole("list", { name: "Requests to the internet" });
    await list.getByText("It did not work").first().waitFor();
    assert.equal(await list.getByRole("listitem").count(), 50);
    await page.getByRole("button", { name: "Show earlier" }).click();
    const asked = list.getByRole("listitem").filter({ hasText: "1 kB received" });
    await asked.waitFor();
    assert.match((await asked.textContent()) ?? "", /newer version.*updates\.example/);
    const refused = list.getByRole("listitem").filter({ hasText: "nothing was sent" });
    assert.match((await refused.textContent()) ?? "", /“curiosity”.*elsewhere\.example/);
    assert.equal(await list.getByRole("listitem").count(), 62);
  });

  step("they say which Keepers this is, without naming anybody", async () => {
    const { page } = stage;
    const { version } = await stage.api("/status");
    await page.getByText(`Keepers ${version}`, { exact: true }).waitFor();
    const facts = (await page.locator("pre").textContent()) ?? "";
    assert.match(facts, /Photos 131, films 0, folders 1,/);
    assert.ok(!facts.includes(stage.path) && !facts.includes("Demo"), facts);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy these facts" }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), facts);
  });
});
