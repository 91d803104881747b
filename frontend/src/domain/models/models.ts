/** What is told of a model, as far as these rules need it. */
export interface ModelFacts {
  id: string;
  task: string;
  installed: boolean;
  active: boolean;
  own: boolean;
  bytes: number;
  fetch_bytes: number;
  from_where: readonly string[];
  reason: string | null;
}

/** Models by what they do, in the order given; those of one task stay as they are. */
export function byTask<M extends Pick<ModelFacts, "task">>(models: readonly M[]): [string, M[]][] {
  const tasks = new Map<string, M[]>();
  for (const model of models) {
    const group = tasks.get(model.task);
    if (group) group.push(model);
    else tasks.set(model.task, [model]);
  }
  return [...tasks];
}

/** How a model stands: it works, it lies there, it rests, it could be had, or only from a file. */
export type Standing = "active" | "installed" | "resting" | "offered" | "file" | "barred";

export function standing(model: ModelFacts): Standing {
  if (model.active) return "active";
  if (model.installed) return model.reason === null ? "installed" : "resting";
  if (model.from_where.length === 0) return "file";
  return model.reason === null ? "offered" : "barred";
}

/** What has to be fetched to have it: nothing where it comes with Keepers or out of a folder. */
export const toFetch = ({ from_where, fetch_bytes, bytes }: ModelFacts): number =>
  from_where[0] === "folder" ? 0 : fetch_bytes || bytes;

/** A job on models, as far as it is told. */
export interface ModelJob {
  id: number;
  state: string;
  args_public: Readonly<Record<string, unknown>>;
}

/** What a job is about: ids of models, and whether it is the starter set. */
export function jobAbout({ args_public: args }: ModelJob): { ids: string[]; starter: boolean } {
  const ids = Array.isArray(args["ids"]) ? args["ids"] : [];
  return {
    ids: ids.filter((id): id is string => typeof id === "string"),
    starter: args["set"] === "starter",
  };
}

/** The newest job that concerns a model; one that went wrong counts until a later one is about the same. */
export function jobOf<J extends ModelJob>(
  jobs: readonly J[],
  concerns: (job: J) => boolean,
): J | null {
  let newest: J | null = null;
  for (const job of jobs)
    if (concerns(job) && (newest === null || job.id > newest.id)) newest = job;
  return newest;
}

/** How far it is, 0 to 1; null where that is not known. */
export function far({ done, total }: { done: number; total: number | null }): number | null {
  return total !== null && total > 0 ? Math.min(1, done / total) : null;
}

/**
 * Models of one task, the best first, as those to be seen and those for who asks: what is installed, and what would be
 * better than the one in use; without one in use, the starter models, or else the best.
 */
export function unfolded<M extends ModelFacts & { starter: boolean }>(
  models: readonly M[],
): { seen: M[]; more: M[] } {
  const active = models.findIndex((model) => model.active);
  const starters = models.some(({ starter }) => starter);
  const isSeen = (model: M, at: number) => {
    if (model.installed || model.own) return true;
    if (active >= 0) return at < active;
    return starters ? model.starter && model.from_where.length > 0 : at === 0;
  };
  return {
    seen: models.filter(isSeen),
    more: models.filter((model, at) => !isSeen(model, at)),
  };
}
