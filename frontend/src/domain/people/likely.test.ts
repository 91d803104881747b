import { expect, it } from "vitest";
import { likelyFirst } from "./likely";

const people = [1, 2, 3, 4].map((id) => ({ id }));

it("puts those first whom a face looks like, and leaves the others as they were", () => {
  const alike = [
    { person: 3, likeness: 0.4 },
    { person: null, likeness: 0.9 },
    { person: 4, likeness: 0.5 },
    { person: 3, likeness: 0.6 },
    { person: 9, likeness: 0.8 },
  ];
  expect(likelyFirst(people, alike).map(({ id }) => id)).toEqual([3, 4, 1, 2]);
  expect(likelyFirst(people, [])).toEqual(people);
});
