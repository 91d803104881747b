import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import { writingQuery } from "@/app/editing/queries";
import { Button } from "@/ui";

/** Says that a person and another program changed the same, and leads to the choice. */
export function Conflicts() {
  const { t } = useTranslation("editing");
  const { data } = useQuery(writingQuery);
  if (!data || data.conflicts === 0) return null;
  return (
    <section aria-labelledby="conflicts">
      <div className="section-head">
        <h2 id="conflicts" className="t-15 title num">
          {t("conflict.title", { count: data.conflicts })}
        </h2>
        <Button size="sm" className="push" onClick={() => runAction("edit.conflicts")}>
          {t("conflict.look")}
        </Button>
      </div>
      <p className="lede">{t("conflict.words")}</p>
    </section>
  );
}
