import { GitCompareArrows } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/domain/editing/values";
import { Button, Note } from "@/ui";
import { calls } from "./calls";
import { operate } from "./edits";
import { useValueWords } from "./valueWords";

interface ConflictChoiceProps {
  id: number;
  field: Field;
  mine: unknown;
  theirs: unknown;
  /** Which photo, where that is not plain. */
  children?: ReactNode;
}

/** What a person and another program wrote over the same, and the choice between the two. */
export function ConflictChoice({ id, field, mine, theirs, children }: ConflictChoiceProps) {
  const { t } = useTranslation("editing");
  const words = useValueWords();
  const name = t(`field.${field}`);
  const take = (which: "mine" | "theirs") =>
    void operate({
      label: t(`done.${which}`, { field: name }),
      ids: [id],
      steps: [() => calls.resolve(id, field, which)],
    });
  return (
    <Note icon={GitCompareArrows} className="conflict" lead={t("conflict.lead", { field: name })}>
      {children}
      <span className="both">
        <span>{t("conflict.mine", { value: words(field, mine) })}</span>
        <span>{t("conflict.theirs", { value: words(field, theirs) })}</span>
      </span>
      <span className="row">
        <Button
          size="sm"
          aria-label={t("conflict.keepMineName", { field: name })}
          onClick={() => take("mine")}
        >
          {t("conflict.keepMine")}
        </Button>
        <Button
          size="sm"
          aria-label={t("conflict.takeTheirsName", { field: name })}
          onClick={() => take("theirs")}
        >
          {t("conflict.takeTheirs")}
        </Button>
      </span>
    </Note>
  );
}
