import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changed, type Described } from "./changes";
import { faceCrop } from "./face";
import { clockText, dayText, shiftMs, shiftParts, typedMoment } from "./moment";
import { looksLikePosition, parsePosition } from "./position";
import {
  placeWords,
  starsAfter,
  tidy,
  tidyPlace,
  typedKeywords,
  withKeywords,
  withoutKeywords,
} from "./values";

const NOW = Date.UTC(2026, 10, 21);

describe("coordinates as they are pasted", () => {
  it.each([
    ["38.7139, -9.1394", [38.7139, -9.1394]],
    ["38.7139,-9.1394", [38.7139, -9.1394]],
    ["(38.7139 −9.1394)", [38.7139, -9.1394]],
    ["38,7139; -9,1394", [38.7139, -9.1394]],
    ["38° 42' 50\" N, 9° 8' 22\" W", [38.7138889, -9.1394444]],
    ["38°42′50.04″N 9°8′21.84″W", [38.7139, -9.1394]],
    ["33.5 S 70.25 W", [-33.5, -70.25]],
    ["geo:38.7139,-9.1394?z=12", [38.7139, -9.1394]],
    ["https://www.google.com/maps/@38.7139,-9.1394,15z", [38.7139, -9.1394]],
    ["https://www.openstreetmap.org/#map=15/38.7139/-9.1394", [38.7139, -9.1394]],
  ])("%s", (text, position) => {
    expect(parsePosition(text)).toEqual(position);
    if (!text.includes("S")) expect(looksLikePosition(text)).toBe(true);
  });

  it.each(["", "Lisbon", "91, 0", "12.5, 181", "0, 0", "38.7139", "38° 61' N, 9° W", "1 2 3"])(
    "%s is none",
    (text) => expect(parsePosition(text)).toBeNull(),
  );

  it("takes every place on earth as it is written", () => {
    const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
    fc.assert(
      fc.property(degrees(90), degrees(180), (latitude, longitude) => {
        const [a, b] = [latitude.toFixed(6), longitude.toFixed(6)];
        fc.pre(Number(a) !== 0 || Number(b) !== 0);
        const found = parsePosition(`${a}, ${b}`);
        expect(found?.[0]).toBeCloseTo(Number(a), 6);
        expect(found?.[1]).toBeCloseTo(Number(b), 6);
      }),
    );
  });
});

describe("dates as they are typed", () => {
  it("come back as they were", () => {
    const earliest = new Date("1826-01-01T00:00:00Z");
    fc.assert(
      fc.property(fc.date({ min: earliest, max: new Date(NOW), noInvalidDate: true }), (date) => {
        const ms = Math.floor(date.getTime() / 1000) * 1000;
        expect(typedMoment(dayText(ms), clockText(ms), 60, NOW)).toEqual({
          time_ms: ms,
          offset_min: 60,
        });
      }),
    );
  });

  it("without a clock are noon", () => {
    expect(typedMoment("1987-06-02", "", null, NOW)).toEqual({
      time_ms: Date.UTC(1987, 5, 2, 12),
      offset_min: null,
    });
  });

  it.each([
    ["", "12:00", "no_day"],
    ["2024-02-30", "12:00", "no_day"],
    ["2024-02-03", "25:00", "no_clock"],
    ["2024-02-03", "soon", "no_clock"],
    ["1700-02-03", "12:00", "too_early"],
    ["0012-02-03", "12:00", "too_early"],
    ["2107-02-03", "12:00", "too_late"],
  ])("%s %s: %s", (day, clock, wrong) => {
    expect(typedMoment(day, clock, null, NOW)).toBe(wrong);
  });

  it("are shifted by parts that make the whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
        expect(shiftMs(shiftParts(seconds * 1000))).toBe(seconds * 1000);
        expect(shiftParts(-seconds * 1000)).toEqual(shiftParts(seconds * 1000));
      }),
    );
  });
});

