import { useQuery } from "@tanstack/react-query";
import { CircleAlert, ScanFace, Sparkles, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { runAction } from "@/actions/registry";
import { api, call, keys } from "@/api";
import { statusQuery } from "@/app/status";
import { Button, EmptyState, Progress } from "@/ui";
import type { State } from "./answers";

const rootsQuery = {
  queryKey: keys.roots,
  queryFn: () => call(api.GET("/api/v1/roots")),
};

/** Where the settings explain models, and where they say what is looked for. */
export const SETTINGS = "/settings";

/** What one line says while faces are looked for, and how far it is; null when nothing is on its way. */
export function useSearching(state: State | undefined) {
  const { t } = useTranslation("people");
  const { data: status } = useQuery(statusQuery);
  const job = status?.work.active ?? null;
  const known = (state?.named ?? 0) + (state?.unnamed ?? 0) > 0;
  if (job?.kind === "people")
    return { words: known ? t("empty.stillSorting") : t("empty.sorting"), share: null };
  const count = state?.unsearched ?? 0;
  if (count === 0 || state?.models === "none") return null;
  const share =
    job?.kind === "faces" && job.total !== null && job.total > 0 ? job.done / job.total : null;
  return { words: t("empty.stillSearching", { count }), share };
}

function Blank(props: {
  icon: typeof Users;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="people-scroll">
      <EmptyState alone {...props} />
    </div>
  );
}

/** Nobody is here: why, and what would bring somebody. */
export function Empty({ state }: { state: State }) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const { data: status } = useQuery(statusQuery);
  const { data: roots } = useQuery(rootsQuery);
  const searching = useSearching(state);
  const folders = roots?.roots ?? [];

  if (status?.roots === 0)
    return (
      <Blank
        icon={Users}
        title={t("empty.noPhotos")}
        action={
          <Button look="primary" onClick={() => void runAction("folders.add")}>
            {t("empty.addFolder")}
          </Button>
        }
      >
        {t("empty.noPhotosWords")}
      </Blank>
    );
  if (folders.length > 0 && folders.every(({ faces }) => !faces))
    return (
      <Blank
        icon={ScanFace}
        title={t("empty.off")}
        action={<Button onClick={() => void navigate(SETTINGS)}>{t("empty.offAction")}</Button>}
      >
        {t("empty.offWords")}
      </Blank>
    );
  if (state.models === "none")
    return (
      <Blank
        icon={Sparkles}
        title={t("empty.models")}
        action={
          <Button look="primary" onClick={() => void navigate(SETTINGS)}>
            {t("empty.modelsAction")}
          </Button>
        }
      >
        {t("empty.modelsWords")}
      </Blank>
    );
  if (searching)
    return (
      <Blank icon={ScanFace} title={t("empty.searching")}>
        {searching.share === null && state.unsearched === 0
          ? searching.words
          : t("empty.searchingWords", { count: state.unsearched })}
        <Progress value={searching.share} label={t("empty.searching")} />
      </Blank>
    );
  return (
    <Blank icon={Users} title={t("empty.none")}>
      {t("empty.noneWords")}
    </Blank>
  );
}

/** The people could not be loaded. */
export function NotLoaded({ words, onRetry }: { words: string; onRetry: () => void }) {
  const { t } = useTranslation("people");
  return (
    <Blank
      icon={CircleAlert}
      title={t("failed.load")}
      action={<Button onClick={onRetry}>{t("failed.again")}</Button>}
    >
      {words}
    </Blank>
  );
}
