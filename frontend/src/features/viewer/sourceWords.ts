import { useTranslation } from "react-i18next";

/** Beginnings of the names of sources, the longer first. */
const SOURCES = [
  "sidecar",
  "exif",
  "xmp",
  "iptc",
  "windows",
  "takeout",
  "icloud",
  "gps",
  "film",
  "file_name",
  "file_modified",
  "mwg",
  "mp",
] as const;

/** Who says something, by the name people know: "exif_original" is EXIF. Several stay apart. */
export function useSourceWords(): (source: string) => string {
  const { t } = useTranslation("editing");
  const one = (source: string) => {
    const group = source.split(":")[0] ?? source;
    const known = SOURCES.find((name) => group === name || group.startsWith(`${name}_`));
    return known ? t(`source.${known}`) : source;
  };
  return (source) => [...new Set(source.split(", ").map(one))].join(", ");
}
