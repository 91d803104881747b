import { beforeEach, describe, expect, it } from "vitest";
import { reachFor, select, setCurrent, targets } from "./selection";

describe("targets", () => {
  beforeEach(() => {
    select([1, 2]);
    setCurrent(3);
  });

  it("are the selection where it is seen, and else the one photo", () => {
    const end = reachFor("selection");
    expect(targets()).toEqual([1, 2]);
    select([]);
    expect(targets()).toEqual([3]);
    end();
  });

  it("are never photos selected on another screen", () => {
    const end = reachFor("current");
    expect(targets()).toEqual([3]);
    end();
    expect(targets()).toEqual([]);
  });
});
