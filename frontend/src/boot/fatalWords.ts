import {
  CircleArrowUp,
  FileWarning,
  FolderX,
  HardDrive,
  PackageX,
  Plug,
  Users,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";

/** What a person can do about it. The first is what most people want. */
export type Way = "again" | "alongside" | "choose" | "usual" | "log" | "reveal" | "load";

interface Case {
  icon: LucideIcon;
  ways: readonly Way[];
}

/** Why Keepers cannot be shown, as far as there are words of our own for it. */
export const CASES = {
  library_in_use: { icon: Users, ways: ["again", "alongside"] },
  library_too_new: { icon: CircleArrowUp, ways: ["choose", "usual"] },
  library_unreachable: { icon: Plug, ways: ["again", "choose", "usual"] },
  library_damaged: { icon: FileWarning, ways: ["again", "choose", "reveal"] },
  not_a_library: { icon: FolderX, ways: ["choose", "usual"] },
  migration_failed: { icon: FileWarning, ways: ["again", "choose", "log"] },
  disk_full: { icon: HardDrive, ways: ["again", "choose"] },
  sidecar_missing: { icon: PackageX, ways: ["again", "log"] },
  sidecar_crashed: { icon: FileWarning, ways: ["again", "log"] },
  sidecar_silent: { icon: FileWarning, ways: ["again", "log"] },
  protocol_unknown: { icon: PackageX, ways: ["again", "log"] },
  page_missing: { icon: PackageX, ways: ["load"] },
  other: { icon: FileWarning, ways: ["again", "log"] },
} as const satisfies Record<string, Case>;

export type KnownCase = keyof typeof CASES;

export const caseOf = (code: string): KnownCase =>
  Object.hasOwn(CASES, code) ? (code as KnownCase) : "other";

/** Those about a library: its path is told too. */
export const aboutLibrary = (known: KnownCase): boolean =>
  /^(library_|not_a_library|migration_|disk_)/.test(known);

/** "at 10:12", or with its date when that was not today. */
export function sinceWords(since: unknown, now: Date, locale: string): string | null {
  if (typeof since !== "number" || !Number.isFinite(since) || since <= 0) return null;
  const then = new Date(since);
  const today = then.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(
    locale,
    today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" },
  ).format(then);
}
