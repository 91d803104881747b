import { describe, expect, it } from "vitest";
import type { Job } from "./queries";
import { repeats } from "./repeats";

let id = 100;
const job = (kind: string, more: Partial<Job> = {}): Job => ({
  id: (id -= 1),
  kind,
  state: "done",
  request: null,
  done: 3,
  total: 3,
  note: "",
  seconds_left: null,
  error_code: null,
  error_message: null,
  result: null,
  created_at: 0,
  started_at: 0,
  finished_at: 0,
  args_public: {},
  ...more,
});
const shown = (jobs: Job[]) =>
  repeats(jobs, ({ kind, done }) => `${kind} ${done}`).map(({ job: one, count }) => [
    one.kind,
    one.done,
    count,
  ]);

describe("repeats", () => {
  it("puts together what came to the same, at the place of the newest", () => {
    expect(
      shown([job("judge"), job("scan"), job("judge"), job("scan", { done: 2 }), job("judge")]),
    ).toEqual([
      ["judge", 3, 3],
      ["scan", 3, 1],
      ["scan", 2, 1],
    ]);
  });

  it("leaves out looks that found nothing new, never one that failed", () => {
    expect(shown([job("look", { done: 0 }), job("look", { done: 0, state: "failed" })])).toEqual([
      ["look", 0, 1],
    ]);
  });

  it("leaves out searches for what belongs together that changed nothing", () => {
    const nothing = { result: { folders: 1, changed: 0 } };
    expect(
      shown([
        job("group", nothing),
        job("group", { result: { folders: 1, changed: 2 } }),
        job("group", { ...nothing, state: "failed" }),
      ]),
    ).toEqual([
      ["group", 3, 1],
      ["group", 3, 1],
    ]);
  });

  it("keeps every export and everything that did not finish apart", () => {
    const failed = { state: "failed" } as const;
    expect(shown([job("export"), job("export"), job("scan", failed), job("scan", failed)])).toEqual(
      [
        ["export", 3, 1],
        ["export", 3, 1],
        ["scan", 3, 1],
        ["scan", 3, 1],
      ],
    );
  });
});
