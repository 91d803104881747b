import { createStore } from "zustand/vanilla";

export interface ToastAction {
  label: string;
  run: () => void;
  keys?: string;
}

export interface ToastMessage {
  id: string;
  text: string;
  actions: readonly ToastAction[];
  /** Stays until it is dismissed or replaced. */
  stay: boolean;
}

export const toastStore = createStore<{ toasts: readonly ToastMessage[] }>(() => ({ toasts: [] }));

const SHOWN_MS = 6000;
const timers = new Map<string, ReturnType<typeof setTimeout>>();
let count = 0;
let held = false;

function start({ id, stay }: ToastMessage) {
  clearTimeout(timers.get(id));
  if (!stay && !held) timers.set(id, setTimeout(dismissToast, SHOWN_MS, id));
}

/** While a hand or the keyboard is on the messages none of them goes; after, each has its time anew. */
export function holdToasts(hold: boolean): void {
  if (held === hold) return;
  held = hold;
  for (const message of toastStore.getState().toasts)
    if (hold) clearTimeout(timers.get(message.id));
    else start(message);
}

/** One line at the bottom. A toast with the id of another replaces it. Returns its id. */
export function toast(
  text: string,
  {
    id,
    actions = [],
    stay = false,
  }: { id?: string; actions?: readonly ToastAction[]; stay?: boolean } = {},
): string {
  count += 1;
  const message: ToastMessage = { id: id ?? `toast-${count}`, text, actions, stay };
  toastStore.setState(({ toasts }) => {
    const at = toasts.findIndex((shown) => shown.id === message.id);
    const next = at < 0 ? [...toasts, message] : toasts.with(at, message);
    return { toasts: next.slice(-3) };
  });
  start(message);
  return message.id;
}

export function dismissToast(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((shown) => shown.id !== id) }));
  // The last one takes the hand that was on it along: no leave is heard of what is gone.
  if (toastStore.getState().toasts.length === 0) held = false;
}
