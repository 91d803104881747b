import type { MenuRow } from "@/ui";
import { allActions, possible, type ActionGroup } from "./registry";

/** Parts of a menu, parted by a line. */
const PARTS: readonly ActionGroup[] = ["go", "photo", "edit", "app", "view"];

/** The registered actions of a menu, with their keys, as they can be done now. */
export function menuRows(menu: "photo" | "more"): MenuRow[] {
  const actions = allActions().filter((action) => action.menu?.includes(menu) && possible(action));
  const parts = PARTS.map((group) =>
    actions
      .filter((action) => action.group === group)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map((action): MenuRow => ({
        id: action.id,
        label: action.title(),
        icon: action.icon,
        keys: action.keys?.[0],
        checked: action.checked?.(),
        onSelect: () => void action.run(),
      })),
  ).filter((part) => part.length > 0);
  return parts.flatMap((part, index): MenuRow[] => (index === 0 ? part : ["rule", ...part]));
}
