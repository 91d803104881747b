import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { edit } from "@/app/editing/edits";
import { inCommonQuery } from "@/app/editing/queries";
import { LONGEST, tidy } from "@/domain/editing/values";
import { EditDialog } from "./EditDialog";

interface CaptionDialogProps {
  ids: readonly number[];
  onClose: () => void;
}

/** One caption for many photos; those it replaces are counted before. */
export function CaptionDialog({ ids, onClose }: CaptionDialogProps) {
  const { t } = useTranslation("editing");
  const count = ids.length;
  const common = useQuery(inCommonQuery(ids));
  const [typed, setTyped] = useState<string | null>(null);
  const now = common.data?.caption;
  const several = now !== undefined && (now.kinds > 1 || (now.kinds === 1 && now.count < count));
  const same = now?.kinds === 1 && !several ? (now.value ?? "") : "";
  const text = typed ?? same;
  const wanted = tidy(text);
  const nothingNew = typed === null || (!several && wanted === tidy(same));

  const save = () => {
    onClose();
    void edit(t("done.caption", { count }), ids, [
      { field: "caption", action: "set", value: wanted },
    ]);
  };
  const words = !now
    ? ""
    : now.count === 0
      ? t("caption.none", { count })
      : several
        ? t("caption.several", { count: now.count })
        : t("caption.same", { count });
  return (
    <EditDialog
      title={t("caption.title", { count })}
      save={
        typed !== null && wanted === null
          ? t("caption.clear", { count })
          : t("caption.save", { count })
      }
      disabled={nothingNew || !now}
      onSave={save}
      onClose={onClose}
      beside={several && !nothingNew ? t("caption.replaces", { count: now.count }) : undefined}
    >
      <label className="field">
        <span>{t("field.caption")}</span>
        <textarea
          className="input"
          rows={4}
          value={text}
          maxLength={LONGEST.caption}
          placeholder={several ? t("several") : t("add.caption")}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      </label>
      <div className="facts t-12 ink-3" role="status">
        <span>{common.isError ? t("loadFailed", { detail: common.error.message }) : words}</span>
        {several && typed === null && (
          <button type="button" className="link" onClick={() => setTyped("")}>
            {t("caption.take")}
          </button>
        )}
      </div>
    </EditDialog>
  );
}
