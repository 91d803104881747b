import { useTranslation } from "react-i18next";
import { Button } from "@/ui";
import type { Person } from "./answers";
import { Fold } from "./Fold";
import { PeopleGrid, type GridState } from "./PeopleGrid";
import type { Sections } from "./sections";
import { setView } from "./view";

interface EverybodyProps {
  parts: Sections;
  /** Not sure that these are people; loaded once they are to be seen. */
  unsure: readonly Person[];
  unsureCount: number;
  onceShown: boolean;
  unsureShown: boolean;
  /** Asks for more of those seen once. */
  more: (() => void) | null;
  grid: GridState;
}

/** Who has a name, who has none, who was seen once, and what is perhaps nobody. */
export function Everybody({
  parts,
  unsure,
  unsureCount,
  onceShown,
  unsureShown,
  more,
  grid,
}: EverybodyProps) {
  const { t } = useTranslation("people");
  return (
    <>
      {parts.named.length > 0 && <PeopleGrid label={t("named")} people={parts.named} {...grid} />}
      {parts.groups.length > 0 && (
        <section aria-label={t("unnamed")}>
          <h2 className="t-15 title">
            {t("unnamed")}
            <span className="ink-3 num">{parts.groups.length.toLocaleString()}</span>
          </h2>
          <PeopleGrid label={t("unnamed")} people={parts.groups} {...grid} />
        </section>
      )}
      {parts.once.length > 0 && (
        <Fold
          title={t("once.title")}
          count={more === null ? parts.once.length : null}
          open={onceShown}
          onOpen={(open) => setView({ onceShown: open })}
        >
          <PeopleGrid
            label={t("once.title")}
            people={parts.once}
            size={88}
            className="people small"
            {...grid}
          />
          {more && (
            <Button size="sm" className="more" onClick={more}>
              {t("once.more")}
            </Button>
          )}
        </Fold>
      )}
      {unsureCount > 0 && (
        <Fold
          title={t("unsure.title")}
          count={unsureCount}
          open={unsureShown}
          onOpen={(open) => setView({ unsureShown: open })}
        >
          <p className="ink-2 lede">{t("unsure.words")}</p>
          <PeopleGrid
            label={t("unsure.title")}
            people={unsure}
            size={88}
            className="people small"
            {...grid}
          />
        </Fold>
      )}
    </>
  );
}

interface FoundProps {
  found: readonly Person[];
  typed: string;
  /** Pets are found beside people. */
  elsewhere: boolean;
  grid: GridState;
}

/** Those whose names are like what was typed. */
export function Found({ found, typed, elsewhere, grid }: FoundProps) {
  const { t } = useTranslation("people");
  if (found.length > 0) return <PeopleGrid label={t("named")} people={found} {...grid} />;
  if (elsewhere) return null;
  return (
    <p className="ink-2" role="status">
      {t("notFound", { words: typed.trim() })}
    </p>
  );
}
