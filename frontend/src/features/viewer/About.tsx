import "./about.css";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { IconButton } from "@/ui";
import { Camera } from "./Camera";
import { Files } from "./Files";
import { Keywords } from "./Keywords";
import { Alike, Looks } from "./Looks";
import { Rating } from "./Rating";
import { Section } from "./Section";
import { Sources } from "./Sources";
import { When } from "./When";
import { Where } from "./Where";
import { Who } from "./Who";
import { Words } from "./Words";

/** What is known of the photo: words first, numbers when asked. */
export function About({
  asset,
  onClose,
  onGo,
}: {
  asset: Schemas["AssetDto"] | undefined;
  onClose: () => void;
  onGo: (id: number) => void;
}) {
  const { t } = useTranslation(["viewer", "editing"]);
  const title = t(asset?.kind === "video" ? "about.titleFilm" : "about.title");
  return (
    <aside className="drawer" aria-label={title}>
      <div className="toolbar">
        <h2 className="t-15 title">{title}</h2>
        <span className="push" />
        <IconButton icon={X} label={t("closeInfo")} keys="i" onClick={onClose} />
      </div>
      {asset && (
        <>
          <Words asset={asset} />
          <Rating asset={asset} />
          <When asset={asset} />
          <Who asset={asset} />
          <Where asset={asset} />
          <Keywords asset={asset} />
          {asset.albums.length > 0 && (
            <Section title={t("editing:albums")}>
              <p className="wrap">{asset.albums.join(", ")}</p>
            </Section>
          )}
          {asset.kind === "photo" && asset.problem === null && <Looks asset={asset} />}
          <Alike asset={asset} onGo={onGo} />
          <Camera asset={asset} />
          <Files asset={asset} />
          <Sources id={asset.id} />
        </>
      )}
    </aside>
  );
}
