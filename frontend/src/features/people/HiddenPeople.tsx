import { EyeOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui";
import type { Person } from "./answers";
import { PeopleGrid, type GridState } from "./PeopleGrid";

interface HiddenPeopleProps {
  people: readonly Person[];
  loaded: boolean;
  grid: GridState;
}

/** Those who are hidden everywhere: here they are found again. */
export function HiddenPeople({ people, loaded, grid }: HiddenPeopleProps) {
  const { t } = useTranslation("people");
  if (loaded && people.length === 0)
    return (
      <EmptyState icon={EyeOff} title={t("hidden.none")}>
        {t("hidden.noneWords")}
      </EmptyState>
    );
  return (
    <>
      <p className="ink-2 lede">{t("hidden.words")}</p>
      <PeopleGrid label={t("hidden.title")} people={people} {...grid} />
    </>
  );
}
