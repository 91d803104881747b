import type { Schemas } from "@/api";

interface Facts {
  status: Schemas["Status"];
  /** Version of the window; null in a browser. */
  window: string | null;
  browser: string;
  /** Width, height and device pixels per pixel. */
  screen: readonly [width: number, height: number, density: number];
}

/** What helps to find a fault, and nothing about anybody: no names, no paths, no photos. */
export function report({ status, window, browser, screen }: Facts): string {
  const [width, height, density] = screen;
  const { active, paused, done_here } = status.work;
  const work = paused ? "paused" : (active?.kind ?? "none");
  return [
    `Keepers ${status.version} on ${status.platform}`,
    window === null ? "In a browser" : `Window ${window}`,
    browser,
    `Page ${width} x ${height}, density ${density}`,
    `Photos ${status.assets - status.films}, films ${status.films}, folders ${status.roots}, not looked at ${status.unlooked}, not readable ${status.problems}`,
    `Work: ${work}${done_here ? "" : ", done by another Keepers"}`,
  ].join("\n");
}
