import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { api, call, type Schemas } from "@/api";
import type { Sliders } from "@/domain/rerank";

/** What the person asks for; it is remembered. */
export interface Wish {
  scope: string;
  n: number;
  sliders: Sliders;
  variety: number;
  /** null: Keepers decides. */
  perDay: number | null;
  balanceMonths: boolean;
  onePerStack: boolean;
}

export const MOST_PICKS = 10_000;

export const NORMAL: Omit<Wish, "scope" | "n"> = {
  sliders: { sharpness: 2, light: 2, composition: 2 },
  variety: 2,
  perDay: null,
  balanceMonths: true,
  onePerStack: true,
};

const FIRST: Wish = { scope: "library", n: 50, ...NORMAL };
const KEY = "keepers.picks";

const within = (value: unknown, low: number, high: number): value is number =>
  typeof value === "number" && value >= low && value <= high;

/** Reads a remembered wish; whatever is odd in it falls back to normal. */
export function readWish(text: string | null): Wish {
  let found: Partial<Wish>;
  try {
    found = (JSON.parse(text ?? "{}") ?? {}) as Partial<Wish>;
  } catch {
    return FIRST;
  }
  const sliders: Partial<Sliders> = found.sliders ?? {};
  const slider = (value: unknown) => (within(value, 0, 4) ? value : 2);
  return {
    scope: typeof found.scope === "string" ? found.scope : FIRST.scope,
    n: within(found.n, 1, MOST_PICKS) ? Math.round(found.n) : FIRST.n,
    sliders: {
      sharpness: slider(sliders.sharpness),
      light: slider(sliders.light),
      composition: slider(sliders.composition),
    },
    variety: slider(found.variety),
    perDay: within(found.perDay, 1, 1_000) ? Math.round(found.perDay) : null,
    balanceMonths: found.balanceMonths ?? true,
    onePerStack: found.onePerStack ?? true,
  };
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const wishStore = createStore<Wish>(() => readWish(stored()));

let timer: ReturnType<typeof setTimeout> | undefined;
let sentCount = 0;

/** Changes the wish, and remembers it once the hand rests. */
export function ask(part: Partial<Wish>): void {
  wishStore.setState(part);
  clearTimeout(timer);
  timer = setTimeout(() => {
    const wish = wishStore.getState();
    try {
      localStorage.setItem(KEY, JSON.stringify(wish));
    } catch {
      // It then lasts as long as the page.
    }
    if (wish.n === sentCount) return;
    sentCount = wish.n;
    const body = { pick_count: wish.n } as Schemas["SettingsPatch"];
    void call(api.PATCH("/api/v1/settings", { body })).catch(() => undefined);
  }, 400);
}

/** Takes in the number the library remembers, which outlives the page's own memory but not what was asked since. */
export function learnCount(n: number): void {
  sentCount = n;
  if (timer === undefined && stored() === null) wishStore.setState({ n });
}

export const useWish = (): Wish => useStore(wishStore);

/** Whether sliders and balance stand where they stood at first. */
export function isNormal({ sliders, variety, perDay, balanceMonths, onePerStack }: Wish): boolean {
  return (
    JSON.stringify({ sliders, variety, perDay, balanceMonths, onePerStack }) ===
    JSON.stringify(NORMAL)
  );
}
