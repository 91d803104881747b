// Reading the Photos screen: its tiles, wherever they are.

/** @typedef {import("playwright-core").Page} Page */

/**
 * Waits until everything the window shows is drawn.
 * @param {Page} page
 */
export async function drawn(page) {
  await page.waitForFunction(() => {
    const box = document.querySelector(".timeline");
    if (!box) return false;
    const { top, bottom } = box.getBoundingClientRect();
    const inside = (/** @type {Element} */ one) => {
      const place = one.getBoundingClientRect();
      return place.height > 0 && place.bottom > top && place.top < bottom;
    };
    const missing = [...box.querySelectorAll(".rows-to-come")].some(inside);
    return !missing && [...box.querySelectorAll('[role="gridcell"]')].some(inside);
  });
}

/**
 * Scrolls from the newest to the oldest photo; every tile in the order met, and the most elements the page
 * had on the way.
 * @param {Page} page
 */
export async function walk(page) {
  await toTop(page);
  /** @type {Map<number, { name: string, x: number, y: number }>} */
  const seen = new Map();
  let most = 0;
  for (;;) {
    await drawn(page);
    const here = await page.evaluate(() => {
      const box = /** @type {HTMLElement} */ (document.querySelector(".timeline"));
      const tiles = [...box.querySelectorAll('[role="gridcell"]')].map((tile) => {
        const place = tile.getBoundingClientRect();
        return {
          id: Number(tile.getAttribute("data-id")),
          name: tile.getAttribute("aria-label") ?? "",
          x: Math.round(place.left),
          y: Math.round(place.top + box.scrollTop),
        };
      });
      const before = box.scrollTop;
      box.scrollTop += box.clientHeight * 0.8;
      const nodes = document.querySelectorAll("*").length;
      return { tiles, nodes, end: box.scrollTop === before };
    });
    most = Math.max(most, here.nodes);
    for (const { id, ...place } of here.tiles) seen.set(id, place);
    if (here.end) break;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))));
  }
  const tiles = [...seen].map(([id, place]) => ({ id, ...place }));
  tiles.sort((a, b) => a.y - b.y || a.x - b.x);
  return { tiles, most };
}

/** @param {Page} page */
export async function toTop(page) {
  await page.locator(".timeline").waitFor();
  await page.evaluate(() => {
    const box = document.querySelector(".timeline");
    if (box) box.scrollTop = 0;
  });
  await drawn(page);
}

/**
 * Every tile of the timeline as the server tells it, newest first.
 * @param {import("./server.mjs").Ask} api
 * @returns {Promise<{ id: number, time: number, stackSize: number, month: number }[]>}
 */
export async function tilesOf(api) {
  const { months } = await api("/timeline/buckets");
  const all = [];
  for (const month of months) {
    const columns = await api(`/timeline/buckets/${month}?stacks=true`);
    for (const [index, id] of columns.ids.entries()) {
      const { times, stack_sizes } = columns;
      all.push({ id, month, time: times[index], stackSize: stack_sizes[index] });
    }
  }
  return all;
}

/**
 * Every photo that has been looked at, by its path in its folder.
 * @param {import("./server.mjs").Ask} api
 * @returns {Promise<Map<string, any>>}
 */
export async function assetsByPath(api) {
  const { ids } = await api("/picks/candidates?scope=library");
  const found = new Map();
  for (const id of ids) {
    const asset = await api(`/assets/${id}`);
    for (const file of asset.files) found.set(file.rel_path, asset);
  }
  return found;
}
