import { createStore } from "zustand/vanilla";
import type { Zoom } from "@/domain/timeline/month";
import type { Anchor } from "@/domain/timeline/stack";

/** A place that is kept by its photo, so photos that come in above do not move it. */
export interface KeptAnchor extends Anchor {
  id: number | null;
}

interface View {
  zoom: Zoom;
  /** Height of rows by day, in pixels. */
  size: number;
  /** Where the window stood; null at the very top. */
  anchor: KeptAnchor | null;
}

const KEY = "keepers.timeline";
export const SMALLEST = 96;
export const LARGEST = 320;

const PLACE = "keepers.timeline.place";

/** Where the window stood when this page was loaded anew; told once. */
function placeBefore(): KeptAnchor | null {
  try {
    const [how] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    return how?.type === "reload" && kept !== null ? (JSON.parse(kept) as KeptAnchor | null) : null;
  } catch {
    return null;
  }
}

function stored(): View {
  const view: View = { zoom: "days", size: 196, anchor: placeBefore() };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<View>;
    if (kept.zoom === "years" || kept.zoom === "months") view.zoom = kept.zoom;
    if (typeof kept.size === "number") view.size = Math.min(LARGEST, Math.max(SMALLEST, kept.size));
  } catch {
    // Something unreadable was kept: start as new.
  }
  return view;
}

/** How the timeline is looked at. It outlives the screen, so that coming back finds the same place. */
export const viewStore = createStore<View>(stored);

viewStore.subscribe(({ zoom, size }) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ zoom, size }));
  } catch {
    // It then lasts as long as the page.
  }
});

// A window loads its page anew by itself when Keepers has moved: it then stands where it stood.
window.addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(viewStore.getState().anchor));
  } catch {
    // The page then begins at its top.
  }
});

export const setZoom = (zoom: Zoom): void => viewStore.setState({ zoom });
export const setSize = (size: number): void =>
  viewStore.setState({ size: Math.min(LARGEST, Math.max(SMALLEST, Math.round(size))) });
export const keepAnchor = (anchor: KeptAnchor | null): void => viewStore.setState({ anchor });

/** Heights of rows: the wider zooms show more, smaller. */
export const rowHeight = (zoom: Zoom, size: number): number =>
  Math.round(zoom === "days" ? size : zoom === "months" ? size * 0.55 : size * 0.32);
