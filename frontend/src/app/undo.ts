import { createStore } from "zustand/vanilla";
import { i18n } from "@/i18n";
import { dismissToast, toast, toastStore } from "./toasts";

/** Something that was done and can be taken back. */
export interface Step {
  /** What was done, in the past: "Marked 2 as favourite". */
  label: string;
  undo: () => void | Promise<void>;
  /** Without it the step cannot be done again. */
  redo?: () => void | Promise<void>;
}

interface Steps {
  done: readonly Step[];
  undone: readonly Step[];
}

const KEPT = 100;
export const undoStore = createStore<Steps>(() => ({ done: [], undone: [] }));

/** Remembers a step and says so, with Undo. */
export function did(step: Step): void {
  undoStore.setState(({ done }) => ({ done: [...done, step].slice(-KEPT), undone: [] }));
  toast(step.label, {
    id: "undo",
    actions: [{ label: i18n.t("toast.undo"), keys: "mod+z", run: () => void undoLast() }],
  });
}

/** Tells that something could not be done. */
export function failed(error: unknown): void {
  const detail = error instanceof Error ? error.message : "";
  toast(i18n.t("toast.failed", { detail }).trim(), { id: "failed" });
}

/** Takes back the last step. */
export async function undoLast(): Promise<void> {
  const step = undoStore.getState().done.at(-1);
  if (!step) {
    toast(i18n.t("toast.nothing"), { id: "undo" });
    return;
  }
  undoStore.setState(({ done, undone }) => ({
    done: done.slice(0, -1),
    undone: step.redo ? [...undone, step] : [],
  }));
  try {
    await step.undo();
    toast(i18n.t("toast.undone", { what: step.label }), { id: "undo" });
  } catch (error) {
    undoStore.setState(({ done, undone }) => ({
      done: [...done, step],
      undone: undone.filter((one) => one !== step),
    }));
    failed(error);
  }
}

/** Does the last undone step again. */
export async function redoLast(): Promise<void> {
  const step = undoStore.getState().undone.at(-1);
  if (!step?.redo) return;
  undoStore.setState(({ done, undone }) => ({
    done: [...done, step],
    undone: undone.slice(0, -1),
  }));
  try {
    await step.redo();
    toast(i18n.t("toast.redone", { what: step.label }), { id: "undo" });
  } catch (error) {
    undoStore.setState(({ done, undone }) => ({
      done: done.filter((one) => one !== step),
      undone: [...undone, step],
    }));
    failed(error);
  }
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: a change and its undo must not overtake each other on the way. */
function inTurn(send: () => Promise<unknown>): Promise<unknown> {
  last = last.then(send, send);
  return last;
}

/** A change that shows at once, is sent after, and is taken back when it could not be kept. */
export interface Change {
  label: string;
  /** Shows the change. */
  apply: () => void;
  /** Shows how it was. */
  revert: () => void;
  /** Tells the server. */
  send: () => Promise<unknown>;
  /** Tells the server how it was. */
  sendBack: () => Promise<unknown>;
}

/** Makes a change, optimistic and undoable. Returns whether the server kept it. */
export async function change({ label, apply, revert, send, sendBack }: Change): Promise<boolean> {
  const forward = async () => {
    apply();
    try {
      await inTurn(send);
    } catch (error) {
      revert();
      throw error;
    }
  };
  const back = async () => {
    revert();
    try {
      await inTurn(sendBack);
    } catch (error) {
      apply();
      throw error;
    }
  };
  try {
    const kept = forward();
    did({ label, undo: back, redo: forward });
    await kept;
    return true;
  } catch (error) {
    undoStore.setState(({ done }) => ({ done: done.filter((step) => step.undo !== back) }));
    // It was said too soon, unless something else has been said since.
    if (toastStore.getState().toasts.some(({ id, text }) => id === "undo" && text === label))
      dismissToast("undo");
    failed(error);
    return false;
  }
}
