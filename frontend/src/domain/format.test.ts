import { describe, expect, it } from "vitest";
import { bytes, dayOfMonth, exposure, momentLong, monthName, offsetName } from "./format";

describe("formats", () => {
  const time = Date.UTC(2024, 7, 17, 18, 42);
  it("shows the clock of the place, whatever the clock here", () => {
    expect(momentLong(time, "en-GB")).toMatch(/^Saturday,? 17 August 2024, 18:42$/);
    expect(dayOfMonth(Date.UTC(2024, 7, 17, 23, 59))).toBe(17);
    expect(monthName(202408, "en-GB")).toBe("August 2024");
  });
  it("writes exposures as cameras do", () => {
    expect(exposure(1 / 640, "en-GB")).toBe("1/640 s");
    expect(exposure(0.5, "en-GB")).toBe("0.5 s");
    expect(exposure(0, "en-GB")).toBe("");
  });
  it("writes sizes and offsets", () => {
    expect(bytes(3_100_000, "en-GB")).toBe("3.1 MB");
    expect(bytes(80, "en-GB")).toBe("80 bytes");
    expect(offsetName(0)).toBe("UTC");
    expect(offsetName(330)).toBe("UTC+5:30");
    expect(offsetName(-180)).toBe("UTC−3");
  });
});
