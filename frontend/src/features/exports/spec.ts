import type { Schemas } from "@/api";

export type Mode = Schemas["ExportAsk"]["mode"];
export const MODES = ["copy", "hardlink", "symlink"] as const satisfies readonly Mode[];

/** What is asked to be exported, through the command "export.photos". */
export interface ExportQuestion {
  ids: readonly number[];
  /** The name proposed for the new folder. */
  name?: string;
  /** Why each was picked, for captions in the gallery. */
  reasons?: readonly { id: number; reasons: readonly Schemas["Reason"][] }[];
}

export function isQuestion(value: unknown): value is ExportQuestion {
  return (
    typeof value === "object" &&
    value !== null &&
    "ids" in value &&
    Array.isArray(value.ids) &&
    value.ids.length > 0
  );
}

/** What came of an export, read from its job. */
export interface Outcome {
  /** Photos, or files of the library, there now: those written by this run and those a run before had written. */
  count: number;
  dest: string;
  gallery: string | null;
  failed: number;
}

export function outcomeOf(job: Schemas["JobDto"]): Outcome {
  const result = job.result ?? {};
  const number = (name: string) => (typeof result[name] === "number" ? result[name] : 0);
  const problems = result["problems"];
  return {
    count: number("exported") + number("files") + number("already"),
    dest: typeof result["dest"] === "string" ? result["dest"] : "",
    gallery: typeof result["gallery"] === "string" ? result["gallery"] : null,
    failed: number("problem_count") || (Array.isArray(problems) ? problems.length : 0),
  };
}

/** Whether nothing more will happen to a job by itself. */
export const isOver = (job: Schemas["JobDto"]): boolean =>
  job.state === "done" || job.state === "failed" || job.state === "cancelled";

/** Whether a job puts things into a folder: chosen photos, or everything. */
export const isExport = (job: Schemas["JobDto"]): boolean =>
  job.kind === "export" || isLibrary(job);

export const isLibrary = (job: Schemas["JobDto"]): boolean => job.kind === "export_library";

/** Whether bytes were copied and read back, rather than linked. */
export const isCopy = (job: Schemas["JobDto"]): boolean => job.args_public["mode"] === "copy";

/** Why a name cannot be that of a folder; null when it can. */
export function wrongName(name: string): "empty" | "slash" | null {
  const trimmed = name.trim();
  if (trimmed === "" || trimmed === "." || trimmed === "..") return "empty";
  return /[/\\]/.test(trimmed) ? "slash" : null;
}
