import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "@/app/editing/answers";
import { edit } from "@/app/editing/edits";
import { KeywordWords } from "@/app/editing/KeywordWords";
import { keywordsQuery } from "@/app/editing/queries";
import { keywordParts, LONGEST, typedKeywords, withKeywords } from "@/domain/editing/values";
import { Chips } from "@/ui";
import { Section } from "./Section";
import { Yours } from "./Yours";

/** Of more than these, the first are shown: they would push everything else out of sight. */
const FEW = 16;

/** Keywords, each a chip; a path is shown as one. */
export function Keywords({ asset }: { asset: Asset }) {
  const { t } = useTranslation("editing");
  const [typed, setTyped] = useState("");
  const [whole, setWhole] = useState<number | null>(null);
  const known = useQuery(keywordsQuery(typed.trim()));
  const change = (action: "add" | "remove", value: readonly string[]) =>
    void edit(t("done.keywords", { count: 1 }), [asset.id], [{ field: "keywords", action, value }]);
  const add = (text: string) => {
    const fresh = withKeywords(asset.keywords, typedKeywords(text)).slice(asset.keywords.length);
    if (fresh.length === 0) return;
    setWhole(asset.id);
    change("add", fresh);
  };
  const folded = whole !== asset.id && asset.keywords.length > FEW;
  const options = (known.data?.keywords ?? [])
    .filter(({ keyword }) => !asset.keywords.includes(keyword))
    .map(({ keyword, count }) => ({
      id: keyword,
      content: <KeywordWords keyword={keyword} />,
      hint: t("keyword.photos", { count }),
    }));
  return (
    <Section title={t("field.keywords")}>
      <Chips
        key={asset.id}
        label={t("field.keywords")}
        values={folded ? asset.keywords.slice(0, FEW) : asset.keywords}
        write={(keyword) => <KeywordWords keyword={keyword} />}
        removeLabel={(word) => t("keyword.remove", { word: keywordParts(word).join(" › ") })}
        onRemove={(word) => change("remove", [word])}
        addLabel={t("add.keyword")}
        typed={typed}
        onType={setTyped}
        onAdd={add}
        options={typed.trim() === "" ? [] : options}
        maxLength={LONGEST.keyword}
      />
      {folded && (
        <button type="button" className="link t-12" onClick={() => setWhole(asset.id)}>
          {t("keyword.all", { count: asset.keywords.length })}
        </button>
      )}
      <Yours asset={asset} field="keywords" />
    </Section>
  );
}
