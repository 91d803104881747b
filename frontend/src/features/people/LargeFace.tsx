import { useQuery } from "@tanstack/react-query";
import { media } from "@/api";
import { assetQuery } from "@/app/asset";
import { Thumb } from "@/ui";
import { faceCrop } from "@/domain/editing/face";
import type { Face } from "./answers";

/** The long side of the larger thumbnail, in pixels, and the side of the picture that is cut out of a face. */
const THUMB = 1024;
const CUT = 160;

interface LargeFaceProps {
  face: Face;
  /** In CSS pixels. */
  size: number;
}

/**
 * A face as large and sharp as can be: out of the thumbnail of its photo where it is large on it, else the
 * picture that was cut out of the original.
 */
export function LargeFace({ face, size }: LargeFaceProps) {
  const { data: asset } = useQuery(assetQuery(face.asset_id));
  const ratio = asset?.width && asset.height ? asset.width / asset.height : null;
  const crop = ratio === null ? null : faceCrop(face.box, ratio, size);
  const [, , width = 0, height = 0] = face.box;
  const onThumb =
    ratio === null ? 0 : THUMB * Math.max(width * Math.min(1, ratio), height / Math.max(1, ratio));
  const sharper = crop !== null && (onThumb > CUT || !face.picture);
  return (
    <span className="face" style={{ width: size, height: size }}>
      {sharper ? (
        <Thumb
          src={media.url(face.asset_id, 1024, face.version)}
          style={{
            position: "absolute",
            maxWidth: "none",
            width: crop.width,
            height: crop.height,
            left: crop.left,
            top: crop.top,
          }}
        />
      ) : (
        face.picture && <Thumb src={media.face(face.id)} />
      )}
    </span>
  );
}
