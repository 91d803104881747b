/** Loads the page anew: at its address, or, when that means nothing any more, at the beginning. */
export function begin(anew: boolean): void {
  if (anew) history.replaceState(null, "", `${location.pathname}#/`);
  location.reload();
}
