import { useEffect, useState, type ReactNode, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "@/ui";

interface EditDialogProps {
  title: string;
  /** The words on the button: what will happen, and to how many. */
  save: string;
  onSave: () => void;
  onClose: () => void;
  disabled?: boolean;
  /** Something beside the buttons, such as what stays safe. */
  beside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Around every change of many photos: one button that says what it will do. */
export function EditDialog({
  title,
  save,
  onSave,
  onClose,
  disabled = false,
  beside,
  className = "",
  children,
}: EditDialogProps) {
  const { t } = useTranslation("editing");
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!disabled) onSave();
  };
  return (
    <Dialog
      open
      onOpenChange={(stays) => {
        if (!stays) onClose();
      }}
      title={title}
      className={`dialog edit-dialog ${className}`}
    >
      <form noValidate onSubmit={submit}>
        {children}
        <div className="end">
          <div className="beside t-12 ink-3">{beside}</div>
          <Button look="ghost" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button look="primary" type="submit" disabled={disabled}>
            {save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A value that follows another once it rests, so that not every key stroke is asked about. */
export function useRested<T>(value: T, ms = 250): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
