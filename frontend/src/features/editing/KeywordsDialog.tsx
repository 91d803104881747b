import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { edit } from "@/app/editing/edits";
import { KeywordWords } from "@/app/editing/KeywordWords";
import { inCommonQuery, keywordsQuery } from "@/app/editing/queries";
import type { FieldChange } from "@/domain/editing/changes";
import {
  keywordParts,
  LONGEST,
  typedKeywords,
  withKeywords,
  withoutKeywords,
} from "@/domain/editing/values";
import { Chips } from "@/ui";
import { EditDialog } from "./EditDialog";

interface KeywordsDialogProps {
  ids: readonly number[];
  onClose: () => void;
}

/** Keywords that come to all photos or go from all; others that only some have stay as they are. */
export function KeywordsDialog({ ids, onClose }: KeywordsDialogProps) {
  const { t } = useTranslation("editing");
  const count = ids.length;
  const common = useQuery(inCommonQuery(ids));
  const [typed, setTyped] = useState("");
  const [added, setAdded] = useState<readonly string[]>([]);
  const [taken, setTaken] = useState<readonly string[]>([]);
  const known = useQuery(keywordsQuery(typed.trim()));

  const had = common.data?.keywords ?? [];
  const whole = had.filter((one) => one.count >= count).map(({ keyword }) => keyword);
  const onAll = withKeywords(withoutKeywords(whole, taken), added);
  const onSome = had.filter(
    ({ keyword }) =>
      !whole.includes(keyword) && !taken.includes(keyword) && !added.includes(keyword),
  );
  const add = (words: readonly string[]) => {
    setTaken(withoutKeywords(taken, words));
    setAdded(withKeywords(added, withoutKeywords(words, whole)));
  };
  const take = (word: string) => {
    setAdded(withoutKeywords(added, [word]));
    if (had.some(({ keyword }) => keyword === word)) setTaken(withKeywords(taken, [word]));
  };
  const changes: FieldChange[] = [
    ...(added.length > 0
      ? [{ field: "keywords", action: "add", value: added } satisfies FieldChange]
      : []),
    ...(taken.length > 0
      ? [{ field: "keywords", action: "remove", value: taken } satisfies FieldChange]
      : []),
  ];
  const save = () => {
    onClose();
    void edit(t("done.keywords", { count }), ids, changes);
  };
  const name = (word: string) => keywordParts(word).join(" › ");
  const options = (known.data?.keywords ?? [])
    .filter(({ keyword }) => !onAll.includes(keyword))
    .map(({ keyword, count: photos }) => ({
      id: keyword,
      content: <KeywordWords keyword={keyword} />,
      hint: t("keyword.photos", { count: photos }),
    }));
  return (
    <EditDialog
      title={t("keywords.title", { count })}
      save={t("keywords.save", { count })}
      disabled={changes.length === 0}
      onSave={save}
      onClose={onClose}
      beside={
        changes.length > 0
          ? [
              added.length > 0 ? t("keywords.added", { count: added.length }) : "",
              taken.length > 0 ? t("keywords.taken", { count: taken.length }) : "",
            ]
              .filter(Boolean)
              .join(" · ")
          : undefined
      }
    >
      <div className="field">
        <span>{t("keywords.all", { count })}</span>
        <Chips
          label={t("keywords.all", { count })}
          values={onAll}
          write={(keyword) => <KeywordWords keyword={keyword} />}
          removeLabel={(word) => t("keyword.remove", { word: name(word) })}
          onRemove={take}
          addLabel={t("add.keyword")}
          typed={typed}
          onType={setTyped}
          onAdd={(text) => add(typedKeywords(text))}
          options={typed.trim() === "" ? [] : options}
          maxLength={LONGEST.keyword}
        />
      </div>
      {onSome.length > 0 && (
        <div className="field">
          <span>{t("keywords.some")}</span>
          <div className="chips" role="group" aria-label={t("keywords.some")}>
            {onSome.map(({ keyword, count: photos }) => (
              <span key={keyword} className="chip some">
                <span className="cut">
                  <KeywordWords keyword={keyword} />{" "}
                  <span className="ink-3 num">
                    {t("keywords.of", { count: photos, total: count })}
                  </span>
                </span>
                <button
                  type="button"
                  aria-label={t("keywords.toAll", { word: name(keyword) })}
                  title={t("keywords.toAll", { word: name(keyword) })}
                  onClick={() => add([keyword])}
                >
                  <Plus className="icon s14" aria-hidden />
                </button>
                <button
                  type="button"
                  aria-label={t("keyword.remove", { word: name(keyword) })}
                  onClick={() => take(keyword)}
                >
                  <X className="icon s14" aria-hidden />
                </button>
              </span>
            ))}
          </div>
        </div>
      )}
      <p className="facts t-12 ink-3" role="status">
        {common.isError ? t("loadFailed", { detail: common.error.message }) : t("keywords.words")}
      </p>
    </EditDialog>
  );
}
