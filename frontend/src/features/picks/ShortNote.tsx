import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import type { Selection } from "@/domain/rerank";
import { ask, type Wish } from "./wish";

interface ShortNoteProps {
  selection: Selection;
  wish: Wish;
  onLookThrough: () => void;
}

/** Fewer picks than asked for: why, in words, and what would help. */
export function ShortNote({ selection, wish, onLookThrough }: ShortNoteProps) {
  const { t } = useTranslation("picks");
  const { shortfall, picks, asked } = selection;
  if (!shortfall || picks.length === 0) return null;
  const { code, facts, count } = shortfall;
  const has = (name: string) => Number(facts[name] ?? 0) > 0;

  const why = () => {
    if (has("day_full") && has("same_stack")) return t("short.several");
    if (code === "one_per_stack") return t("short.one_per_stack");
    if (code === "per_day") return t("short.per_day");
    if (code !== "too_few") return t("short.other");
    return has("left_out") ? t("short.too_few_left") : t("short.too_few");
  };
  const help = () => {
    if (facts["help"] === "allow_stacks")
      return { words: t("help.allowLookAlikes"), run: () => ask({ onePerStack: false }) };
    if (facts["help"] === "raise_per_day")
      return { words: t("help.liftDay"), run: () => ask({ perDay: null }) };
    if (has("left_out")) return { words: t("help.seeLeftOut"), run: onLookThrough };
    if (wish.scope !== "library")
      return { words: t("help.wider"), run: () => ask({ scope: "library" }) };
    return { words: t("help.addFolder"), run: () => void runAction("folders.add") };
  };
  const helping = help();
  return (
    <div className="note" role="note">
      <span>
        <b>{t("short.lead", { count: picks.length, short: count, asked })}</b> {why()}
      </span>
      <span className="push" />
      <button type="button" className="link" onClick={helping.run}>
        {helping.words}
      </button>
    </div>
  );
}
