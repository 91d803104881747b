import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { NamePicker } from "@/app/people/NamePicker";
import { namesQuery } from "@/app/people/queries";
import {
  between,
  CORNERS,
  grown,
  inPicture,
  isMeant,
  leastOf,
  moved,
  onStage,
  pulled,
  type Box,
  type Corner,
  type Rect,
} from "@/domain/viewer/boxes";
import type { Point } from "@/domain/viewer/zoom";
import { Button, Popover } from "@/ui";
import { drawFace, moveBox } from "./faceActs";
import { setDraft, type Draft } from "./facesView";
import type { Face } from "./useFaces";

/** A step of an arrow key, in pixels of the stage. */
const STEP = 8;

interface DraftProps {
  draft: Draft;
  /** The face whose box it is; null for a new one. */
  face: Face | null;
  picture: Rect;
  /** Back to the photo. */
  onLeave: () => void;
}

/** What a hand does with the box: a new one, all of it, or a corner. */
interface Hold {
  kind: "new" | "all" | Corner;
  from: Point;
  box: Box;
}

const STEPS: Record<string, Point> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/** A box under hand or keyboard: drawn, moved, pulled; then a new one is named, one moved is kept. */
export function FaceDraft({ draft, face, picture, onLeave }: DraftProps) {
  const { t } = useTranslation("faces");
  const [naming, setNaming] = useState(false);
  const hold = useRef<Hold | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { box } = draft;
  const isNew = face === null;
  const least = leastOf(picture);
  const set = (next: Box) => setDraft({ ...draft, box: next });
  useEffect(() => frame.current?.focus({ preventScroll: true }), []);

  const leave = () => {
    setDraft(null);
    onLeave();
  };
  const keep = () => {
    if (isNew) {
      setNaming(true);
      return;
    }
    leave();
    if (box.some((value, at) => value !== face.box[at])) void moveBox(face, box);
  };
  const point = (event: PointerEvent<HTMLElement>): Point => {
    const bounds = event.currentTarget.getBoundingClientRect();
    return inPicture({ x: event.clientX - bounds.left, y: event.clientY - bounds.top }, picture);
  };
  const down = (event: PointerEvent<HTMLElement>) => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.button !== 0 || target?.closest("button, .pop")) return;
    const corner = CORNERS.find((one) => target?.matches(`.corner.${one}`));
    const kind = corner ?? (target?.closest(".frame") ? "all" : "new");
    hold.current = { kind, from: point(event), box };
    event.currentTarget.setPointerCapture(event.pointerId);
    // The focus stays on the box, for the keyboard to go on from.
    event.preventDefault();
    frame.current?.focus({ preventScroll: true });
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const held = hold.current;
    if (!held) return;
    const to = point(event);
    const by = { x: to.x - held.from.x, y: to.y - held.from.y };
    if (held.kind === "new") {
      const next = between(held.from, to);
      if (isMeant(next, picture)) set(next);
    } else set(held.kind === "all" ? moved(held.box, by) : pulled(held.box, held.kind, by, least));
  };
  const up = () => {
    const held = hold.current;
    hold.current = null;
    if (held && isNew && box !== held.box) setNaming(true);
  };
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) {
      const by = { x: step.x / picture.width, y: step.y / picture.height };
      set(event.shiftKey ? grown(box, by, least) : moved(box, by));
    } else if (event.key === "Enter") keep();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const rect = onStage(box, picture);
  const label = isNew ? t("draft.new") : t("draft.of", { name: face.name || t("draft.nobody") });
  return (
    <div
      className="face-draft"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
    >
      <div
        ref={frame}
        className="frame"
        style={{ left: rect.left, top: rect.top, width: rect.width, height: rect.height }}
        role="application"
        tabIndex={0}
        aria-label={`${label}. ${isNew ? t("draft.keysNew") : t("draft.keys")}`}
        onKeyDown={press}
      >
        {CORNERS.map((corner) => (
          <i key={corner} className={`corner ${corner}`} />
        ))}
      </div>
      <Naming
        open={naming}
        anchor={frame}
        onOpenChange={setNaming}
        photo={draft.photo}
        box={box}
        onDone={leave}
      />
      <div className="draft-bar">
        <p role="status">{isNew ? t("draft.wordsNew") : t("draft.words")}</p>
        <Button look="primary" size="sm" onClick={keep}>
          {isNew ? t("draft.name") : t("draft.keep")}
        </Button>
        <Button look="ghost" size="sm" onClick={leave}>
          {t("draft.leave")}
        </Button>
      </div>
    </div>
  );
}

interface NamingProps {
  open: boolean;
  anchor: { current: HTMLDivElement | null };
  onOpenChange: (open: boolean) => void;
  photo: number;
  box: Box;
  onDone: () => void;
}

/** Whose face was drawn. */
function Naming({ open, anchor, onOpenChange, photo, box, onDone }: NamingProps) {
  const { t } = useTranslation("faces");
  const { data } = useQuery(namesQuery);
  return (
    <Popover
      inMain
      open={open}
      onOpenChange={onOpenChange}
      anchor={anchor}
      label={t("card.nobody")}
      side="right"
      align="start"
      className="face-card"
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        anchor.current?.focus({ preventScroll: true });
      }}
    >
      <div className="face-ways">
        <NamePicker
          label={t("card.nobody")}
          people={data?.people ?? []}
          onChoose={(who) => {
            onDone();
            void drawFace(photo, box, who);
          }}
          onLeave={() => onOpenChange(false)}
          atOnce
          most={4}
        />
        <div className="rows">
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              onDone();
              void drawFace(photo, box, null);
            }}
          >
            {t("draft.nameless")}
          </button>
        </div>
      </div>
    </Popover>
  );
}
