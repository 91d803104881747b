import { Check, X } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Rect } from "@/domain/viewer/boxes";
import { IconButton, Popover } from "@/ui";
import { denyFace, nameFace } from "./faceActs";
import { isAsked, type Face } from "./useFaces";

interface FaceBoxProps {
  face: Face;
  rect: Rect;
  /** Its place among the faces of the photo, from 1. */
  at: number;
  of: number;
  lit: boolean;
  /** Its words stand above it: there is no room beneath. */
  above: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
  /** The keyboard goes to the face so many further. */
  onStep: (by: number) => void;
  /** Back to the photo. */
  onLeave: () => void;
  /** What can be said of it. */
  card: ReactNode;
}

/** The box of a face, its name under it, and where it is not certain, a question that is answered there. */
export function FaceBox({
  face,
  rect,
  at,
  of,
  lit,
  above,
  open,
  onOpen,
  onStep,
  onLeave,
  card,
}: FaceBoxProps) {
  const { t } = useTranslation("faces");
  const asked = isAsked(face) && face.person_id !== null;
  const { name } = face;
  const label = asked
    ? t("box.asked", { name, at, of })
    : name === ""
      ? t("box.nobody", { at, of })
      : t("box.name", { name, at, of });
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft")
      onStep(event.key === "ArrowRight" ? 1 : -1);
    else if (event.key === "Escape" && !open) onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const state = [asked ? "ask" : name === "" ? "nobody" : "", lit || open ? "lit" : ""];
  return (
    <div
      className={["facebox", ...state, above ? "above" : ""].filter(Boolean).join(" ")}
      style={{ left: rect.left, top: rect.top, width: rect.width, height: rect.height }}
    >
      <Popover
        inMain
        open={open}
        onOpenChange={onOpen}
        label={name === "" ? t("card.nobody") : name}
        side="right"
        align="start"
        className="face-card"
        trigger={
          <button
            type="button"
            className="frame"
            data-face={face.id}
            aria-label={label}
            onKeyDown={press}
          />
        }
      >
        {card}
      </Popover>
      <span className="tag">
        <span aria-hidden>{asked ? t("box.maybe", { name }) : name || t("box.who")}</span>
        {asked && face.person_id !== null && (
          <>
            <IconButton
              icon={Check}
              size="sm"
              label={t("box.yes", { name })}
              onClick={() => void nameFace(face, { person_id: face.person_id ?? 0 })}
            />
            <IconButton
              icon={X}
              size="sm"
              label={t("box.no", { name })}
              onClick={() => void denyFace(face, face.person_id ?? 0)}
            />
          </>
        )}
      </span>
    </div>
  );
}
