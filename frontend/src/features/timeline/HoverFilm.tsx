import { useEffect, useRef, useState } from "react";
import { media } from "@/api";

/** How long the pointer rests on a film before it moves: who crosses it wants nothing of it. */
const REST_MS = 400;
/** Films this window turned out not to play: they are not asked for again. */
const unplayable = new Set<string>();

const wantsStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

interface HoverFilmProps {
  id: number;
  version: string | null;
  /** Rises with news of photos. */
  news: number;
}

/** A film under the pointer, without sound, over its picture. Nothing is fetched before it rests there. */
export function HoverFilm({ id, version, news }: HoverFilmProps) {
  const element = useRef<HTMLVideoElement>(null);
  const url = media.original(id, version);
  // News may be that the folder of a film is back.
  const known = `${url} ${news}`;
  const [rested, setRested] = useState(false);
  const [moves, setMoves] = useState(false);
  const wanted = !wantsStillness() && !unplayable.has(known);
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => setRested(true), REST_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  useEffect(() => {
    if (!rested) return;
    const film = element.current;
    return () => {
      // A player would go on taking the film in.
      film?.pause();
      film?.removeAttribute("src");
      film?.load();
    };
  }, [rested]);
  if (!rested) return null;
  const leave = () => {
    unplayable.add(known);
    setRested(false);
  };
  return (
    <video
      ref={element}
      className={`hover-film${moves ? " here" : ""}`}
      src={url}
      muted
      loop
      autoPlay
      playsInline
      tabIndex={-1}
      aria-hidden
      onPlaying={({ currentTarget }) => {
        // A browser that knows the sound of a film but not its pictures plays it black.
        if (currentTarget.videoWidth > 0) setMoves(true);
        else leave();
      }}
      onError={leave}
    />
  );
}
