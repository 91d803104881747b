import { useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { statusQuery } from "@/app/status";
import type { Desktop } from "@/platform";
import { Button } from "@/ui";
import { report } from "./report";
import { Section } from "./Section";
import { tellWrong, useWindowSettings } from "./windowSettings";

/** Which Keepers this is, under which terms, and what helps whoever has to find a fault in it. */
export function About({ window }: { window: Desktop | null }) {
  const { t } = useTranslation("settings");
  const { data: status } = useQuery(statusQuery);
  const { data: own } = useWindowSettings(window);
  const [copied, setCopied] = useState<"copied" | "by_hand" | null>(null);
  if (!status) return null;
  const text = report({
    status,
    window: own?.version ?? null,
    browser: navigator.userAgent,
    screen: [innerWidth, innerHeight, devicePixelRatio],
  });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("copied");
    } catch {
      setCopied("by_hand");
    }
  };
  return (
    <Section title={t("about.title")}>
      <p className="num">{t("about.version", { version: status.version })}</p>
      <p className="ink-2">{window ? t("about.licencesWindow") : t("about.licences")}</p>
      <h3>{t("about.fault")}</h3>
      <p className="ink-2">{t("about.faultWords")}</p>
      <pre className="report" tabIndex={0} aria-label={t("about.report")}>
        {text}
      </pre>
      <div className="buttons">
        <Button icon={Copy} onClick={() => void copy()}>
          {t("about.copy")}
        </Button>
        {window && (
          <Button look="ghost" onClick={() => void window.revealLog().catch(tellWrong)}>
            {t("about.log")}
          </Button>
        )}
        <span className="ink-2" role="status">
          {copied === null ? "" : t(`about.${copied}`)}
        </span>
      </div>
    </Section>
  );
}
