import { useTranslation } from "react-i18next";

/** The four letters of the compass. */
export function useCompass(): Record<"north" | "south" | "east" | "west", string> {
  const { t } = useTranslation("viewer");
  return {
    north: t("compass.north"),
    south: t("compass.south"),
    east: t("compass.east"),
    west: t("compass.west"),
  };
}