describe("keywords", () => {
  it("are parted by commas, paths by strokes or arrows", () => {
    expect(typedKeywords(" Beach, Places > Portugal|Lisbon ,, beach\nSun  set ")).toEqual([
      "Beach",
      "Places|Portugal|Lisbon",
      "Sun set",
    ]);
  });
  it("are there once, and those that were there keep their order", () => {
    expect(withKeywords(["B", "a"], ["A", "c", "C"])).toEqual(["B", "a", "c"]);
    expect(withoutKeywords(["B", "a", "c"], ["A", "x"])).toEqual(["B", "c"]);
  });
});

describe("words", () => {
  it("are kept without blanks around, and nothing is nothing", () => {
    expect(tidy("  two\nlines ")).toBe("two\nlines");
    expect(tidy(" \n ")).toBeNull();
    expect(tidy("e\u0301")).toBe("é");
  });
  it("of a place go from near to far", () => {
    const lisbon = {
      sublocation: "Alfama",
      city: "Lisbon",
      state: "Lisbon",
      country: "Portugal",
      country_code: "PT",
    };
    expect(placeWords(lisbon)).toBe("Alfama, Lisbon, Portugal");
    expect(placeWords({ ...lisbon, country: null })).toBe("Alfama, Lisbon, PT");
    expect(placeWords(null)).toBe("");
    const nothing = { sublocation: " ", city: "", state: null, country: null, country_code: null };
    expect(tidyPlace(nothing)).toBeNull();
  });
  it("of stars: the same again takes them away", () => {
    expect([starsAfter(null, 3), starsAfter(3, 3), starsAfter(3, 4)]).toEqual([3, null, 4]);
  });
});

describe("a change shown at once", () => {
  const photo: Described & { id: number } = {
    id: 7,
    title: null,
    caption: "Old",
    keywords: ["sea"],
    people: [],
    rating: null,
    label: null,
    place: null,
    latitude: 1,
    longitude: 2,
    capture_time: 0,
    capture_offset_min: null,
    capture_zone: null,
    capture_source: "file_name",
    capture_code: "name",
    capture_confidence: "likely",
    capture_precision: "day",
  };
  it("touches its own field alone", () => {
    expect(changed(photo, [{ field: "caption", action: "set", value: "New" }])).toEqual({
      ...photo,
      caption: "New",
    });
    expect(
      changed(photo, [
        { field: "keywords", action: "add", value: ["sun"] },
        { field: "keywords", action: "remove", value: ["Sea"] },
        { field: "position", action: "set", value: null },
      ]),
    ).toEqual({ ...photo, keywords: ["sun"], latitude: null, longitude: null });
    expect(
      changed(photo, [{ field: "date", action: "set", value: { time_ms: 5, offset_min: 60 } }]),
    ).toMatchObject({ capture_time: 5, capture_offset_min: 60, capture_zone: "said" });
  });
});

describe("the window on a face", () => {
  it("shows nothing beyond the picture", () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const some = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, some, some, fc.double({ min: 0.2, max: 5, noNaN: true }), (...at) => {
        const [left, top, width, height, ratio] = at;
        const crop = faceCrop([left, top, width, height], ratio, 48);
        expect(crop).not.toBeNull();
        if (!crop) return;
        expect(crop.left).toBeLessThanOrEqual(1e-6);
        expect(crop.top).toBeLessThanOrEqual(1e-6);
        expect(crop.left + crop.width).toBeGreaterThanOrEqual(48 - 1e-6);
        expect(crop.top + crop.height).toBeGreaterThanOrEqual(48 - 1e-6);
        expect(crop.width / crop.height).toBeCloseTo(ratio, 6);
      }),
    );
  });
  it("is none where there is no box", () => {
    expect(faceCrop([0, 0, 0, 0.2], 1.5, 48)).toBeNull();
    expect(faceCrop([0.1, 0.1], 1.5, 48)).toBeNull();
  });
});
