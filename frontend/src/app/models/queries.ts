import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, call, keys, queryClient, useEvent, type Schemas } from "@/api";

export type Model = Schemas["ModelDto"];
export type Models = Schemas["ModelsDto"];
export type Job = Schemas["JobDto"];

/** Every model there is, and what was decided of them. */
export const modelsQuery = queryOptions({
  queryKey: keys.models,
  queryFn: () => call(api.GET("/api/v1/models")),
});

const jobsKey = [...keys.jobs, "models"] as const;

/** Jobs on models, those that are over too; each change shows as it is told. */
export function useModelJobs(): readonly Job[] {
  useEvent("job", (job) => {
    if (job.kind !== "models") return;
    queryClient.setQueryData<readonly Job[]>(jobsKey, (jobs) =>
      jobs ? [job, ...jobs.filter(({ id }) => id !== job.id)] : jobs,
    );
    if (job.finished_at !== null) void queryClient.invalidateQueries({ queryKey: keys.models });
  });
  const { data } = useQuery({
    queryKey: jobsKey,
    queryFn: async () => {
      const { jobs } = await call(api.GET("/api/v1/jobs", { params: { query: { limit: 200 } } }));
      return jobs.filter(({ kind }) => kind === "models");
    },
  });
  return data ?? [];
}
