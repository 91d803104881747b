import { renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useWords } from "./words";

const words = () => renderHook(() => useWords()).result.current;
const said = (code: string, facts = {}) => ({ code, facts });

describe("reasons in words", () => {
  it("joins qualities into one sentence and lets the rest follow", () => {
    const line = words().reasons([
      said("sharp"),
      said("well_lit"),
      said("best_of_stack", { n: 7 }),
    ]);
    expect(line).toBe("Sharp, well lit. Best of 7 alike.");
  });

  it("says nothing twice of a photo that was locked in, and nothing of codes it does not know", () => {
    expect(words().reasons([said("locked_in"), said("composed"), said("from_the_future")])).toBe(
      "Well composed.",
    );
  });

  it("names days and months as days and months", () => {
    const line = words().reasons([
      said("covers_month", { month: 202408 }),
      said("only_from_day", { day: "2024-08-17" }),
    ]);
    expect(line).toMatch(/Stands for August 2024\. The only good one from .*2024\./);
  });

  it("says why another stood back, plainest first", () => {
    expect(words().whyNot([said("too_dark"), said("look_alike")])).toBe("Too dark");
    expect(words().whyNot([])).toBe("Not quite as good");
  });
});
