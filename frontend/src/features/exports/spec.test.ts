import { describe, expect, it } from "vitest";
import type { Schemas } from "@/api";
import { isQuestion, outcomeOf, wrongName } from "./spec";

const job = (result: Schemas["JobDto"]["result"]): Schemas["JobDto"] => ({
  id: 1,
  kind: "export",
  state: "done",
  request: null,
  done: 3,
  total: 3,
  note: "",
  seconds_left: null,
  error_code: null,
  error_message: null,
  result,
  created_at: 0,
  started_at: 0,
  finished_at: 0,
  args_public: { mode: "copy" },
});

describe("an export", () => {
  it("counts what is there now, also what a run before had written", () => {
    const result = {
      dest: "/d",
      exported: 2,
      already: 1,
      bytes: 9,
      gallery: "gallery.html",
      problems: [{}],
    };
    expect(outcomeOf(job(result))).toEqual({
      count: 3,
      dest: "/d",
      gallery: "gallery.html",
      failed: 1,
    });
    expect(outcomeOf(job(null))).toEqual({ count: 0, dest: "", gallery: null, failed: 0 });
  });

  it("counts all files of a library, and all that could not come though a part of them is told", () => {
    const result = { dest: "/d", files: 7, already: 2, problems: [{}], problem_count: 300 };
    expect(outcomeOf(job(result))).toEqual({ count: 9, dest: "/d", gallery: null, failed: 300 });
  });

  it("takes only questions with photos", () => {
    expect(isQuestion({ ids: [1] })).toBe(true);
    expect(isQuestion({ ids: [] })).toBe(false);
    expect(isQuestion(undefined)).toBe(false);
  });

  it("knows names that cannot be folders", () => {
    expect([" ", "..", "a/b", "a\\b", "Best 50 of Summer 2024"].map(wrongName)).toEqual([
      "empty",
      "empty",
      "slash",
      "slash",
      null,
    ]);
  });
});
