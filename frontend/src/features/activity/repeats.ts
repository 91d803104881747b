import type { Job } from "./queries";

/** Jobs that came to the same, as one row: the newest of them and how many they are. */
export interface Repeat {
  job: Job;
  count: number;
}

const KEPT_UP = new Set(["scan", "look", "hear", "group", "judge", "faces", "people"]);

/** Nothing was new, so nothing is to be said. */
const idle = (job: Job): boolean => {
  if (job.state !== "done") return false;
  if (job.kind === "group") return job.result?.["changed"] === 0;
  if (job.kind === "people")
    return job.result?.["changed"] === false || job.result?.["changed"] === 0;
  return ["look", "hear", "faces"].includes(job.kind) && job.done === 0;
};

/**
 * Takes out jobs that found nothing to do and puts together those that came to the same, so that a
 * library that is kept up to date does not fill the page with itself. Newest first, as given.
 */
export function repeats(jobs: readonly Job[], same: (job: Job) => string): Repeat[] {
  const rows = new Map<string, Repeat>();
  for (const job of jobs) {
    if (idle(job)) continue;
    const key = KEPT_UP.has(job.kind) && job.state === "done" ? same(job) : `job ${job.id}`;
    const row = rows.get(key);
    if (row) row.count += 1;
    else rows.set(key, { job, count: 1 });
  }
  return [...rows.values()];
}
