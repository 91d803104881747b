// Every screen, light and dark, wide and narrow: nothing that keeps somebody out.
import assert from "node:assert/strict";
import { describe } from "node:test";

import { axe } from "./harness/browser.mjs";
import { FIRST_SCREENS, FULL, NEW, SCREENS } from "./harness/screens.mjs";
import { useStage } from "./harness/stage.mjs";

const NOT_READY = /Failed to load resource.*404.*\/media\//;
const LOOKS = /** @type {const} */ ([
  { theme: "light", size: { width: 1440, height: 900 } },
  { theme: "light", size: { width: 1024, height: 700 } },
  { theme: "dark", size: { width: 1440, height: 900 } },
  { theme: "dark", size: { width: 1024, height: 700 } },
]);

/**
 * @param {string} title
 * @param {import("./harness/screens.mjs").Screen[]} screens
 * @param {import("./harness/stage.mjs").Wanted} wanted
 */
function walk(title, screens, wanted) {
  describe(title, () => {
    const { stage, step } = useStage({ ...wanted, reducedMotion: "reduce", goOn: true });
    for (const screen of screens) {
      step(screen.name, async () => {
        const { page } = stage;
        stage.expected = [NOT_READY];
        /** @type {Record<string, string[]>} */
        const found = {};
        await screen.open(stage);
        for (const { theme, size } of LOOKS) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
          await page.setViewportSize(size);
          const violations = await axe(page);
          if (violations.length > 0) found[`${theme} ${size.width}`] = violations;
        }
        await page.setViewportSize(LOOKS[0].size);
        await screen.close?.(stage);
        assert.deepEqual(found, {});
      });
    }
  });
}

walk("axe on a library with photos", SCREENS, FULL);
walk("axe on a library that begins", FIRST_SCREENS, NEW);
