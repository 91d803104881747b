import { useTranslation } from "react-i18next";
import { FacePicture } from "@/app/people/FacePicture";
import { Button, Dialog } from "@/ui";
import type { Taken } from "./useCards";

interface TakenDialogProps {
  taken: Taken | null;
  onClose: () => void;
  onMerge: (taken: Taken) => void;
  /** Goes back to writing a name. */
  onOther: (taken: Taken) => void;
}

/** Somebody is to get a name that another has: one person, or two with different names. */
export function TakenDialog({ taken, onClose, onMerge, onOther }: TakenDialogProps) {
  const { t } = useTranslation("people");
  if (!taken) return null;
  const { person, by } = taken;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("taken.title", { name: by.name })}
      words={t("taken.words")}
      actions={
        <>
          <Button onClick={() => onOther(taken)}>{t("taken.other")}</Button>
          <Button look="primary" onClick={() => onMerge(taken)}>
            {t("taken.merge", { name: by.name })}
          </Button>
        </>
      }
    >
      <div className="pair">
        <FacePicture face={person.cover_face_id} name={person.name} size={112} />
        <FacePicture face={by.cover_face_id} name={by.name} size={112} />
      </div>
    </Dialog>
  );
}
