import { useQuery } from "@tanstack/react-query";
import { Check, Heart, Play } from "lucide-react";
import { memo, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { assetQuery } from "@/app/asset";
import { setFavourite, marksStore } from "@/app/marks";
import { filmLength, momentLong } from "@/domain/format";
import { locale } from "@/i18n";
import { HoverFilm } from "./HoverFilm";
import { Picture } from "./Picture";
import { useReasons } from "./useReasons";

export interface TileProps {
  id: number;
  x: number;
  width: number;
  height: number;
  time: number;
  placeholder: string | null;
  stack: number;
  /** How long a film is, in ms; 0 where that is not known, null for a photo. */
  film: number | null;
  /** What else of it moves: the picture itself, or a film of its moment. */
  moves: "animated" | "live" | null;
  unlooked: boolean;
  selected: boolean;
  /** The one tile that Tab reaches. */
  current: boolean;
  hot: boolean;
  load: boolean;
  version: string | null;
  news: number;
  /** A mosaic of the wider zooms: only the photo. */
  plain: boolean;
}

/** One line of why, once the pointer has stayed. */
function Why({ id, stack }: { id: number; stack: number }) {
  const { t } = useTranslation("timeline");
  const [stayed, setStayed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setStayed(true), 150);
    return () => clearTimeout(timer);
  }, []);
  const asset = useQuery({ ...assetQuery(id), enabled: stayed });
  const reasons = useReasons(asset.data);
  const words = [...reasons, ...(stack > 1 ? [t("tile.bestOf", { count: stack })] : [])];
  if (words.length === 0) return null;
  const line = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toLowerCase() + word.slice(1)))
    .join(", ");
  return (
    <span className="why" id={`why-${id}`}>
      {line.charAt(0).toUpperCase() + line.slice(1)}
    </span>
  );
}

/** A photo of the timeline. At rest it is only the photo; its tools come to the pointer. */
export const Tile = memo(function Tile(tile: TileProps) {
  const { t } = useTranslation(["timeline", "moving"]);
  const favourite = useStore(marksStore, (state) => state.favourites.get(tile.id) ?? false);
  const date = momentLong(tile.time, locale());
  let name = favourite ? t("tile.favourite", { date }) : t("tile.name", { date });
  if (tile.film !== null)
    name =
      tile.film > 0
        ? t("tile.film", { name, length: filmLength(tile.film) })
        : t("tile.filmUnknown", { name });
  else if (tile.moves !== null) name = t(`moving:tile.${tile.moves}`, { name });
  if (tile.stack > 1) name = t("tile.stack", { name, count: tile.stack });
  if (tile.unlooked) name = t("tile.unlooked", { name });
  const stacked = tile.stack > 1 && !tile.plain;
  const classes = ["tile", stacked && "stack", favourite && "fav-on", tile.selected && "selected"];
  const tools = !tile.plain && (tile.hot || tile.selected);
  const says = tools && tile.hot && tile.width >= 120;
  const longSide = Math.max(tile.width, tile.height) * Math.min(2, devicePixelRatio);
  return (
    <div
      role="gridcell"
      data-id={tile.id}
      className={classes.filter(Boolean).join(" ")}
      style={{ left: tile.x, width: tile.width, height: tile.height }}
      tabIndex={tile.current ? 0 : -1}
      aria-label={name}
      // What is written over the photo belongs to its name while it is.
      {...(says ? { "aria-labelledby": `name-${tile.id} why-${tile.id}` } : {})}
      aria-selected={tile.selected}
    >
      <Picture
        id={tile.id}
        longSide={longSide}
        placeholder={tile.placeholder}
        load={tile.load}
        version={tile.version}
        news={tile.news}
      />
      {tile.film !== null && tile.hot && !tile.plain && !tile.unlooked && (
        <HoverFilm id={tile.id} version={tile.version} news={tile.news} />
      )}
      {tile.film === null && tile.moves !== null && !tile.plain && (
        <span className="length" aria-hidden>
          {t(`moving:mark.${tile.moves}`)}
        </span>
      )}
      {tile.film !== null && !tile.unlooked && (
        <span className="length" aria-hidden>
          {tile.film > 0 ? filmLength(tile.film) : <Play className="icon s14 fill" />}
        </span>
      )}
      {tools && (
        <>
          <span className="veil" />
          <button
            type="button"
            tabIndex={-1}
            className="ctl select"
            data-do="toggle"
            aria-label={tile.selected ? t("tile.unselect") : t("tile.select")}
            aria-pressed={tile.selected}
          >
            {tile.selected ? <Check className="icon s14" aria-hidden /> : <span className="ring" />}
          </button>
          {tile.hot && tile.height >= 72 && (
            <button
              type="button"
              tabIndex={-1}
              className="ctl fav"
              data-do="favourite"
              aria-label={favourite ? t("tile.favouriteOff") : t("tile.favouriteOn")}
              aria-pressed={favourite}
              onClick={() => void setFavourite([tile.id], !favourite)}
            >
              <Heart className={`icon${favourite ? " fill" : ""}`} aria-hidden />
            </button>
          )}
          {says && (
            <>
              <span id={`name-${tile.id}`} hidden>
                {name}
              </span>
              <Why id={tile.id} stack={tile.stack} />
            </>
          )}
        </>
      )}
    </div>
  );
});
