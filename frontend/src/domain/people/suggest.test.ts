import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { named, suggest, type Known } from "./suggest";

const people = ["Marta", "", "Inês Sousa", "Maria João", "Daniel", "Tom-Ole"].map(
  (name, at): Known => ({ id: at + 1, name, cover_face_id: null, photos: 10 - at }),
);
const names = (typed: string, limit = 9) => suggest(typed, people, limit).map(({ name }) => name);

describe("who may be meant", () => {
  it("is whoever's name begins so, then whose later part does", () => {
    expect(names("mar")).toEqual(["Marta", "Maria João"]);
    expect(names("jo")).toEqual(["Maria João"]);
    expect(names("ole")).toEqual(["Tom-Ole"]);
    expect(names("arta")).toEqual([]);
  });

  it("needs no accents, and gives them", () => {
    expect(names("ines")).toEqual(["Inês Sousa"]);
    expect(names("INÊS")).toEqual(["Inês Sousa"]);
  });

  it("is the first of all while nothing is typed, never somebody without a name", () => {
    expect(names(" ", 2)).toEqual(["Marta", "Inês Sousa"]);
    fc.assert(
      fc.property(fc.string(), fc.nat(6), (typed, limit) => {
        const found = suggest(typed, people, limit);
        expect(found.length).toBeLessThanOrEqual(limit);
        expect(found.every(({ name }) => name !== "")).toBe(true);
      }),
    );
  });
});

describe("a whole name", () => {
  it("is somebody's whatever its case and blanks, but with its accents", () => {
    expect(named("  maria   joão ", people)?.id).toBe(4);
    expect(named("Maria Joao", people)).toBeNull();
    expect(named("Mart", people)).toBeNull();
    expect(named("", people)).toBeNull();
  });
});
