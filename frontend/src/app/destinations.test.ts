import { beforeEach, describe, expect, it } from "vitest";
import { openPalette, viewStore } from "@/actions/views";
import { openDestination, pathOf } from "./destinations";
import { fixedSequence, sequenceStore, setSequence } from "./sequence";

describe("destinations", () => {
  const went: string[] = [];
  beforeEach(() => {
    went.length = 0;
    setSequence(fixedSequence("/picks", [1, 2, 3]));
  });

  it("have an address each", () => {
    expect(pathOf({ place: "photos" })).toBe("/");
    expect(pathOf({ place: "activity" })).toBe("/activity");
    expect(pathOf({ place: "picks" })).toBe("/picks");
    expect(pathOf({ place: "settings" })).toBe("/settings");
    expect(pathOf({ place: "photo", id: 12 })).toBe("/photo/12");
  });

  it("open a photo by itself: it is left for the timeline", () => {
    openDestination({ place: "photo", id: 2 }, (path) => went.push(path));
    expect(went).toEqual(["/photo/2"]);
    expect(sequenceStore.getState().sequence).toBeNull();
  });

  it("leave what is leafed through alone otherwise", () => {
    openDestination({ place: "activity" }, (path) => went.push(path));
    expect(sequenceStore.getState().sequence?.from).toBe("/picks");
  });

  it("take the palette away", () => {
    openPalette();
    openDestination({ place: "photos" }, (path) => went.push(path));
    expect(viewStore.getState().open).toBeNull();
  });
});
