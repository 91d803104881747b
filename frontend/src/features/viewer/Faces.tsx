import "./faces.css";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Asset } from "@/app/editing/answers";
import { firstBox, onStage, wordsAbove, type Rect } from "@/domain/viewer/boxes";
import type { Size } from "@/domain/viewer/zoom";
import { FaceBox } from "./FaceBox";
import { FaceCard } from "./FaceCard";
import { FaceDraft } from "./FaceDraft";
import { FacesAlike } from "./FacesAlike";
import { facesView, leaveFaces, lightFace, seek, setDraft, showFaces } from "./facesView";
import { useFaces, type Face } from "./useFaces";
import { useFacesActions } from "./useFacesActions";

/** Room under a box that its words need, in pixels. */
const WORDS = 44;

interface FacesProps {
  asset: Asset;
  /** Where the picture lies on the stage. */
  picture: Rect;
  room: Size;
  /** What moves is not the moment the boxes are of. */
  moves: boolean;
}

const toPhoto = () => document.querySelector<HTMLElement>("main.view")?.focus();

/** The boxes of faces over the photo, when asked for; each says who it is and takes a name in place. */
export function Faces({ asset, picture, room, moves }: FacesProps) {
  const { t } = useTranslation("faces");
  const { shown, lit, wanted, draft, sought } = useStore(facesView);
  const known = useFaces(asset.id);
  const [open, setOpen] = useState<number | null>(null);
  const layer = useRef<HTMLDivElement>(null);
  const faces = known?.faces ?? [];
  const ready = picture.width > 0 && room.width > 0;
  const moving = faces.find(({ id }) => id === draft?.face) ?? null;
  // A face that went while its box was moved takes the box with it.
  const own = draft?.photo === asset.id && (draft.face === null || moving) ? draft : null;

  useEffect(() => leaveFaces, [asset.id]);
  useEffect(() => {
    if (wanted === asset.id && ready)
      setDraft({ photo: asset.id, face: null, box: firstBox(picture, room) });
  });
  const frames = () => [
    ...(layer.current?.querySelectorAll<HTMLElement>(".facebox > .frame") ?? []),
  ];
  // Shown by a key, the first box has the keyboard; shown by hand, it stays where it is.
  const byKey = useRef(false);
  useEffect(() => {
    if (!byKey.current || !shown || faces.length === 0) return;
    byKey.current = false;
    frames()[0]?.focus({ preventScroll: true });
  });
  useFacesActions({
    asset,
    shown,
    drafting: own !== null,
    toggle: () => {
      byKey.current = !shown;
      showFaces(!shown);
      if (shown) toPhoto();
    },
    leave: () => {
      setDraft(null);
      toPhoto();
    },
  });

  const step = (at: number, by: number) => {
    const all = frames();
    all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus({ preventScroll: true });
  };
  const box = (face: Face, at: number) => {
    const rect = onStage(face.box, picture);
    return (
      <FaceBox
        key={face.id}
        face={face}
        rect={rect}
        at={at + 1}
        of={faces.length}
        lit={lit === face.id}
        above={wordsAbove(rect, room, WORDS)}
        open={open === face.id}
        onOpen={(now) => setOpen(now ? face.id : null)}
        onStep={(by) => step(at, by)}
        onLeave={toPhoto}
        card={
          <FaceCard
            face={face}
            onDone={() => setOpen(null)}
            onGone={() => {
              setOpen(null);
              toPhoto();
            }}
          />
        }
      />
    );
  };
  const drawn = shown || lit !== null;
  return (
    <>
      {drawn && !moves && own === null && ready && (
        <div
          ref={layer}
          className={`face-layer${lit === null ? "" : " one-lit"}${shown ? "" : " only-lit"}`}
          role="group"
          aria-label={t("layer")}
        >
          {shown
            ? faces.map(box)
            : faces.map((face, at) => (face.id === lit ? box(face, at) : null))}
        </div>
      )}
      {shown && !moves && own === null && known && faces.length === 0 && (
        <p className="no-faces" role="status">
          {known.searched ? t("none") : t("notSearched")}
        </p>
      )}
      {own && ready && <FaceDraft draft={own} face={moving} picture={picture} onLeave={toPhoto} />}
      <FacesAlike
        face={faces.find(({ id }) => id === sought) ?? null}
        onClose={() => {
          seek(null);
          lightFace(null);
        }}
      />
    </>
  );
}
