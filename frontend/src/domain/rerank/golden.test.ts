import { describe, expect, it } from "vitest";
import text from "../../../../tests/golden/picks.json?raw";
import { choose } from "./choose";
import { dayOf, gentleCap, iso, monthOf } from "./coverage";
import { paramsOfGolden, photosOfGolden, type Golden } from "./golden.testing";
import { likeness, sameness } from "./likeness";
import { faults, whyNot } from "./reasons";
import { score, standing, strength, weights } from "./score";

// The file the backend's own tests write and hold; exact equality, to the last bit of every number.
const golden = JSON.parse(text) as Golden;

const normal = weights({ sharpness: 2, light: 2, composition: 2 });

describe("the parts of the rule agree with the backend", () => {
  it("strength of sliders", () => {
    expect(golden.strength.map(([slider]) => [slider, strength(slider)])).toEqual(golden.strength);
  });

  it("days, months and the gentle cap", () => {
    expect(golden.days.map(([day]) => [day, iso(day), monthOf(day)])).toEqual(golden.days);
    expect(golden.day_of.map(([time]) => dayOf(time))).toEqual(golden.day_of.map(([, day]) => day));
    expect(golden.gentle_cap.map(([n, days]) => [n, days, gentleCap(n, days)])).toEqual(
      golden.gentle_cap,
    );
  });

  it("score, standing and faults of a photo", () => {
    for (const expected of golden.photos) {
      const [photo] = photosOfGolden([expected.photo]);
      if (!photo) throw new Error("no photo");
      expect({
        photo: expected.photo,
        score: score(photo, normal),
        standing: standing(photo, normal),
        faults: faults(photo, normal),
      }).toEqual(expected);
    }
  });

  it("likeness of two photos, and why one stood back for the other", () => {
    for (const expected of golden.pairs) {
      const [a, b] = photosOfGolden([expected.a, expected.b]);
      if (!a || !b) throw new Error("no pair");
      expect({
        a: expected.a,
        b: expected.b,
        likeness: likeness(a, b),
        sameness: sameness(likeness(a, b)),
        why_not: whyNot(a, b, normal),
        why_not_day_full: whyNot(b, a, normal, true),
      }).toEqual(expected);
      expect(likeness(b, a)).toBe(expected.likeness);
    }
  });
});

describe("whole selections agree with the backend", () => {
  it.each(golden.cases.map((one) => [one.name, one] as const))("%s", (_, one) => {
    expect(
      choose(photosOfGolden(golden.pools[one.pool] ?? []), paramsOfGolden(one.params)),
    ).toEqual(one.expect);
  });
});
