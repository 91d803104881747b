import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saidQuery } from "@/app/editing/queries";
import { useSourceWords } from "./sourceWords";

function List({ id }: { id: number }) {
  const { t } = useTranslation("editing");
  const source = useSourceWords();
  const { data, isError, refetch } = useQuery(saidQuery(id));
  if (isError && !data)
    return (
      <p className="ink-2">
        {t("sources.failed")}{" "}
        <button type="button" className="link" onClick={() => void refetch()}>
          {t("sources.again")}
        </button>
      </p>
    );
  if (!data) return null;
  if (data.facts.length === 0 && data.beside.length === 0)
    return <p className="ink-2">{t("sources.nothing")}</p>;
  return (
    <>
      <dl>
        {data.facts.map((fact, index) => (
          <div key={index}>
            <dt>{fact.name}</dt>
            <dd>
              {fact.value} <span className="ink-3">{source(fact.source)}</span>
              {fact.others.length > 0 && (
                <>
                  {fact.why !== "" && <p className="ink-3">{fact.why}</p>}
                  {fact.others.map((other, at) => (
                    <p key={at} className="ink-3">
                      {t("sources.others", { source: source(other.source), value: other.value })}
                    </p>
                  ))}
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {data.beside.length > 0 && (
        <p className="t-12 ink-3 wrap">
          {t("sources.beside", { names: data.beside.map(({ name }) => name).join(", ") })}
        </p>
      )}
    </>
  );
}

/** Who says what of the photo; asked for when it is opened. */
export function Sources({ id }: { id: number }) {
  const { t } = useTranslation("editing");
  const [open, setOpen] = useState(false);
  return (
    <section>
      <details className="said" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="link t-12">{t("sources.title")}</summary>
        {open && <List id={id} />}
      </details>
    </section>
  );
}
