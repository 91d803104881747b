import { useQuery } from "@tanstack/react-query";
import { Bookmark, CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import { statusQuery } from "@/app/status";
import { Button, EmptyState } from "@/ui";
import { ask } from "./wish";

function Blank({ children }: { children: ReactNode }) {
  return <section className="picks-main">{children}</section>;
}

/** Nothing to pick from: why, and what fills it. */
export function Empty({ wider }: { wider: boolean }) {
  const { t } = useTranslation("picks");
  const { data: status } = useQuery(statusQuery);
  const working = (status?.work.active ?? null) !== null && status?.work.paused === false;
  if (wider)
    return (
      <Blank>
        <EmptyState
          alone
          icon={Bookmark}
          title={t("empty.scope")}
          action={<Button onClick={() => ask({ scope: "library" })}>{t("empty.wider")}</Button>}
        >
          {t("empty.scopeWords")}
        </EmptyState>
      </Blank>
    );
  return (
    <Blank>
      <EmptyState
        alone
        icon={Bookmark}
        title={t("empty.title")}
        action={
          working ? undefined : (
            <Button look="primary" onClick={() => void runAction("folders.add")}>
              {t("empty.add")}
            </Button>
          )
        }
      >
        {working ? t("empty.working") : t("empty.words")}
      </EmptyState>
    </Blank>
  );
}

/** The photos could not be loaded. */
export function NotLoaded({ words, onRetry }: { words: string; onRetry: () => void }) {
  const { t } = useTranslation("picks");
  return (
    <Blank>
      <EmptyState
        alone
        icon={CircleAlert}
        title={t("failed.load")}
        action={<Button onClick={onRetry}>{t("failed.again")}</Button>}
      >
        {words}
      </EmptyState>
    </Blank>
  );
}
