import { beforeEach, describe, expect, it, vi } from "vitest";
import { redoLast, undoLast, undoStore } from "@/app/undo";
import { peopleCalls } from "./calls";
import { decide } from "./decide";

const done = (operation: number | null) => ({ operation, person_id: 7, changed: 1 });
const undo = vi.spyOn(peopleCalls, "undo").mockImplementation((id) => Promise.resolve(done(id)));
const redo = vi.spyOn(peopleCalls, "redo").mockImplementation((id) => Promise.resolve(done(id)));

beforeEach(() => {
  undo.mockClear();
  redo.mockClear();
  undoStore.setState({ done: [], undone: [] });
});

describe("a decision about people", () => {
  it("of several acts is one step, taken back from its end", async () => {
    const answer = await decide({
      label: "Moved the box",
      steps: [
        () => Promise.resolve(done(1)),
        () => Promise.resolve(done(null)),
        () => Promise.resolve(done(3)),
      ],
    });
    expect(answer?.person_id).toBe(7);
    expect(undoStore.getState().done.map(({ label }) => label)).toEqual(["Moved the box"]);
    await undoLast();
    expect(undo.mock.calls).toEqual([[3], [1]]);
    await redoLast();
    expect(redo.mock.calls).toEqual([[1], [3]]);
  });

  it("is kept whole or not at all", async () => {
    const show = { apply: vi.fn(), revert: vi.fn() };
    const answer = await decide({
      label: "Moved the box",
      steps: [() => Promise.resolve(done(1)), () => Promise.reject(new Error("no"))],
      show,
    });
    expect(answer).toBeNull();
    expect(undo.mock.calls).toEqual([[1]]);
    expect(show.revert).toHaveBeenCalledOnce();
    expect(undoStore.getState().done).toEqual([]);
  });
});
