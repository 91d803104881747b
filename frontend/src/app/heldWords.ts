import { i18n } from "@/i18n";

/** How many photos and films there are, as people say it: "85 photos and 2 films"; what there is none of goes unsaid. */
export function heldWords({ photos, films }: { photos: number; films: number }): string {
  const still = i18n.t("timeline:photos", { count: photos });
  if (films === 0) return still;
  const moving = i18n.t("moving:films", { count: films });
  return photos === 0 ? moving : i18n.t("moving:both", { photos: still, films: moving });
}
