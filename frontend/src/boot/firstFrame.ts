/** Calls `then` once what is there now was painted; at once where nothing is painted, as in a window not shown. */
export function firstFrame(then: () => void): void {
  if (document.visibilityState === "hidden") then();
  else requestAnimationFrame(() => requestAnimationFrame(() => then()));
}
