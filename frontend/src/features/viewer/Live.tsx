import { CircleDot, CircleStop } from "lucide-react";
import { useEffect, useImperativeHandle, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { media, type Schemas } from "@/api";
import { Button } from "@/ui";
import type { Moving } from "./moving";

/** A press of at least this long is a hold: letting go ends the film. */
const HOLD_MS = 400;

/** The address of the film of a photo's moment, in the photo or beside it; null where there is none. */
export function liveUrl(asset: Schemas["AssetDto"]): string | null {
  if (asset.motion) return media.motion(asset.id, asset.version);
  return asset.live_id === null ? null : media.original(asset.live_id);
}

interface LiveProps {
  url: string;
  playing: boolean;
  onPlaying: (playing: boolean) => void;
  onProblem: (problem: string | null) => void;
}

/** The film over its photo, from beginning to end; then the photo again. */
export function LiveFilm({ url, playing, onPlaying, onProblem }: LiveProps) {
  const { t } = useTranslation("moving");
  const element = useRef<HTMLVideoElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const film = element.current;
    return () => {
      // A player would go on taking the film in.
      film?.pause();
      film?.removeAttribute("src");
      film?.load();
    };
  }, [url, playing]);
  if (!playing) return null;
  return (
    <video
      ref={element}
      className={`live${seen ? " seen" : ""}`}
      src={url}
      aria-label={t("live.name")}
      autoPlay
      playsInline
      onLoadedData={({ currentTarget }) => {
        if (currentTarget.videoWidth > 0) setSeen(true);
        else {
          onProblem("live_unplayable");
          onPlaying(false);
        }
      }}
      onEnded={() => onPlaying(false)}
      onError={() => {
        onProblem("live_unplayable");
        onPlaying(false);
      }}
    />
  );
}

interface ButtonProps {
  playing: boolean;
  onPlaying: (playing: boolean) => void;
  moving: RefObject<Moving | null>;
}

/** Plays the film of the moment at a press, or for as long as it is held. */
export function LiveButton({ playing, onPlaying, moving }: ButtonProps) {
  const { t } = useTranslation("moving");
  const pressed = useRef<number | null>(null);
  useImperativeHandle(moving, () => ({ toggle: () => onPlaying(!playing), aside: true }));
  const label = playing ? t("live.stop") : t("live.play");
  return (
    <Button
      look="ghost"
      className={`moves${playing ? " on" : ""}`}
      icon={playing ? CircleStop : CircleDot}
      title={label}
      aria-label={label}
      onPointerDown={({ button, timeStamp }) => {
        if (button !== 0) return;
        pressed.current = playing ? null : timeStamp;
        onPlaying(!playing);
      }}
      onPointerUp={({ timeStamp }) => {
        if (pressed.current !== null && timeStamp - pressed.current >= HOLD_MS) onPlaying(false);
        pressed.current = null;
      }}
      onClick={({ detail }) => {
        // Of the keyboard: the pointer was heard before.
        if (detail === 0) onPlaying(!playing);
      }}
    >
      {t("mark.live")}
    </Button>
  );
}
