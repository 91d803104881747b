import { beforeEach, describe, expect, it, vi } from "vitest";
import { toastStore } from "./toasts";
import { change, redoLast, undoLast, undoStore } from "./undo";

const shown = () => toastStore.getState().toasts.map(({ text }) => text);

beforeEach(() => {
  undoStore.setState({ done: [], undone: [] });
  toastStore.setState({ toasts: [] });
});

function flag() {
  const state = { on: false, sent: [] as boolean[] };
  const make = (fails = false) => ({
    label: "Marked as favourite",
    apply: () => {
      state.on = true;
    },
    revert: () => {
      state.on = false;
    },
    send: () => {
      state.sent.push(true);
      return fails ? Promise.reject(new Error("Disk full.")) : Promise.resolve();
    },
    sendBack: () => {
      state.sent.push(false);
      return Promise.resolve();
    },
  });
  return { state, make };
}

describe("change", () => {
  it("shows at once, can be undone and done again", async () => {
    const { state, make } = flag();
    const kept = change(make());
    expect(state.on).toBe(true);
    expect(await kept).toBe(true);
    await undoLast();
    expect(state.on).toBe(false);
    expect(shown()).toEqual(["Undone: Marked as favourite"]);
    await redoLast();
    expect(state).toEqual({ on: true, sent: [true, false, true] });
  });

  it("goes back when it could not be kept, and leaves nothing to undo", async () => {
    const { state, make } = flag();
    expect(await change(make(true))).toBe(false);
    expect(state.on).toBe(false);
    expect(undoStore.getState().done).toEqual([]);
    expect(shown()).toEqual([expect.stringContaining("Disk full.")]);
  });

  it("tells the server one thing after the other, so that an undo never overtakes", async () => {
    const { state, make } = flag();
    const step = make();
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((done) => {
      answer = done;
    });
    const kept = change({ ...step, send: () => slow.then(step.send) });
    const undone = undoLast();
    expect(state).toEqual({ on: false, sent: [] });
    answer();
    await Promise.all([kept, undone]);
    expect(state).toEqual({ on: false, sent: [true, false] });
  });

  it("can be tried again when an undo did not reach the server", async () => {
    const { state, make } = flag();
    await change({ ...make(), sendBack: () => Promise.reject(new Error("No answer.")) });
    await undoLast();
    expect(state.on).toBe(true);
    expect(undoStore.getState().done).toHaveLength(1);
    expect(undoStore.getState().undone).toEqual([]);
  });

  it("says when there is nothing to undo", async () => {
    await undoLast();
    expect(shown()).toEqual(["Nothing to undo"]);
  });

  it("offers Undo in its toast", async () => {
    const { state, make } = flag();
    await change(make());
    const back = toastStore.getState().toasts[0]?.actions[0];
    back?.run();
    await vi.waitFor(() => expect(state.sent).toEqual([true, false]));
  });
});
