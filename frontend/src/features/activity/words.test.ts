import { describe, expect, it } from "vitest";
import { whenWords } from "./words";

describe("whenWords", () => {
  const now = new Date(2024, 10, 9, 12, 0);

  it("says today and yesterday with the time, then only the day", () => {
    expect(whenWords(new Date(2024, 10, 9, 8, 31).getTime(), now)).toMatch(/^Today, .*8:31/);
    expect(whenWords(new Date(2024, 10, 8, 23, 59).getTime(), now)).toMatch(/^Yesterday, .*:59/);
    expect(whenWords(new Date(2024, 10, 3).getTime(), now)).not.toMatch(/2024|:/);
  });

  it("names the year when it is another", () => {
    expect(whenWords(new Date(2022, 4, 3).getTime(), now)).toMatch(/2022/);
  });
});
