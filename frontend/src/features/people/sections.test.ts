import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { person } from "./person.testing";
import { called, mergeTargets, reachedOnce, sections } from "./sections";

const ids = (people: readonly { id: number }[]) => people.map(({ id }) => id);

describe("the parts of the page", () => {
  it("are who has a name, who has none, and who was seen once, by photos", () => {
    const { named, groups, once } = sections([
      person(1, { name: "Inês", photos: 3 }),
      person(2, { photos: 9, faces: 9 }),
      person(3, { name: "Theo", photos: 7 }),
      person(4, { faces: 1, photos: 1 }),
      person(5, { name: "Ruth", photos: 50, hidden: "everywhere" }),
      person(6, { name: "Ana", photos: 1, faces: 1 }),
      person(7, { name: "Ken", photos: 1, hidden: "less" }),
    ]);
    expect(ids(named)).toEqual([3, 1, 7, 6]);
    expect(ids(groups)).toEqual([2]);
    expect(ids(once)).toEqual([4]);
  });

  it("hold everybody who is shown, once", () => {
    const anybody = fc.record({
      name: fc.constantFrom("", "Theo", "Inês"),
      faces: fc.nat(5),
      photos: fc.nat(5),
      hidden: fc.constantFrom("shown" as const, "less" as const, "everywhere" as const),
    });
    fc.assert(
      fc.property(fc.array(anybody), (parts) => {
        const people = parts.map((part, at) => person(at, part));
        const { named, groups, once } = sections(people);
        const shown = people.filter(({ hidden }) => hidden !== "everywhere");
        expect(ids([...named, ...groups, ...once]).sort((a, b) => a - b)).toEqual(ids(shown));
      }),
    );
  });

  it("say when only those seen once are left to come", () => {
    expect(reachedOnce([])).toBe(false);
    expect(reachedOnce([person(1), person(2, { faces: 1 })])).toBe(true);
    expect(reachedOnce([person(1, { name: "Ana", faces: 1 })])).toBe(false);
  });
});

describe("names", () => {
  const people = [person(1, { name: "Inês Duarte" }), person(2, { name: "Théo" }), person(3)];

  it("are found by the beginning of any word, whatever the accents", () => {
    expect(ids(called(people, "ine"))).toEqual([1]);
    expect(ids(called(people, "DUA in"))).toEqual([1]);
    expect(ids(called(people, "theo"))).toEqual([2]);
    expect(ids(called(people, "uarte"))).toEqual([]);
    expect(ids(called(people, " "))).toEqual([1, 2, 3]);
  });

  it("stay when people are merged: any of theirs, else who is on most photos", () => {
    expect(ids(mergeTargets([person(1, { photos: 9 }), person(2, { name: "Théo" })]))).toEqual([2]);
    expect(
      ids(
        mergeTargets([
          person(1, { name: "A", photos: 1 }),
          person(2, { name: "B", photos: 2 }),
          person(3, { photos: 5 }),
        ]),
      ),
    ).toEqual([2, 1]);
    expect(ids(mergeTargets([person(1), person(2, { photos: 5 })]))).toEqual([2]);
    expect(mergeTargets([])).toEqual([]);
  });
});
