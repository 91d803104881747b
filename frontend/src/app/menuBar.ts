import { isDialogOpen, isTyping } from "@/actions/keyboard";
import { findAction, runAction } from "@/actions/registry";

/**
 * What these commands mean for text. The menu bar of macOS takes their keys before the page sees them, so here it
 * is told whether the text or the library was meant.
 */
const FOR_TEXT: Readonly<Record<string, string>> = {
  "edit.undo": "undo",
  "edit.redo": "redo",
  "photos.all": "selectAll",
};

/** Does to the text that has the focus what a key does in every text field. */
const edit = (command: string): void => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else undoes what was typed into a field
  document.execCommand(command);
};

/**
 * Does what was chosen in the menu bar of the window, by the rules keys go by: text is meant while typing, and a
 * dialog is answered first. Returns whether the command is known on this screen, done or not.
 */
export function chooseFromMenuBar(id: string, forText: (command: string) => void = edit): boolean {
  const text = FOR_TEXT[id];
  if (text !== undefined && isTyping(document.activeElement)) forText(text);
  else if (!isDialogOpen() || findAction(id)?.everywhere) runAction(id);
  return text !== undefined || findAction(id) !== undefined;
}
