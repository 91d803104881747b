import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { media } from "@/api";
import { ConflictChoice } from "@/app/editing/ConflictChoice";
import { conflictsQuery } from "@/app/editing/queries";
import { Button, Dialog, Thumb } from "@/ui";

/** Everything that a person and another program both changed, one choice each. */
export function ConflictsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("editing");
  const { data, isError } = useQuery(conflictsQuery);
  return (
    <Dialog
      open
      onOpenChange={(stays) => {
        if (!stays) onClose();
      }}
      title={t("conflict.dialog")}
      words={t("conflict.words")}
      className="dialog edit-dialog conflicts"
      actions={<Button onClick={onClose}>{t("conflict.close")}</Button>}
    >
      {isError && !data && <p className="ink-2">{t("conflict.failed")}</p>}
      {data?.conflicts.length === 0 && (
        <p className="ink-2" role="status">
          {t("conflict.none")}
        </p>
      )}
      <ul>
        {data?.conflicts.map((one) => (
          <li key={`${one.asset_id} ${one.field}`}>
            <Thumb src={media.url(one.asset_id, 256)} />
            <div>
              <p className="strong cut" title={one.name}>
                {one.name}
              </p>
              <ConflictChoice
                id={one.asset_id}
                field={one.field}
                mine={one.mine}
                theirs={one.theirs}
              />
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
