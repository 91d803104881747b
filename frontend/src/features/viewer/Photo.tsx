import { useEffect, useState } from "react";
import { media, whyNoPicture } from "@/api";
import { placeholderUrl } from "@/ui";

interface PhotoProps {
  id: number;
  version: string | null;
  placeholder: string | null;
  name: string;
  /** Original pixels are wanted; without it the thumbnail is all there is. */
  original: boolean;
  /** A moving picture held still: its original would move. */
  still: boolean;
  /** Whether a folder with the original is connected: when it comes back, it is asked for again. */
  online: boolean;
  onSize: (width: number, height: number) => void;
  /** The original is there (null), or why it is not: a code. */
  onOriginal: (problem: string | null) => void;
}

/** The best picture we have now, the better one over it when it comes. */
export function Photo({
  id,
  version,
  placeholder,
  name,
  original,
  still,
  online,
  onSize,
  onOriginal,
}: PhotoProps) {
  const [preview, setPreview] = useState(false);
  const [full, setFull] = useState<string | null>(null);
  const wanted = media.original(id, version);
  useEffect(() => {
    if (!original) return;
    let here = true;
    const picture = new Image();
    picture.src = wanted;
    picture.decode().then(
      () => {
        if (!here) return;
        onSize(picture.naturalWidth, picture.naturalHeight);
        setFull(wanted);
        onOriginal(null);
      },
      () => {
        if (here) void whyNoPicture(wanted).then((why) => here && onOriginal(why));
      },
    );
    return () => {
      here = false;
      // Leafing on stops what is still on its way; large originals would queue up.
      picture.src = "";
    };
    // The callbacks are setters of the parent; only another photo starts again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted, original, online]);
  const colours = placeholderUrl(placeholder);
  return (
    <>
      {colours !== null && !preview && full === null && (
        <span className="ghost" style={{ backgroundImage: `url(${colours})` }} />
      )}
      <img
        className={preview ? "here" : ""}
        src={media.url(id, 1024, version)}
        alt={full === null || still ? name : ""}
        draggable={false}
        onLoad={() => setPreview(true)}
      />
      {full !== null && !still && (
        <img className="here full" src={full} alt={name} draggable={false} />
      )}
    </>
  );
}
