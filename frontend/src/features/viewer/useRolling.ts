import { useEffect, useState, type RefObject } from "react";

/** What a film on the stage tells of itself. */
interface Rolling {
  /** Its own shape, width by height; null until it is known, and for photos. */
  ratio: number | null;
  /** It was started: what is seen is no longer its first picture. */
  rolled: boolean;
}

/** Follows the film of the photo `id` on the stage. What moves beside a photo is not it. */
export function useRolling(stage: RefObject<HTMLElement | null>, id: number): Rolling {
  const [film, setFilm] = useState<Rolling & { id: number }>({ id, ratio: null, rolled: false });
  useEffect(() => {
    const box = stage.current;
    if (!box) return;
    const hear = ({ type, target }: Event) => {
      if (!(target instanceof HTMLVideoElement) || !target.classList.contains("film")) return;
      const { videoWidth, videoHeight } = target;
      setFilm((before) => ({
        id,
        ratio: videoHeight > 0 ? videoWidth / videoHeight : null,
        rolled: type === "play" || (before.id === id && before.rolled),
      }));
    };
    // Events of a film do not rise; they are heard on the way down.
    box.addEventListener("loadedmetadata", hear, true);
    box.addEventListener("play", hear, true);
    return () => {
      box.removeEventListener("loadedmetadata", hear, true);
      box.removeEventListener("play", hear, true);
    };
  }, [stage, id]);
  return film.id === id ? film : { ratio: null, rolled: false };
}
