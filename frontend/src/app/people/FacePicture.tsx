import { media } from "@/api";
import { firstSign } from "@/domain/format";
import { locale } from "@/i18n";
import { Thumb } from "@/ui";

interface FacePictureProps {
  /** The face that is shown; null where there is none. */
  face: number | null;
  /** Whose it is; its first sign stands there until the picture is. */
  name: string;
  /** In pixels. */
  size: number;
  className?: string;
}

/** A round face. It says nothing to a screen reader: the name stands beside it. */
export function FacePicture({ face, name, size, className = "" }: FacePictureProps) {
  return (
    <span
      className={`round-face ${className}`.trim()}
      aria-hidden
      style={{ width: size, height: size, fontSize: Math.max(11, Math.round(size / 3)) }}
    >
      {firstSign(name, locale())}
      {face !== null && <Thumb src={media.face(face)} loading="lazy" />}
    </span>
  );
}
