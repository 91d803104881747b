import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, Info, Pause, Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call, keys, queryClient } from "@/api";
import { heldWords } from "@/app/heldWords";
import { statusQuery } from "@/app/status";
import { toast } from "@/app/toasts";
import { Button, EmptyState, Note } from "@/ui";
import { Conflicts } from "./Conflicts";
import { Folders } from "./Folders";
import { FinishedRow, JobRow } from "./JobRow";
import { Problems } from "./Problems";
import { refreshJobs, useFinishedJobs, useLiveJobs } from "./queries";
import { repeats } from "./repeats";
import { useWords, whenWords } from "./words";
import "./activity.css";

/** What Keepers is doing, what it could not read, and what it has done. */
export default function ActivityScreen() {
  const { t } = useTranslation("activity");
  const live = useLiveJobs();
  const { data: status } = useQuery(statusQuery);
  const [asking, setAsking] = useState(false);
  const jobs = live.data?.jobs ?? [];
  const allPaused = live.data?.all_paused ?? false;
  const running = jobs.filter((job) => job.state === "running");
  const waiting = jobs.filter((job) => job.state !== "running");

  const pauseAll = async () => {
    setAsking(true);
    try {
      await (allPaused
        ? call(api.POST("/api/v1/work/resume"))
        : call(api.POST("/api/v1/work/pause")));
    } catch (error) {
      toast(t("act.failed", { detail: error instanceof Error ? error.message : "" }).trim());
    }
    setAsking(false);
    void queryClient.invalidateQueries({ queryKey: keys.status });
    await refreshJobs();
  };

  if (live.isError && !live.data)
    return (
      <EmptyState
        alone
        icon={CircleAlert}
        title={t("failed.load")}
        action={<Button onClick={() => void live.refetch()}>{t("failed.again")}</Button>}
      >
        {live.error.message}
      </EmptyState>
    );

  return (
    <div className="activity">
      <div className="page">
        <header className="head">
          <h1 className="t-28">{t("title")}</h1>
          <span className="push" />
          {(jobs.length > 0 || allPaused) && (
            <Button
              look={allPaused ? "primary" : "plain"}
              icon={allPaused ? Play : Pause}
              disabled={asking}
              onClick={() => void pauseAll()}
            >
              {allPaused ? t("resumeAll") : t("pauseAll")}
            </Button>
          )}
        </header>
        {allPaused && (
          <Note icon={Pause} lead={t("allPaused")}>
            {t("allPausedWords")}
          </Note>
        )}
        {status && !status.work.done_here && <Note icon={Info}>{t("elsewhere")}</Note>}
        <section aria-label={t("name")} aria-busy={live.isPending}>
          {live.data && jobs.length === 0 && (
            <div className="idle">
              <span className="glyph">
                <CircleCheck className="icon s20" aria-hidden />
              </span>
              <div>
                <h2 className="t-15 title">{t("idle.title")}</h2>
                <p className="ink-2 num">{idleWords()}</p>
              </div>
            </div>
          )}
          <ul>
            {[...running, ...waiting].map((job) => (
              <JobRow key={job.id} job={job} allPaused={allPaused} />
            ))}
          </ul>
        </section>
        <Conflicts />
        <Problems />
        <Folders />
        <Finished />
      </div>
    </div>
  );

  function idleWords(): string {
    if (!status) return "";
    if (status.unlooked > 0) return t("idle.unlooked", { count: status.unlooked });
    const { assets, films } = status;
    if (films > 0)
      return t("idle.wordsHeld", { held: heldWords({ photos: assets - films, films }) });
    return t("idle.words", { count: assets });
  }
}

function Finished() {
  const { t } = useTranslation("activity");
  const words = useWords();
  const pages = useFinishedJobs();
  const jobs = pages.data?.pages.flatMap((page) => page.jobs) ?? [];
  const rows = repeats(jobs, (job) => `${words.doneTitle(job)} ${words.outcome(job)}`);
  if (rows.length === 0) return null;

  const clear = async () => {
    try {
      await call(api.DELETE("/api/v1/jobs/finished"));
    } catch (error) {
      toast(t("act.failed", { detail: error instanceof Error ? error.message : "" }).trim());
    }
    await refreshJobs();
  };

  return (
    <section aria-labelledby="finished">
      <div className="section-head">
        <h2 id="finished" className="t-15 title">
          {t("finished.title")}
        </h2>
        <button type="button" className="link t-12 push" onClick={() => void clear()}>
          {t("act.clear")}
        </button>
      </div>
      <ul className="list">
        {rows.map(({ job, count }) => (
          <FinishedRow
            key={job.id}
            job={job}
            count={count}
            when={whenWords(job.finished_at ?? job.created_at)}
          />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button
          className="more"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t("finished.more")}
        </Button>
      )}
    </section>
  );
}
