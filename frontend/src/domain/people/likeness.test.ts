import { expect, it } from "vitest";
import { likenessWords } from "./likeness";

const faces = (...rows: [likeness: number, person: number | null][]) =>
  rows.map(([likeness, person]) => ({ likeness, person }));

it("weighs faces against those taken for the same person", () => {
  const found = faces([0.9, 1], [0.8, null], [0.75, 1], [0.7, 2], [0.6, 1], [0.5, null]);
  expect(likenessWords(found, 1)).toEqual(["same", "much", "same", "rather", "same", "little"]);
});

it("says nothing where too few of that person are known", () => {
  const found = faces([0.9, 1], [0.8, null], [0.7, 1]);
  expect(likenessWords(found, 1)).toEqual(["same", null, "same"]);
  expect(likenessWords(found, null)).toEqual([null, null, null]);
});
