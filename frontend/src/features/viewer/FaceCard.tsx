import { useQuery } from "@tanstack/react-query";
import {
  CircleUserRound,
  Images,
  Move,
  ScanSearch,
  SquareX,
  UserRoundX,
  XCircle,
  type LucideIcon,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { NamePicker } from "@/app/people/NamePicker";
import { namesQuery, personPath } from "@/app/people/queries";
import type { Chosen } from "@/app/people/chosen";
import { denyFace, makeCover, nameFace, notAFace, removeBox } from "./faceActs";
import { seek, setDraft } from "./facesView";
import { isAsked, type Face } from "./useFaces";
import { useLikely } from "./useLikely";

interface CardProps {
  face: Face;
  onDone: () => void;
  /** It is no longer there, and the focus needs another place. */
  onGone: () => void;
}

/** What can be said of a face: who it is, that it is none, that its box is wrong. */
export function FaceCard({ face, onDone, onGone }: CardProps) {
  const { t } = useTranslation("faces");
  const { data: names } = useQuery(namesQuery);
  const people = useLikely(face, names?.people ?? []);
  const { person_id: person, name } = face;
  const named = name !== "" && person !== null;
  const choose = (who: Chosen) => {
    onDone();
    // The same name again says that it is so.
    if (named && !isAsked(face) && "person_id" in who && who.person_id === person) return;
    void nameFace(face, who);
  };
  const row = (Icon: LucideIcon, words: string, act: () => void, gone = false) => (
    <button
      type="button"
      className="menu-item"
      onClick={() => {
        if (gone) onGone();
        else onDone();
        act();
      }}
    >
      <Icon className="icon" aria-hidden />
      {words}
    </button>
  );
  return (
    <div className="face-ways">
      <NamePicker
        label={named ? t("card.name") : t("card.nobody")}
        people={people}
        initial={name}
        onChoose={choose}
        onLeave={onDone}
        atOnce
        most={4}
      />
      <div className="rows">
        {named && (
          <Link className="menu-item" to={personPath(person)}>
            <Images className="icon" aria-hidden />
            {t("card.photos", { name })}
          </Link>
        )}
        {face.picture && row(ScanSearch, t("card.alike"), () => seek(face.id))}
        {named && row(UserRoundX, t("card.not", { name }), () => void denyFace(face, person))}
        {named &&
          face.picture &&
          row(CircleUserRound, t("card.cover", { name }), () => void makeCover(face, person))}
      </div>
      <div className="rows">
        {row(Move, t("card.move"), () =>
          setDraft({ photo: face.asset_id, face: face.id, box: face.box }),
        )}
        {face.source === "found" &&
          row(XCircle, t("card.notAFace"), () => void notAFace(face), true)}
        {row(SquareX, t("card.remove"), () => void removeBox(face), true)}
      </div>
    </div>
  );
}
