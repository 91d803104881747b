import type { MenuRow } from "@/ui";
import { allActions, possible } from "./registry";

/** The registered actions of a menu, with their keys, as they can be done now. */
export function menuRows(menu: "photo" | "more"): MenuRow[] {
  return allActions()
    .filter((action) => action.menu?.includes(menu) && possible(action))
    .sort((a, b) => Number(b.first ?? false) - Number(a.first ?? false))
    .map((action) => ({
      id: action.id,
      label: action.title(),
      icon: action.icon,
      keys: action.keys?.[0],
      checked: action.checked?.(),
      onSelect: () => void action.run(),
    }));
}
