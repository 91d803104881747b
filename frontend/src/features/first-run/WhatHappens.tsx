import { useQuery } from "@tanstack/react-query";
import { Aperture, Database, FileCheck, WifiOff, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { statusQuery } from "@/app/status";

/** What is done with photos whatever is chosen, what is not, and where it is remembered: opened when asked for. */
export function WhatHappens() {
  const { t } = useTranslation("first-run");
  const { data: status } = useQuery(statusQuery);
  return (
    <details className="what">
      <summary className="link">{t("what.title")}</summary>
      <ul className="facts">
        <Fact icon={Aperture} title={t("what.look")}>
          {t("what.lookWords")}
        </Fact>
        <Fact icon={FileCheck} title={t("what.keep")}>
          {t("what.keepWords")}
        </Fact>
        <Fact icon={Database} title={t("what.where")}>
          {t("what.whereWords")} <span className="path">{status?.library_path}</span>
        </Fact>
        <Fact icon={WifiOff} title={t("what.alone")}>
          {t("what.aloneWords")}
        </Fact>
      </ul>
    </details>
  );
}

function Fact({
  icon: Icon,
  title,
  children,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
}) {
  return (
    <li>
      <Icon className="icon s20" aria-hidden />
      <div>
        <b>{title}</b>
        <p>{children}</p>
      </div>
    </li>
  );
}
