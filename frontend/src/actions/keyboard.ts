import { isApple } from "@/ui";
import { chordOf } from "./chord";
import { isLetter, lettersStore } from "./letters";
import { allActions, possible, type Action } from "./registry";

const TYPED =
  "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
/** Controls that use Space, Enter and arrows themselves. */
const USES_KEYS =
  "button, a[href], summary, [role=slider], [role=menuitem], [role=option], [role=radio], [role=switch], [role=tab]";
const OWN = new Set([
  "space",
  "enter",
  "arrowleft",
  "arrowright",
  "arrowup",
  "arrowdown",
  "home",
  "end",
]);

/** Whether keys write text where the focus is. */
export const isTyping = (focus: Element | null): boolean =>
  (focus?.closest(TYPED) ?? null) !== null;

/** Whether something lies over the page that has to be answered first. */
export const isDialogOpen = (): boolean =>
  document.querySelector(
    "[role=dialog][data-state=open], [role=alertdialog][data-state=open], [role=menu][data-state=open]",
  ) !== null;

/** The action a key press asks for, the newest registered first; none while typing. */
export function actionFor(event: KeyboardEvent): Action | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined;
  const chord = chordOf(event, isApple);
  if (isLetter(chord) && !lettersStore.getState().on) return undefined;
  const target = event.target instanceof Element ? event.target : null;
  const within = (selector: string) => (target?.closest(selector) ?? null) !== null;
  const typing = isTyping(target);
  const inDialog = isDialogOpen();
  if (OWN.has(chord) && within(USES_KEYS)) return undefined;
  return allActions()
    .reverse()
    .find((action) => {
      if (!action.keys?.includes(chord)) return false;
      if ((typing || inDialog) && !action.everywhere) return false;
      return possible(action);
    });
}

/** Listens on the window; returns what stops it. */
export function listenToKeys(): () => void {
  const press = (event: KeyboardEvent) => {
    const action = actionFor(event);
    if (!action) return;
    event.preventDefault();
    void action.run();
  };
  window.addEventListener("keydown", press);
  return () => {
    window.removeEventListener("keydown", press);
  };
}
