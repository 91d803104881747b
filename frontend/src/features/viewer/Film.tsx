import { useEffect, useImperativeHandle, useRef, useState, type RefObject } from "react";
import { media } from "@/api";
import { startOrStop, type Moving } from "./moving";

interface FilmProps {
  id: number;
  version: string | null;
  name: string;
  /** Whether a folder with the film is connected: when it comes back, it is asked for again. */
  online: boolean;
  moving: RefObject<Moving | null>;
  /** It can be played (null), or why it cannot: a code. */
  onProblem: (problem: string | null) => void;
}

/** A film with its picture in front. It waits to be started: whoever leafs past shall not be startled. */
export function Film({ id, version, name, online, moving, onProblem }: FilmProps) {
  const element = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const wanted = media.original(id, version);
  const fails = failed === `${wanted} ${online}`;
  const tell = (problem: string | null) => {
    setFailed(problem === null ? null : `${wanted} ${online}`);
    onProblem(problem);
  };
  useImperativeHandle(moving, () => ({
    toggle: () => startOrStop(element.current),
    mute: () => {
      if (element.current) element.current.muted = !element.current.muted;
    },
  }));
  useEffect(() => {
    const film = element.current;
    return () => {
      // Leafing on ends what is still on its way; a player would go on taking the film in.
      film?.pause();
      film?.removeAttribute("src");
      film?.load();
    };
  }, [wanted, online]);
  return (
    <video
      key={`${wanted} ${online}`}
      ref={element}
      className="film"
      src={wanted}
      poster={media.url(id, 1024, version)}
      aria-label={name}
      // Nothing to press beside the note that says why.
      controls={!fails}
      playsInline
      preload="metadata"
      onLoadedMetadata={(event) => {
        // A browser that knows the sound of a film but not its pictures plays it black.
        tell(event.currentTarget.videoWidth > 0 ? null : "unplayable");
      }}
      onError={() => tell(online ? "unplayable" : "root_offline")}
    />
  );
}
