import { useRef } from "react";
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
  const other = useRef(false);
  if (!taken) return null;
  const { person, by } = taken;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      // The line for a name takes the focus only once the dialog has given it back.
      onCloseAutoFocus={() => {
        if (other.current) onOther(taken);
        other.current = false;
      }}
      title={t("taken.title", { name: by.name })}
      words={t("taken.words")}
      actions={
        <>
          <Button
            onClick={() => {
              other.current = true;
              onClose();
            }}
          >
            {t("taken.other")}
          </Button>
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
