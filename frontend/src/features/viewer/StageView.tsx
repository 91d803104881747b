import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { momentLong } from "@/domain/format";
import { pictureRect } from "@/domain/viewer/boxes";
import { locale } from "@/i18n";
import { IconButton } from "@/ui";
import { AnimatedButton } from "./Animated";
import { Faces } from "./Faces";
import { Film } from "./Film";
import { LiveButton, LiveFilm, liveUrl } from "./Live";
import { wantsStillness, type Moving } from "./moving";
import { Photo } from "./Photo";
import { Trouble } from "./Trouble";
import { useHands, usePose, type Stage } from "./usePose";
import { useRolling } from "./useRolling";
import { useRoom } from "./useRoom";
import type { Place } from "./useSequence";

interface StageProps {
  id: number;
  asset: Schemas["AssetDto"] | undefined;
  place: Place;
  onGo: (id: number | null) => void;
  onStage: (stage: Stage) => void;
  /** What moves of it, for keys. */
  moving: RefObject<Moving | null>;
}

/** The photo on its dark ground, the way to its neighbours, and what is wrong with it, if so. */
export function StageView({ id, asset, place, onGo, onStage, moving }: StageProps) {
  const { t } = useTranslation("viewer");
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const glimpse = place.glimpse(id);
  const [natural, setNatural] = useState<{ id: number; width: number; height: number } | null>(
    null,
  );
  const [trouble, setTrouble] = useState<{ id: number; code: string | null } | null>(null);
  const real = natural?.id === id ? natural : null;
  const ratio =
    real !== null
      ? real.width / real.height
      : (glimpse?.ratio ?? (asset?.width && asset.height ? asset.width / asset.height : 1.5));
  const stage = usePose(room, ratio, real?.width ?? asset?.width ?? 4000, id);
  const { dragging } = useHands(box, stage);
  useEffect(() => onStage(stage));

  // A moving picture moves at once, the film of a moment when asked; each anew with the next photo.
  const live = asset?.problem === null && asset.kind === "photo" ? liveUrl(asset) : null;
  const animated = asset?.animated === true && asset.problem === null;
  const [played, setPlayed] = useState<{ id: number; plays: boolean } | null>(null);
  const plays = played?.id === id ? played.plays : animated && !wantsStillness();
  const setPlays = (next: boolean) => setPlayed({ id, plays: next });

  const name = asset
    ? t("photo", { date: momentLong(asset.capture_time, locale()) })
    : t("photoUnknown");
  const { pose, size } = stage;
  const film = useRolling(box, id);
  const version = asset?.version ?? glimpse?.version ?? null;
  // Without a version its address would change once the details are there: the picture would be fetched twice,
  // and stop being decoded in between.
  const known = version !== null || asset !== undefined;
  return (
    <div
      ref={box}
      className={`photo-stage${stage.isFitted ? "" : " is-zoomed"}${dragging ? " is-held" : ""}`}
      onDoubleClick={(event) => {
        if (
          event.target instanceof Element &&
          event.target.closest("button, video, .face-draft, .pop")
        )
          return;
        const bounds = event.currentTarget.getBoundingClientRect();
        stage.toggle({ x: event.clientX - bounds.left, y: event.clientY - bounds.top });
      }}
    >
      {room.width > 0 && known && (
        <figure
          key={id}
          style={{
            width: size.width,
            height: size.height,
            transform: `translate(${pose.x}px, ${pose.y}px) scale(${pose.scale})`,
          }}
        >
          {asset?.kind === "video" && asset.problem === null ? (
            <Film
              id={id}
              version={version}
              name={t("film", { date: momentLong(asset.capture_time, locale()) })}
              online={asset.files.some((file) => file.root_online)}
              moving={moving}
              onProblem={(code) => setTrouble({ id, code })}
            />
          ) : (
            <>
              <Photo
                id={id}
                version={version}
                placeholder={glimpse?.placeholder ?? asset?.placeholder ?? null}
                name={name}
                original={asset?.problem === null}
                still={animated && !plays}
                online={asset?.files.some((file) => file.root_online) ?? true}
                onSize={(width, height) => setNatural({ id, width, height })}
                onOriginal={(code) => setTrouble({ id, code })}
              />
              {live !== null && (
                <LiveFilm
                  url={live}
                  playing={plays}
                  onPlaying={setPlays}
                  onProblem={(code) => setTrouble({ id, code })}
                />
              )}
            </>
          )}
        </figure>
      )}
      {asset && (
        <Faces
          asset={asset}
          picture={pictureRect(pose, size, film.ratio ?? ratio)}
          room={room}
          moves={plays || film.rolled}
        />
      )}
      {place.previous !== null && (
        <IconButton
          className="step before"
          icon={ChevronLeft}
          label={t("previous")}
          keys="arrowleft"
          side="right"
          onClick={() => onGo(place.previous)}
        />
      )}
      {place.next !== null && (
        <IconButton
          className="step after"
          icon={ChevronRight}
          label={t("next")}
          keys="arrowright"
          side="left"
          onClick={() => onGo(place.next)}
        />
      )}
      {asset && (animated || live !== null) && (
        <div className="what-moves">
          {animated ? (
            <AnimatedButton playing={plays} onPlaying={setPlays} moving={moving} />
          ) : (
            <LiveButton playing={plays} onPlaying={setPlays} moving={moving} />
          )}
        </div>
      )}
      <div className="trouble">
        <Trouble asset={asset} problem={trouble?.id === id ? trouble.code : null} />
      </div>
    </div>
  );
}
