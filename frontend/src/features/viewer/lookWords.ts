import { Aperture, Frame, Sun, type LucideIcon } from "lucide-react";
import type { TFunction } from "i18next";
import type { Schemas } from "@/api";

/** From here on a measure is named as good, and below here as a fault; the same bounds as in picks. */
const GOOD = 0.65;
const MIDDLING = 0.5;

export interface LookRow {
  icon: LucideIcon;
  words: string;
}

/** What the measures say, in words. What was not measured is not spoken of. */
export function lookWords(t: TFunction<"viewer">, measures: Schemas["MeasuresDto"]): LookRow[] {
  const { sharpness, light, composition, brightness } = measures;
  if (measures.blank) return [{ icon: Frame, words: t("look.blank") }];
  const rows: LookRow[] = [];
  if (sharpness !== null)
    rows.push({
      icon: Aperture,
      words:
        sharpness >= GOOD
          ? t("look.sharp")
          : sharpness >= MIDDLING
            ? t("look.sharpEnough")
            : t("look.notSharp"),
    });
  if (light !== null) {
    const fault =
      brightness === null || Math.abs(brightness - 0.5) < 0.12
        ? t("look.badLight")
        : brightness < 0.5
          ? t("look.tooDark")
          : t("look.tooBright");
    rows.push({
      icon: Sun,
      words: light >= GOOD ? t("look.wellLit") : light >= MIDDLING ? t("look.lightEnough") : fault,
    });
  }
  if (composition !== null)
    rows.push({
      icon: Frame,
      words:
        composition >= GOOD
          ? t("look.composed")
          : composition >= MIDDLING
            ? t("look.composedEnough")
            : t("look.notComposed"),
    });
  return rows;
}
