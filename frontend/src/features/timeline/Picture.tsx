import { ImageOff, Unplug } from "lucide-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { media, whyNoPicture } from "@/api";
import { placeholderUrl } from "@/ui";
import { tellFirstPhoto } from "./firstPhoto";

interface PictureProps {
  id: number;
  /** Longest side in device pixels. */
  longSide: number;
  placeholder: string | null;
  /** Not before this is true; once asked for, it stays. */
  load: boolean;
  version: string | null;
  /** Rises with news of photos: what was not ready is asked for again. */
  news: number;
}

/** Blurred colours first, then the photo over them. A photo that cannot be shown says why in words. */
export const Picture = memo(function Picture({
  id,
  longSide,
  placeholder,
  load,
  version,
  news,
}: PictureProps) {
  const { t } = useTranslation("timeline");
  const [asked, setAsked] = useState(load);
  const [here, setHere] = useState(false);
  const [missing, setMissing] = useState<{ news: number; url: string; why: string } | null>(null);
  if (load && !asked) setAsked(true);

  const url = media.thumb(id, longSide, version);
  const gone =
    missing !== null && missing.news === news && missing.url === url ? missing.why : null;
  const colours = placeholderUrl(placeholder);
  if (gone !== null && gone !== "not_ready" && gone !== "offline")
    return (
      <span className="gone">
        {gone === "root_offline" ? (
          <Unplug className="icon" aria-hidden />
        ) : (
          <ImageOff className="icon" aria-hidden />
        )}
        {gone === "root_offline" ? t("tile.offline") : t("tile.unreadable")}
      </span>
    );
  return (
    <>
      {colours !== null && !here && (
        <span className="ghost" style={{ backgroundImage: `url(${colours})` }} />
      )}
      {asked && gone === null && (
        <img
          key={missing === null ? 0 : news}
          src={url}
          alt=""
          draggable={false}
          decoding="async"
          className={here ? "here" : ""}
          onLoad={({ currentTarget }) => {
            setHere(true);
            void tellFirstPhoto(currentTarget);
          }}
          onError={() => {
            void whyNoPicture(url).then((why) => setMissing({ news, url, why }));
          }}
        />
      )}
    </>
  );
});
