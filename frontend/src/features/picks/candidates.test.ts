import { beforeEach, describe, expect, it } from "vitest";
import { queryClient, type Schemas } from "@/api";
import { photoAt } from "@/domain/rerank";
import { asking, candidatesKey, holdVerdicts, load, showVerdicts, type Loaded } from "./candidates";

const DAY = 86_400_000;
const dto: Schemas["CandidatesDto"] = {
  scope: "library",
  ids: [4, 9],
  times: [40 * DAY, 75 * DAY],
  time_sure: [true, false],
  sharpness: [0.5, null],
  light: [null, 0.25],
  composition: [0.75, null],
  dhash: ["ffffffff00000001", "0000000000000000"],
  colour: btoa("\x07".repeat(48) + "\xff".repeat(48)),
  blank: [false, true],
  stack_ids: [null, 3],
  ratios: [1.5, 0.75],
  placeholders: [null, null],
  picks: ["in", null],
  favourites: [false, false],
};

describe("load", () => {
  it("keeps every value, and what was not measured as not measured", () => {
    const { columns, at, verdicts, days, months } = load(dto);
    expect(photoAt(columns, at.get(4) ?? -1)).toMatchObject({
      id: 4,
      timeSure: true,
      sharpness: 0.5,
      light: null,
      composition: 0.75,
      hashHigh: -1,
      hashLow: 1,
      stack: null,
    });
    const second = photoAt(columns, at.get(9) ?? -1);
    expect(second).toMatchObject({ id: 9, sharpness: null, light: 0.25, blank: true, stack: 3 });
    expect(second.colours[second.colourAt]).toBe(255);
    expect([...verdicts]).toEqual([[4, "in"]]);
    // A time nobody is sure of names no day.
    expect([days, months]).toEqual([1, 1]);
  });
});

describe("showVerdicts", () => {
  beforeEach(() => {
    queryClient.clear();
    queryClient.setQueryData<Loaded>(candidatesKey("library"), load(dto));
  });

  it("sets and takes away decisions, only of photos that are there, and leaves the columns alone", () => {
    const before = queryClient.getQueryData<Loaded>(candidatesKey("library"));
    showVerdicts(
      new Map([
        [4, null],
        [9, "out"],
        [77, "in"],
      ]),
    );
    const after = queryClient.getQueryData<Loaded>(candidatesKey("library"));
    expect([...(after?.verdicts ?? [])]).toEqual([[9, "out"]]);
    expect(after?.columns).toBe(before?.columns);
  });
});

describe("an answer from before a decision", () => {
  const verdicts = (answer: (loaded: Loaded) => void) => {
    const loaded = load(dto);
    answer(loaded);
    return [...loaded.verdicts];
  };

  it("does not take the decision back", () => {
    const before = asking();
    const kept = holdVerdicts(
      new Map([
        [9, "out"],
        [4, null],
      ] as const),
    );
    expect(verdicts(before)).toEqual([[9, "out"]]);
    kept(true);
    expect(verdicts(before)).toEqual([[9, "out"]]);
    expect(verdicts(asking())).toEqual([[4, "in"]]);
  });

  it("stands when the decision was not kept", () => {
    const before = asking();
    holdVerdicts(new Map([[9, "out"]] as const))(false);
    expect(verdicts(before)).toEqual([[4, "in"]]);
  });
});
