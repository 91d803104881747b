import type { TFunction } from "i18next";
import type { Schemas } from "@/api";
import { heldWords } from "./heldWords";

/** The status line: one thought, one fact under it, and how far it is (0 to 1, null when unknown). */
export interface StatusWords {
  main: string;
  sub: string;
  progress: number | null | undefined;
}

type Words = TFunction;

/** Seconds as people say them: "12 min", "2 hours". */
export function timeLeft(t: Words, seconds: number): string {
  if (seconds < 60) return t("status.seconds", { count: Math.max(5, Math.ceil(seconds / 5) * 5) });
  if (seconds < 5400) return t("status.minutes", { count: Math.round(seconds / 60) });
  return t("status.hours", { count: Math.round(seconds / 3600) });
}

function jobWords(t: Words, job: Schemas["JobDto"]): string {
  const known = job.total !== null && job.total > 0;
  const facts = { done: job.done, total: job.total ?? 0 };
  switch (job.kind) {
    case "scan":
      return job.done > 0 ? t("status.scanCount", { count: job.done }) : t("status.scan");
    case "look":
      return known ? t("status.look", facts) : t("status.lookStart");
    case "judge":
      return t("status.judge");
    case "export":
      return known ? t("status.export", facts) : t("status.exportStart");
    case "demo":
      return t("status.demo");
    case "hear":
      return t("status.hear");
    case "group":
      return t("status.group");
    case "write":
      return t("status.write");
    case "export_library":
      return t("status.exportLibrary");
    case "faces":
      return known ? t("status.faces", facts) : t("status.facesStart");
    case "people":
      return t("status.peopleJob");
    case "models":
      return t("status.models");
    default:
      return t("status.other");
  }
}

/** What the library holds; the whole is said by one number until a film is known. */
function held(t: Words, { assets, films }: Schemas["Status"]): string {
  return films > 0
    ? heldWords({ photos: assets - films, films })
    : t("status.idle", { count: assets });
}

export function statusWords(t: Words, status: Schemas["Status"]): StatusWords {
  const { work } = status;
  const job = work.active;
  if (work.paused)
    return {
      main: t("status.paused"),
      sub:
        status.unlooked > 0
          ? t("status.pausedLeft", { count: status.unlooked })
          : t("status.pausedWords"),
      progress: undefined,
    };
  if (job)
    return {
      main: jobWords(t, job),
      sub:
        job.seconds_left !== null && job.seconds_left > 0
          ? t("status.left", { time: timeLeft(t, job.seconds_left) })
          : "",
      progress: job.total ? job.done / job.total : null,
    };
  const ready =
    status.problems > 0
      ? t("status.problems", { count: status.problems })
      : status.unlooked > 0
        ? t("status.waiting", { count: status.unlooked })
        : status.assets > 0
          ? t("status.ready")
          : "";
  return { main: held(t, status), sub: ready, progress: undefined };
}
