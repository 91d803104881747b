import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { locale } from "@/i18n";
import type { Desktop, Fatal } from "@/platform";
import { Button, EmptyState } from "@/ui";
import { aboutLibrary, CASES, caseOf, sinceWords, type Way } from "./fatalWords";

interface FatalScreenProps {
  fatal: Fatal;
  desktop: Desktop | null;
  reload: () => void;
}

/** Keepers cannot be shown: why, what that means, and what can be done. */
export function FatalScreen({ fatal, desktop, reload }: FatalScreenProps) {
  const { t } = useTranslation("boot");
  const main = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const known = caseOf(fatal.code);
  const { icon, ways } = CASES[known];
  const acts: Record<Way, () => Promise<unknown>> = {
    again: () => desktop?.restartBackend() ?? Promise.resolve(),
    alongside: () => desktop?.restartBackend({ alongside: true }) ?? Promise.resolve(),
    choose: () => desktop?.chooseLibrary() ?? Promise.resolve(),
    usual: () => desktop?.useUsualLibrary() ?? Promise.resolve(),
    log: () => desktop?.revealLog() ?? Promise.resolve(),
    reveal: () => desktop?.revealLibrary() ?? Promise.resolve(),
    load: () => {
      reload();
      return Promise.resolve();
    },
  };
  useEffect(() => main.current?.focus(), [fatal]);

  const act = async (way: Way) => {
    setBusy(true);
    setWrong("");
    try {
      await acts[way]();
    } catch (error) {
      setWrong(t("wrong", { detail: error instanceof Error ? error.message : "" }).trim());
    }
    setBusy(false);
  };
  const log = fatal.facts["log"];
  return (
    <div className="fatal" role="alert">
      <EmptyState
        alone
        icon={icon}
        title={t(`fatal.${known}.title`)}
        action={
          <div className="ways">
            {ways.map((way, index) => (
              <Button
                key={way}
                look={
                  index === 0 ? "primary" : way === "log" || way === "reveal" ? "ghost" : "plain"
                }
                ref={index === 0 ? main : undefined}
                aria-disabled={busy}
                onClick={() => {
                  if (!busy) void act(way);
                }}
              >
                {t(`way.${way}`)}
              </Button>
            ))}
          </div>
        }
      >
        {words()}
      </EmptyState>
      {known === "library_in_use" && <p className="aside">{t("fatal.library_in_use.alongside")}</p>}
      {aboutLibrary(known) && fatal.library !== null && (
        <p className="aside path t-12">{t("library", { path: fatal.library })}</p>
      )}
      {wrong !== "" && <p className="aside">{wrong}</p>}
      {typeof log === "string" && log.trim() !== "" && (
        <details className="last">
          <summary>{t("lastWords")}</summary>
          <pre tabIndex={0} aria-label={t("lastWords")}>
            {log.trim()}
          </pre>
        </details>
      )}
    </div>
  );

  function words(): string {
    if (known === "library_in_use") {
      const since = sinceWords(fatal.facts["since"], new Date(), locale());
      const pid = fatal.facts["pid"];
      if (typeof pid !== "number") return t("fatal.library_in_use.words");
      return since === null
        ? t("fatal.library_in_use.who", { pid })
        : t("fatal.library_in_use.whoSince", { pid, since });
    }
    if (known === "other")
      return [fatal.message, t("fatal.other.words", { code: fatal.code })]
        .filter((one) => one !== "")
        .join(" ");
    return t(`fatal.${known}.words`);
  }
}
