import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import { api, call, keys, type Schemas } from "@/api";
import { wrongName } from "./spec";

interface Place {
  handle: string;
  name: string;
  path: string;
}

/** Where an export goes: a folder that is there, and the name of a new one in it. */
export function useDestination(proposed: string) {
  const places = useQuery({
    queryKey: keys.folders(null),
    queryFn: () => call(api.GET("/api/v1/folders")),
    staleTime: 10_000,
  });
  const [chosen, setPlace] = useState<Place | null>(null);
  const [typed, setTyped] = useState(proposed);
  const place = chosen ?? firstPlace(places.data?.places ?? []);
  const wrong = wrongName(typed);
  const ready = place !== null && wrong === null;
  return { place, setPlace, typed, setTyped, name: typed.trim(), wrong, ready };
}

/** Asks for it: two lines of a form. */
export function Destination({ destination }: { destination: ReturnType<typeof useDestination> }) {
  const { t } = useTranslation("exports");
  const id = useId();
  const { place, setPlace, typed, setTyped, wrong } = destination;
  const choose = () => {
    runAction("folders.choose", {
      title: t("choosePlace"),
      use: (folder: string) => t("useHere", { name: folder }),
      create: true,
      onChoose: setPlace,
    });
  };
  return (
    <div className="lines">
      <span className="key">{t("where")}</span>
      <span className="value" title={place?.path}>
        {place?.name ?? "…"}
      </span>
      <button type="button" className="link t-12" onClick={choose} aria-label={t("chooseWhere")}>
        {t("change")}
      </button>
      <label className="key" htmlFor={`${id}-name`}>
        {t("name")}
      </label>
      <input
        id={`${id}-name`}
        className="text"
        value={typed}
        maxLength={200}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
        onChange={(event) => setTyped(event.target.value)}
      />
      {wrong !== null && (
        <p id={`${id}-wrong`} className="wrong t-12" role="alert">
          {wrong === "empty" ? t("nameNeeded") : t("nameBad")}
        </p>
      )}
    </div>
  );
}

function firstPlace(places: readonly Schemas["Place"][]): Place | null {
  for (const kind of ["desktop", "pictures", "home"] as const) {
    const found = places.find((place) => place.kind === kind);
    if (found) return found;
  }
  return places[0] ?? null;
}
