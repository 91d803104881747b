import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert, Maximize2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Schemas } from "@/api";
import { FacePicture } from "@/app/people/FacePicture";
import { NamePicker } from "@/app/people/NamePicker";
import { alikeQuery, namesQuery } from "@/app/people/queries";
import { fixedSequence, photoPath, sequenceStore, setSequence } from "@/app/sequence";
import { dayLong } from "@/domain/format";
import { likenessWords, type LikenessWord } from "@/domain/people/likeness";
import { locale } from "@/i18n";
import { Button, Dialog, IconButton, Note } from "@/ui";
import { nameFaces } from "./faceActs";
import type { Face } from "./useFaces";

const MOST = 120;

interface AlikeProps {
  /** The face of which more are looked for; null closes it. */
  face: Face | null;
  onClose: () => void;
}

/** Search by a face: those of the library that look like it, most alike first, to be named together. */
export function FacesAlike({ face, onClose }: AlikeProps) {
  const { t } = useTranslation("faces");
  const title = face?.name ? t("alike.titleOf", { name: face.name }) : t("alike.title");
  return (
    <Dialog
      open={face !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className="dialog alike-dialog"
      title={title}
      words={t("alike.words")}
    >
      {face && <Found key={face.id} face={face} onClose={onClose} />}
    </Dialog>
  );
}

function Found({ face, onClose }: { face: Face; onClose: () => void }) {
  const { t } = useTranslation("faces");
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(alikeQuery(face.id, MOST));
  const { data: names } = useQuery(namesQuery);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const alike = data?.alike ?? [];
  const words = likenessWords(
    alike.map(({ face: other, likeness }) => ({ person: other.person_id, likeness })),
    face.person_id,
  );
  const toggle = (id: number) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const open = (photo: number) => {
    const photos = [...new Set([face.asset_id, ...alike.map(({ face: one }) => one.asset_id)])];
    const from = sequenceStore.getState().sequence?.from ?? "/";
    setSequence(fixedSequence(from, photos));
    onClose();
    void navigate(photoPath(photo));
  };
  const name = async (who: Parameters<typeof nameFaces>[1]) => {
    const ids = [...chosen];
    setChosen(new Set());
    await nameFaces(ids, who);
  };
  if (error)
    return (
      <Note icon={CircleAlert} lead={t("alike.failed")}>
        {error.message}{" "}
        <button type="button" className="link" onClick={() => void refetch()}>
          {t("again")}
        </button>
      </Note>
    );
  if (data && alike.length === 0) return <p className="ink-2">{t("alike.none")}</p>;
  const known = face.name !== "" && face.person_id !== null ? face.person_id : null;
  return (
    <>
      <ul className="alike-faces" aria-label={t("alike.list")} aria-busy={!data}>
        {alike.map(({ face: other }, at) => (
          <Cell
            key={other.id}
            face={other}
            word={words[at] ?? null}
            chosen={chosen.has(other.id)}
            onToggle={() => toggle(other.id)}
            onOpen={() => open(other.asset_id)}
          />
        ))}
      </ul>
      <div className="alike-foot">
        <span className="num ink-2" role="status">
          {chosen.size === 0 ? t("alike.hint") : t("alike.chosen", { count: chosen.size })}
        </span>
        {chosen.size > 0 &&
          (known === null ? (
            <NamePicker
              label={t("alike.who", { count: chosen.size })}
              people={names?.people ?? []}
              onChoose={(who) => void name(who)}
              floating
            />
          ) : (
            <Button look="primary" onClick={() => void name({ person_id: known })}>
              {t("alike.are", { count: chosen.size, name: face.name })}
            </Button>
          ))}
      </div>
    </>
  );
}

interface CellProps {
  face: Schemas["FaceDto"];
  word: LikenessWord;
  chosen: boolean;
  onToggle: () => void;
  onOpen: () => void;
}

function Cell({ face, word, chosen, onToggle, onOpen }: CellProps) {
  const { t } = useTranslation("faces");
  const day = dayLong(face.time, locale());
  const likeness = word === null ? "" : t(`likeness.${word}`);
  const who = face.name || t("alike.nobody");
  return (
    <li className={chosen ? "is-chosen" : ""}>
      <button type="button" className="pick-face" aria-pressed={chosen} onClick={onToggle}>
        <FacePicture face={face.picture ? face.id : null} name={face.name || "?"} size={88} />
        {chosen && (
          <span className="sign">
            <Check className="icon s14" aria-hidden />
          </span>
        )}
        <span className="cut">{who}</span>
        <span className="cut t-12 ink-3">{likeness || day}</span>
        {likeness !== "" && <span className="unseen">{day}</span>}
      </button>
      <IconButton
        className="open-photo"
        size="sm"
        icon={Maximize2}
        label={t("alike.open", { day })}
        onClick={onOpen}
      />
    </li>
  );
}
