/** Whether keys are written and held as on a Mac. */
export const isApple: boolean = /Mac OS|iPhone|iPad/.test(navigator.userAgent);

/** What shows files on this system, by the name people know it by. */
export const fileManager = (
  agent: string = navigator.userAgent,
): "finder" | "explorer" | "folder" =>
  agent.includes("Mac OS") ? "finder" : agent.includes("Windows") ? "explorer" : "folder";

const APPLE: Record<string, string> = { mod: "⌘", shift: "⇧", alt: "⌥", ctrl: "⌃" };
const OTHER: Record<string, string> = { mod: "Ctrl", shift: "Shift", alt: "Alt", ctrl: "Ctrl" };
const NAMED: Record<string, string> = {
  enter: "↵",
  escape: "Esc",
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  arrowdown: "↓",
  space: "Space",
  delete: "Del",
  home: "Home",
  end: "End",
};

/** "mod+z" as ⌘Z on a Mac and Ctrl+Z elsewhere. */
export function keyCaps(keys: string, mac: boolean = isApple): string {
  const parts = keys.split("+").map((part) => {
    const key = part.toLowerCase();
    return (
      (mac ? APPLE : OTHER)[key] ?? NAMED[key] ?? (part.length === 1 ? part.toUpperCase() : part)
    );
  });
  return parts.join(mac ? "" : "+");
}
