import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choose } from "./choose";
import { emptyColumns, photosOf, setHash } from "./columns";
import { dayOf } from "./coverage";
import type { Photo, PickParams } from "./types";

const DAY = 86_400_000;
const measure = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });

const row = fc.record({
  time: fc.integer({ min: -400 * DAY, max: 400 * DAY }),
  timeSure: fc.boolean(),
  sharpness: measure,
  light: measure,
  composition: measure,
  hash: fc.option(fc.constantFrom("0000000000000000", "ffffffffffffffff", "00000000ffff00ff"), {
    nil: null,
  }),
  colour: fc.option(fc.constantFrom(10, 90, 200), { nil: null }),
  blank: fc.boolean(),
  stack: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
});

const photos = fc.array(row, { maxLength: 40 }).map((rows): Photo[] => {
  const columns = emptyColumns(rows.length);
  rows.forEach((one, i) => {
    columns.ids[i] = i + 1;
    columns.times[i] = one.time;
    columns.timeSure[i] = one.timeSure ? 1 : 0;
    columns.sharpness[i] = one.sharpness ?? NaN;
    columns.light[i] = one.light ?? NaN;
    columns.composition[i] = one.composition ?? NaN;
    columns.blank[i] = one.blank ? 1 : 0;
    columns.stacks[i] = one.stack ?? NaN;
    if (one.hash !== null) setHash(columns, i, one.hash);
    if (one.colour !== null) {
      columns.hasColour[i] = 1;
      columns.colours.fill(one.colour, i * 48, i * 48 + 48);
    }
  });
  return photosOf(columns);
});

const slider = fc.double({ min: 0, max: 4, noNaN: true });
const params = fc.record<PickParams>({
  n: fc.integer({ min: 1, max: 50 }),
  sliders: fc.record({ sharpness: slider, light: slider, composition: slider }),
  variety: slider,
  perDay: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
  balanceMonths: fc.boolean(),
  onePerStack: fc.boolean(),
  lockedIn: fc.constant([]),
  leftOut: fc.constant([]),
});

describe("choose", () => {
  it("gives n picks whenever there are n photos and no limit of the person's own", () => {
    fc.assert(
      fc.property(photos, params, (all, wish) => {
        const free = { ...wish, perDay: null, onePerStack: false };
        const { picks, shortfall } = choose(all, free);
        expect(picks).toHaveLength(Math.min(free.n, all.length));
        expect(shortfall?.count ?? 0).toBe(Math.max(0, free.n - all.length));
      }),
    );
  });

  it("never breaks a limit the person set", () => {
    fc.assert(
      fc.property(photos, params, (all, wish) => {
        const { picks } = choose(all, wish);
        const chosen = picks.map((pick) => all.find((photo) => photo.id === pick.id));
        const days = new Map<number, number>();
        for (const photo of chosen) {
          if (!photo) throw new Error("picked a photo that was not offered");
          days.set(dayOf(photo.time), (days.get(dayOf(photo.time)) ?? 0) + 1);
        }
        if (wish.perDay !== null)
          expect(Math.max(0, ...days.values())).toBeLessThanOrEqual(wish.perDay);
        const stacks = chosen
          .map((photo) => photo?.stack)
          .filter((stack) => typeof stack === "number");
        if (wish.onePerStack) expect(new Set(stacks).size).toBe(stacks.length);
      }),
    );
  });

  it("keeps what is locked in, leaves out what is left out, and says why for every pick", () => {
    fc.assert(
      fc.property(
        photos,
        params,
        fc.infiniteStream(fc.constantFrom("in", "out", "")),
        (all, wish, verdicts) => {
          const said = all.map((photo) => ({
            id: photo.id,
            verdict: verdicts.next().value as string,
          }));
          const lockedIn = said.filter(({ verdict }) => verdict === "in").map(({ id }) => id);
          const leftOut = said.filter(({ verdict }) => verdict === "out").map(({ id }) => id);
          const { picks } = choose(all, { ...wish, lockedIn, leftOut });
          const ids = picks.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of lockedIn) expect(ids).toContain(id);
          for (const id of leftOut) expect(ids).not.toContain(id);
          for (const pick of picks) {
            expect(pick.reasons.length).toBeGreaterThan(0);
            expect(pick.beat).not.toContain(pick.id);
          }
        },
      ),
    );
  });

  it("does not depend on the order photos come in", () => {
    fc.assert(
      fc.property(photos, params, (all, wish) => {
        expect(choose([...all].reverse(), wish)).toEqual(choose(all, wish));
      }),
    );
  });
});
