// Figures: found in what was said, held against their targets and against the baseline, and told as a table.
import { limitOf } from "./benches.mjs";

/** The value at a path such as "one.steps_ms.decode", or undefined. */
export function at(tree, path) {
  return path.split(".").reduce((node, key) => (node === null ? undefined : node?.[key]), tree);
}

/** Each figure of a bench with its value, target, whether that is met, and how it was before. */
export function judged(bench, figures, said, { before, cores }) {
  return figures.map(({ path, words, unit, better, target }) => {
    const value = at(said, path);
    const known = typeof value === "number" && Number.isFinite(value);
    const limit = target === undefined ? undefined : limitOf(target, cores);
    const earlier = before?.figures?.[path];
    return {
      bench,
      figure: path,
      words,
      unit,
      better,
      value: known ? value : null,
      ...(limit === undefined
        ? {}
        : { target: limit, met: known && value <= (limit.most ?? Infinity) && value >= (limit.least ?? -Infinity) }),
      ...(known && typeof earlier === "number"
        ? { baseline: earlier, change: earlier === 0 ? null : Number((value / earlier).toFixed(3)) }
        : {}),
    };
  });
}

const number = (value) =>
  value === null ? "–" : Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));

function bound(target) {
  if (target === undefined) return "";
  return target.most === undefined ? `≥ ${number(target.least)}` : `≤ ${number(target.most)}`;
}

/** How a figure stands to the baseline: "1.20 x worse" or "the same" within a tenth. */
export function trend({ value, baseline, change, better }) {
  if (baseline === undefined) return "";
  if (value === baseline) return "the same";
  if (change === null || change <= 0) return `was ${number(baseline)}`;
  const ratio = change >= 1 ? change : 1 / change;
  if (ratio < 1.1) return "the same";
  return `${ratio.toFixed(2)} x ${change > 1 === (better === "more") ? "better" : "worse"}`;
}

/** Lines of a table, one a figure, under a line for each bench. */
export function table(results, about) {
  const rows = results.map((one) => ({
    ...one,
    cells: [
      one.words,
      `${number(one.value)}${one.unit === "" ? "" : ` ${one.unit}`}`,
      bound(one.target),
      one.met === undefined ? "" : one.met ? "met" : "MISSED",
      trend(one),
    ],
  }));
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...rows.map(({ cells }) => cells[column].length)));
  const lines = [];
  let last;
  for (const { bench, cells } of rows) {
    if (bench !== last) lines.push("", `${bench}: ${about[bench]}`);
    last = bench;
    lines.push(
      `  ${cells.map((cell, column) => (column === 1 ? cell.padStart(widths[1]) : cell.padEnd(widths[column]))).join("  ")}`.trimEnd(),
    );
  }
  return lines;
}
