// Reading the timeline in the window.
import { until } from "../../tests-e2e/harness/wait.mjs";

/** @typedef {import("./driver.mjs").Page} Page */

/**
 * Waits until every tile on the screen has its picture decoded and faded in, and returns how many those are.
 * @param {Page} page
 * @returns {Promise<number>}
 */
export function tilesPainted(page) {
  return until(
    () =>
      page.run(() => {
        const box = document.querySelector(".timeline");
        if (!box) return 0;
        const { top, bottom } = box.getBoundingClientRect();
        const tiles = [...box.querySelectorAll('[role="gridcell"]')].filter((tile) => {
          const place = tile.getBoundingClientRect();
          return place.height > 0 && place.bottom > top && place.top < bottom;
        });
        const painted = tiles.every((tile) => {
          const picture = tile.querySelector("img");
          return (
            picture !== null &&
            picture.complete &&
            picture.naturalWidth > 0 &&
            getComputedStyle(picture).opacity === "1"
          );
        });
        return painted ? tiles.length : 0;
      }),
    "painted photos in the timeline",
    { timeout: 60_000 },
  );
}

/**
 * Waits until the photo with this number is open.
 * @param {Page} page
 * @param {number} id
 */
export async function photoOpen(page, id) {
  await until(
    () =>
      page.run((wanted) => {
        if (location.hash !== `#/photo/${wanted}`) return false;
        const ours = [...document.images].filter((one) => one.src.includes(`/${wanted}/`));
        return ours.some(
          (one) => one.complete && one.naturalWidth > 0 && getComputedStyle(one).opacity === "1",
        );
      }, id),
    `photo ${id} to be open`,
  );
}
