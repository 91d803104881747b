import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { media } from "@/api";
import { statusQuery } from "@/app/status";
import { placeholderUrl, Thumb } from "@/ui";
import { deal, shapeOf, useWall, type Piece } from "./wall";

const COLUMNS = 3;

/** The photos as they are found. */
export function Wall({ folder }: { folder: string | null }) {
  const { t } = useTranslation("first-run");
  const pieces = useWall();
  const { data: status } = useQuery(statusQuery);
  const count = status?.assets ?? 0;
  const active = status?.work.active ?? null;
  const searching =
    active !== null && (active.kind === "scan" || active.kind === "demo" || count === 0);
  const words = () => {
    if (active?.kind === "demo" && count === 0) return t("wall.demo");
    if (!searching) return count > 0 ? t("wall.all", { count }) : t("wall.empty");
    if (folder !== null && count > 0) return t("wall.foundIn", { count, name: folder });
    return t("wall.found", { count });
  };
  return (
    <aside className="wall" aria-label={t("wall.name")}>
      {pieces.length === 0 && <Frames />}
      <div className="cols" aria-hidden>
        {deal(pieces, COLUMNS).map((column, index) => (
          <div key={index}>
            {column.map((piece) => (
              <Photo key={piece.id} piece={piece} />
            ))}
          </div>
        ))}
      </div>
      <div className="toast plain num" role="status">
        {words()}
      </div>
    </aside>
  );
}

/** Empty places, so that the wall already looks like one. */
function Frames() {
  const shapes: Piece[] = [
    1.5, 0.75, 1.5, 1, 1.5, 0.75, 1.33, 1.5, 0.8, 1.5, 1.5, 0.75, 1.5, 1, 0.8, 1.5, 0.75, 1.33, 1.5,
    0.8, 1.5,
  ].map((ratio, id) => ({ id, ratio, placeholder: null, version: null }));
  return (
    <div className="cols frames" aria-hidden>
      {deal(shapes, COLUMNS).map((column, index) => (
        <div key={index}>
          {column.map((piece) => (
            <div key={piece.id} className="piece" style={{ aspectRatio: shapeOf(piece) }} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Photo({ piece }: { piece: Piece }) {
  const ghost = placeholderUrl(piece.placeholder);
  return (
    <div
      className="piece"
      style={{
        aspectRatio: shapeOf(piece),
        ...(ghost === null
          ? {}
          : { backgroundImage: `url(${ghost})`, backgroundSize: "100% 100%" }),
      }}
    >
      <Thumb src={media.thumb(piece.id, 400, piece.version)} />
    </div>
  );
}
