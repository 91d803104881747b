// What runs inside the page while it is measured. It only looks: counts nodes and frames, waits for paints.

/* global document, location, window, requestAnimationFrame, MutationObserver, PerformanceObserver, NodeFilter */
function meter() {
  /** Runs `done` once what is in the document now has been painted. */
  const painted = (done) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now());
      channel.port2.postMessage(null);
    });

  const inView = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  };

  const self = { tile: null, photo: null, screen: null };
  const pending = new Set();
  const once = (name, there) => {
    if (self[name] !== null || pending.has(name) || !there()) return;
    pending.add(name);
    painted((now) => (self[name] = now));
  };
  const opening = new MutationObserver(() => {
    once("tile", () => document.querySelector(".tile :is(.ghost, img.here)") !== null);
    once("photo", () => document.querySelector(".tile img.here") !== null);
    once("screen", () => {
      const tiles = [...document.querySelectorAll(".timeline .tile")].filter(inView);
      return tiles.length > 0 && tiles.every((tile) => tile.querySelector("img.here") !== null);
    });
    if (pending.size === 3) opening.disconnect();
  });
  opening.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });

  let run = null;
  const elements = document.getElementsByTagName("*");
  const nodes = () => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let count = 1;
    while (walker.nextNode()) count++;
    return count;
  };
  const tasks = new PerformanceObserver((list) => {
    if (run) run.tasks.push(...list.getEntries().map(({ duration }) => duration));
  });
  tasks.observe({ entryTypes: ["longtask"] });

  self.begin = () => {
    run = { tasks: [], frames: [], elements: 0, nodes: 0, last: null };
    const mine = run;
    const frame = (now) => {
      if (run !== mine) return;
      if (mine.last !== null) mine.frames.push(now - mine.last);
      mine.last = now;
      mine.elements = Math.max(mine.elements, elements.length);
      if (mine.frames.length % 3 === 0) mine.nodes = Math.max(mine.nodes, nodes());
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
  self.end = () => {
    const { frames, tasks: long, elements: most, nodes: all } = run;
    run = null;
    const sorted = [...frames].sort((a, b) => a - b);
    return {
      frames: frames.length,
      frame_median_ms: Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1)),
      frame_longest_ms: Number((sorted.at(-1) ?? 0).toFixed(1)),
      frames_over_50_ms: frames.filter((ms) => ms > 50).length,
      long_tasks: long.length,
      longest_task_ms: Math.max(0, ...long),
      elements_most: most,
      nodes_most: all,
    };
  };

  // Re-ranking: what the worker is asked and answers, and when the grid shows it.
  const rule = [];
  let candidates = 0;
  let answers = 0;
  let begun = null;
  let arrived = null;
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        if (data?.kind !== "chosen") return;
        rule.push(performance.now() - this.asked);
        answers++;
        painted((now) => arrived?.(now));
      });
    }
    postMessage(message, ...rest) {
      if (message?.kind === "load") candidates = message.candidates.ids.length;
      if (message?.kind === "choose") this.asked = performance.now();
      super.postMessage(message, ...rest);
    }
  };
  self.workerMs = () => rule;
  self.candidates = () => candidates;
  self.openPicks = () =>
    new Promise((done) => {
      // The browser keeps notes of some hundred requests only: make room for that of the candidates.
      performance.clearResourceTimings();
      const from = performance.now();
      const watcher = new MutationObserver(() => {
        if (document.querySelector(".photo-grid .tile") === null) return;
        watcher.disconnect();
        painted((now) => done(now - from));
      });
      watcher.observe(document, { childList: true, subtree: true });
      location.hash = "#/picks";
    });
  const keyed = (event) => {
    if (begun === "waiting") begun = event.timeStamp;
  };
  document.addEventListener("keydown", keyed, { capture: true });
  let result = Promise.resolve(null);
  self.beginAnswer = () => {
    begun = "waiting";
    result = new Promise((done) => {
      const late = setTimeout(() => done(null), 1500);
      arrived = (now) => {
        clearTimeout(late);
        arrived = null;
        done({ ms: now - begun });
      };
    });
  };
  self.answer = () => result;
  self.beginCounting = () => {
    answers = 0;
  };
  self.counted = () => answers;
  window.meter = self;
}

/** To be run in each page before its own scripts. */
export const METER = `(${meter.toString()})()`;
