import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { birthdayOf, birthdayWords, fieldsOf } from "./birthday";

describe("a birthday", () => {
  it("is a day with or without its year, or none", () => {
    expect(birthdayOf({ day: "5", month: "3", year: "2012" })).toBe("2012-03-05");
    expect(birthdayOf({ day: "05", month: "3", year: "" })).toBe("--03-05");
    expect(birthdayOf({ day: "29", month: "2", year: "" })).toBe("--02-29");
    expect(birthdayOf({ day: " ", month: "", year: "" })).toBeNull();
  });

  it("is no day that never was", () => {
    for (const [day, month, year] of [
      ["31", "4", "2001"],
      ["29", "2", "2023"],
      ["5", "", "2012"],
      ["", "3", ""],
      ["x", "3", "2012"],
      ["1.5", "3", "2012"],
      ["5", "13", ""],
      ["5", "3", "12"],
    ] as const)
      expect(birthdayOf({ day, month, year })).toBeUndefined();
  });

  it("comes back from its fields as it was", () => {
    const year = fc.option(fc.integer({ min: 1800, max: 9999 }), { nil: null });
    const month = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(year, month, fc.integer({ min: 1, max: 28 }), (y, m, d) => {
        const two = (value: number) => String(value).padStart(2, "0");
        const text = `${y === null ? "-" : String(y)}-${two(m)}-${two(d)}`;
        expect(birthdayOf(fieldsOf(text))).toBe(text);
      }),
    );
  });

  it("is written in the words of the place", () => {
    expect(birthdayWords("2012-03-05", "en-GB")).toBe("5 March 2012");
    expect(birthdayWords("--03-05", "en-GB")).toBe("5 March");
    expect(birthdayWords(null, "en-GB")).toBe("");
  });
});
