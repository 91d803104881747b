import { createStore } from "zustand/vanilla";

const KEY = "keepers.letters";

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/**
 * Whether keys of one sign, such as F or ?, are shortcuts. Who speaks to the computer, or strikes
 * keys by chance, switches them off; keys held together with Ctrl or ⌘ go on.
 */
export const lettersStore = createStore<{ on: boolean }>(() => ({ on: stored() }));

/** Whether a chord is one sign that typing could strike. */
export const isLetter = (chord: string): boolean => chord.length === 1;

/** The keys of an action that do something now. */
export const keysNow = (keys: readonly string[] | undefined, on: boolean): readonly string[] =>
  on ? (keys ?? []) : (keys ?? []).filter((chord) => !isLetter(chord));

function show(on: boolean) {
  // The style sheet hides the hints of keys that do nothing.
  if (on) delete document.documentElement.dataset["letters"];
  else document.documentElement.dataset["letters"] = "off";
}

export function setLetters(on: boolean): void {
  lettersStore.setState({ on });
  show(on);
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // The choice then lasts as long as the page.
  }
}

show(stored());
