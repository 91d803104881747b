import { useEffect, useState, type CSSProperties } from "react";

interface ThumbProps {
  src: string;
  /** Empty where the photo is named beside it. */
  alt?: string;
  className?: string;
  loading?: "lazy" | "eager";
  style?: CSSProperties;
  onLoad?: () => void;
}

/** Pauses before asking again, in milliseconds: a thumbnail may be written a moment later. */
const PAUSES = [800, 1600, 3200, 6400, 15_000, 30_000];

/** A small picture that is asked for again when it did not come. Nothing shows until it is there. */
export function Thumb({ src, alt = "", className, loading = "eager", style, onLoad }: ThumbProps) {
  const [failed, setFailed] = useState({ src, times: 0, waiting: false });
  const now = failed.src === src ? failed : { src, times: 0, waiting: false };
  const { times, waiting } = now;
  useEffect(() => {
    const pause = waiting ? PAUSES[times - 1] : undefined;
    if (pause === undefined) return;
    const timer = setTimeout(() => setFailed({ src, times, waiting: false }), pause);
    return () => clearTimeout(timer);
  }, [src, times, waiting]);
  if (waiting) return null;
  return (
    <img
      key={times}
      src={src}
      alt={alt}
      className={className}
      loading={loading}
      style={style}
      decoding="async"
      draggable={false}
      onLoad={onLoad}
      onError={() => setFailed({ src, times: times + 1, waiting: true })}
    />
  );
}
