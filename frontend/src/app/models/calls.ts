/** What is asked of the server about models, each in one call. */
import { api, call, keys, queryClient, type Schemas } from "@/api";

type Models = Schemas["ModelsDto"];
type Own = Schemas["OwnAsk"];
const jobPath = (job_id: number) => ({ params: { path: { job_id } } });

/** What a job is about, for those of this page: it is known before the server tells. */
const asked = new Map<number, readonly string[]>();
export const askedFor = (job: number): readonly string[] => asked.get(job) ?? [];

async function started(ids: readonly string[], answer: Promise<Schemas["JobStarted"]>) {
  const { job_id } = await answer;
  asked.set(job_id, ids);
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.models }),
    queryClient.invalidateQueries({ queryKey: keys.jobs }),
  ]);
  return job_id;
}

async function settled(answer: Promise<Models>): Promise<Models> {
  const models = await answer;
  queryClient.setQueryData<Models>([...keys.models], models);
  return models;
}

export const STARTER = "starter";

export const modelCalls = {
  install: (ids: readonly string[], handle: string | null = null) =>
    started(ids, call(api.POST("/api/v1/models/install", { body: { ids: [...ids], handle } }))),
  installStarter: (handle: string | null = null) =>
    started(
      [STARTER],
      call(api.POST("/api/v1/models/install", { body: { set: STARTER, handle } })),
    ),
  remove: (model_id: string, purge: boolean) =>
    call(
      api.DELETE("/api/v1/models/{model_id}", {
        params: { path: { model_id }, query: { purge } },
      }),
    ),
  use: (task: Schemas["UseAsk"]["task"], id: string | null) =>
    settled(call(api.POST("/api/v1/models/use", { body: { task, id } }))),
  verify: (ids: readonly string[] | null = null) =>
    started(
      [],
      call(api.POST("/api/v1/models/verify", { body: { ids: ids === null ? null : [...ids] } })),
    ),
  change: (body: Schemas["ModelsPatch"]) => settled(call(api.PATCH("/api/v1/models", { body }))),
  files: (handle: string) =>
    call(api.GET("/api/v1/models/files", { params: { query: { handle } } })),
  importFile: (handle: string, name: string, own: Own | null) =>
    started([], call(api.POST("/api/v1/models/import", { body: { handle, name, own } }))),
  pause: (job: number) => call(api.POST("/api/v1/jobs/{job_id}/pause", jobPath(job))),
  resume: (job: number) => call(api.POST("/api/v1/jobs/{job_id}/resume", jobPath(job))),
  cancel: (job: number) => call(api.POST("/api/v1/jobs/{job_id}/cancel", jobPath(job))),
  retry: (job: number) => call(api.POST("/api/v1/jobs/{job_id}/retry", jobPath(job))),
};
