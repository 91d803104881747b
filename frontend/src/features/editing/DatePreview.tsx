import { ArrowRight, CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { momentShort } from "@/app/editing/valueWords";
import { Note } from "@/ui";
import { useDateWords } from "./dateWords";

/** Rows that are drawn; the rest is counted. */
const SHOWN = 50;

function Row({ planned }: { planned: Schemas["PlannedDate"] }) {
  const why = useDateWords().reason(planned.reason);
  return (
    <li>
      <span className="name cut" title={planned.name}>
        {planned.name}
      </span>
      <span className="ink-3 num">{momentShort(planned.before)}</span>
      <ArrowRight className="icon s14" aria-hidden />
      <span className="num">{momentShort(planned.after)}</span>
      {why !== "" && <span className="t-12 ink-3 why">{why}</span>}
    </li>
  );
}

interface DatePreviewProps {
  plan: Schemas["DatesPlan"] | undefined;
  /** A newer one is on its way. */
  stale: boolean;
  error: Error | null;
}

/** What becomes of the dates, and which stay and why. */
export function DatePreview({ plan, stale, error }: DatePreviewProps) {
  const { t } = useTranslation("editing");
  const words = useDateWords();
  if (error)
    return (
      <Note icon={CircleAlert} tone="alert">
        {error.message}
      </Note>
    );
  if (!plan) return <div className="preview" />;
  const rows = plan.changes.slice(0, SHOWN);
  const rest = plan.total - rows.length;
  return (
    <div className="preview" aria-busy={stale}>
      <p className="t-12 ink-3" role="status">
        {t("dates.becomes", { count: plan.total })}
        {plan.skipped_total > 0 && ` ${t("dates.stay", { count: plan.skipped_total })}`}
      </p>
      {/* It scrolls, so the keyboard has to reach it. */}
      <div className="rows" tabIndex={0} role="region" aria-label={t("dates.preview")}>
        <ul>
          {rows.map((planned) => (
            <Row key={planned.id} planned={planned} />
          ))}
        </ul>
        {rest > 0 && <p className="ink-3 num">{t("dates.more", { count: rest })}</p>}
        {plan.skipped.length > 0 && (
          <>
            <h3 className="t-12 ink-3">{t("dates.staying")}</h3>
            <ul className="staying">
              {plan.skipped.slice(0, SHOWN).map((one) => (
                <li key={one.id}>
                  <span className="name cut" title={one.name}>
                    {one.name}
                  </span>
                  <span className="ink-2">{words.skipped(one.code)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
