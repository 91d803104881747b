/** What of a keyboard event matters for a chord. */
export type KeyPress = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

const NAMES: Record<string, string> = { " ": "space", esc: "escape", del: "delete" };

/**
 * A key press as a chord, such as "mod+shift+z" or "?".
 *
 * `mod` is ⌘ on a Mac and Ctrl elsewhere. Shift is left out for signs, because "?" already holds it.
 */
export function chordOf(press: KeyPress, mac: boolean): string {
  const lower = press.key.toLowerCase();
  const key = NAMES[lower] ?? lower;
  const sign = key.length === 1 && !/[a-z0-9]/.test(key);
  const parts = [
    (mac ? press.metaKey : press.ctrlKey) ? "mod" : "",
    mac && press.ctrlKey ? "ctrl" : "",
    press.altKey ? "alt" : "",
    press.shiftKey && !sign ? "shift" : "",
    key,
  ];
  return parts.filter(Boolean).join("+");
}
