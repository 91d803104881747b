import { useTranslation } from "react-i18next";
import { timeLeft } from "@/app/statusWords";
import { bytes } from "@/domain/format";
import { PROBLEM_CODES } from "@/domain/problems";
import { locale } from "@/i18n";
import type { Job } from "./queries";

const KINDS = [
  "scan",
  "look",
  "hear",
  "group",
  "judge",
  "write",
  "export",
  "export_library",
  "demo",
  "faces",
  "people",
  "models",
] as const;
const ERRORS = [
  "disk_full",
  "library_in_use",
  "root_missing",
  "root_offline",
  "not_found",
  "worker_crashed",
  "file_timeout",
  "permission_denied",
] as const;
const OFFLINE = ["root_missing", "root_empty", "root_unreadable"] as const;

const oneOf = <T extends string>(all: readonly T[], code: unknown): T | undefined =>
  all.find((known) => known === code);

/** Days from the start of that day to the start of today. */
function daysAgo(then: Date, now: Date): number {
  const start = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((start(now) - start(then)) / 86_400_000);
}

/** When something was, as people say it: "Today, 08:31", "9 November". */
export function whenWords(time: number, now = new Date()): string {
  const then = new Date(time);
  const ago = daysAgo(then, now);
  const clock = new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(then);
  if (ago === 0 || ago === 1) {
    const day = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(-ago, "day");
    return `${day.charAt(0).toLocaleUpperCase(locale())}${day.slice(1)}, ${clock}`;
  }
  const sameYear = then.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(locale(), {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(then);
}

/** What Activity says that needs more than a key. */
export function useWords() {
  const { t } = useTranslation("activity");
  const shell = useTranslation("shell").t;
  const text = (job: Job, name: string): string => {
    const value = job.args_public[name];
    return typeof value === "string" ? value : "";
  };

  /** What a job did, once it is done. */
  const doneTitle = (job: Job): string => {
    const kind = oneOf(KINDS, job.kind) ?? "other";
    const root = text(job, "root_label");
    const name = text(job, "name");
    if (kind === "scan" && root) return t("jobDone.scanIn", { name: root });
    if (kind === "export" && job.args_public["mode"] !== "copy")
      return name ? t("jobDone.exportLinkedTo", { name }) : t("jobDone.exportLinked");
    if ((kind === "export" || kind === "export_library") && name)
      return t(`jobDone.${kind}To`, { name });
    return t(`jobDone.${kind}`);
  };

  /** What a job does. */
  const title = (job: Job): string => {
    const kind = oneOf(KINDS, job.kind);
    if (!kind) return t("job.other");
    if (kind === "scan" && text(job, "root_label"))
      return t("job.scanIn", { name: text(job, "root_label") });
    if ((kind === "export" || kind === "export_library") && text(job, "name"))
      return t(`job.${kind}To`, { name: text(job, "name") });
    return t(`job.${kind}`);
  };

  /** How far a job is, or why it stands still. */
  const progress = (job: Job, allPaused: boolean): string => {
    if (job.request === "cancel") return t("state.cancelling");
    if (job.request === "pause") return t("state.pausing");
    const { done, total } = job;
    const kind = oneOf(KINDS, job.kind);
    const far = () => {
      if (kind === "scan")
        return done > 0 ? t("progress.scan", { count: done }) : t("progress.starting");
      if (total === null || total === 0) return t("progress.starting");
      // What is fetched or read is counted in bytes; comparing processors counts models, of which there are few.
      if (kind === "models" && total > 1000)
        return t("progress.models", {
          done: bytes(done, locale()),
          total: bytes(total, locale()),
        });
      if (kind === "look") return t("progress.look", { done: Math.min(done + 1, total), total });
      return t(`progress.${kind ?? "other"}`, { done, total });
    };
    if (job.state === "queued" && !allPaused) return t("state.queued");
    if (job.state === "paused" || job.state === "queued")
      return done > 0 && total !== null && kind !== "models"
        ? t("state.pausedAt", { done, total })
        : t("state.paused");
    return far();
  };

  const left = (job: Job): string =>
    job.state === "running" && job.seconds_left !== null && job.seconds_left > 0
      ? job.seconds_left < 5
        ? t("time.moments")
        : t("time.left", { time: timeLeft(shell, job.seconds_left) })
      : "";

  /** What came of a job that is over. */
  const outcome = (job: Job): string => {
    if (job.state === "cancelled") return t("state.cancelled");
    if (job.state === "failed") return failure(job);
    const number = (...names: string[]) => {
      for (const name of names) {
        const value = job.result?.[name];
        if (typeof value === "number") return value;
      }
      return null;
    };
    switch (oneOf(KINDS, job.kind)) {
      case "scan":
        if (typeof job.result?.["offline"] === "string") return t("finished.scanOffline");
        return t("finished.scan", { count: number("seen", "found", "files") ?? job.done });
      case "look":
        return t("finished.look", { count: number("looked", "done") ?? job.done });
      case "hear":
        return t("finished.hear", { count: number("heard", "done") ?? job.done });
      case "group":
        return t("finished.group");
      case "write": {
        const failed = number("failed") ?? 0;
        const said = t("finished.write", {
          count: (number("written") ?? 0) + (number("back") ?? 0),
        });
        return failed > 0 ? `${said}. ${t("finished.writeFailed", { count: failed })}` : said;
      }
      case "export_library":
        return t("finished.export_library", { count: number("photos") ?? job.done });
      case "faces":
        return t("finished.faces", { count: number("faces", "found") ?? job.done });
      case "people":
        return t("finished.people");
      case "models": {
        const { damaged, checked } = job.result ?? {};
        if (Array.isArray(damaged) && damaged.length > 0)
          return t("finished.modelsDamaged", { count: damaged.length });
        return checked === undefined ? t("finished.models") : t("finished.modelsChecked");
      }
      case "judge":
        return t("finished.judge");
      case "demo":
        return t("finished.demo", { count: number("photos", "made") ?? job.done });
      case "export": {
        const count = (number("exported") ?? 0) + (number("already") ?? 0);
        return job.args_public["mode"] === "copy"
          ? t("finished.export", { count })
          : t("finished.exportLinked", { count });
      }
      default:
        return t("state.done");
    }
  };

  const failure = (job: Job): string => {
    const known = oneOf(ERRORS, job.error_code);
    if (known) return t(`error.${known}`);
    return job.error_message ?? t("error.other", { code: job.error_code ?? "" });
  };

  const reason = (code: string): string => {
    const known = oneOf(PROBLEM_CODES, code);
    return known ? t(`problems.reason.${known}`) : t("problems.reason.other", { code });
  };

  const offline = (code: string | null, count: number): string =>
    t(`folders.reason.${oneOf(OFFLINE, code) ?? "other"}`, { count });

  return { title, doneTitle, progress, left, outcome, reason, offline };
}
