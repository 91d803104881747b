import { useTranslation } from "react-i18next";
import { media } from "@/api";
import { momentLong } from "@/domain/format";
import { locale } from "@/i18n";
import { placeholderUrl, Thumb } from "@/ui";
import type { Place } from "./useSequence";

/** Photos on each side; more than a wide window shows. */
const SIDE = 30;

/** The photos around this one, in a line. */
export function Filmstrip({
  place,
  id,
  onGo,
}: {
  place: Place;
  id: number;
  onGo: (id: number) => void;
}) {
  const { t } = useTranslation("viewer");
  const { ids, at, glimpse } = place;
  if (at < 0 || ids.length < 2) return <div className="strip" />;
  const first = Math.max(0, at - SIDE);
  const name = (photo: number) => {
    const time = glimpse(photo)?.time;
    return time === undefined
      ? t("photoUnknown")
      : t("photo", { date: momentLong(time, locale()) });
  };
  const side = (photos: readonly number[], which: "before" | "after") => (
    <div className={which}>
      {photos.map((photo) => {
        const seen = glimpse(photo);
        const colours = placeholderUrl(seen?.placeholder);
        return (
          <button
            key={photo}
            type="button"
            tabIndex={-1}
            aria-label={name(photo)}
            onClick={() => onGo(photo)}
            style={colours === null ? undefined : { backgroundImage: `url(${colours})` }}
          >
            <Thumb src={media.url(photo, 256, seen?.version ?? null)} loading="lazy" />
          </button>
        );
      })}
    </div>
  );
  const own = glimpse(id);
  return (
    <nav className="strip" aria-label={t("strip")}>
      {side(ids.slice(first, at), "before")}
      <Thumb
        key={id}
        className="now"
        src={media.url(id, 256, own?.version ?? null)}
        alt={t("stripThis", { name: t("position", { at: at + 1, total: ids.length }) })}
        style={{ aspectRatio: String(Math.min(2, Math.max(0.6, own?.ratio ?? 1.5))) }}
      />
      {side(ids.slice(at + 1, at + 1 + SIDE), "after")}
    </nav>
  );
}
