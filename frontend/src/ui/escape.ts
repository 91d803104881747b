/** On a field that uses Escape itself, such as to empty its line: what it lies in stays open. */
export const OWN_ESCAPE = { "data-own-escape": "" };

/** For what closes on Escape: not while the field with the focus uses the key itself. */
export function leaveEscape(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest("[data-own-escape]"))
    event.preventDefault();
}
