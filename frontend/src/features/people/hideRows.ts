import { CalendarOff, Eye, EyeOff, TrendingDown } from "lucide-react";
import { i18n } from "@/i18n";
import type { MenuRow } from "@/ui";
import type { Hidden } from "./answers";

const t = i18n.getFixedT(null, "people");
const LEVELS = [
  ["shown", Eye],
  ["less", TrendingDown],
  ["not_in_memories", CalendarOff],
  ["everywhere", EyeOff],
] as const;

/** The rows of a menu of how often somebody is shown. `now`: how it is, null for several people. */
export const hideRows = (now: Hidden | null, onChoose: (level: Hidden) => void): MenuRow[] =>
  LEVELS.map(([level, icon]) => ({
    id: level,
    label: t(`level.${level}`),
    icon,
    ...(now === null ? {} : { checked: now === level }),
    onSelect: () => onChoose(level),
  }));
