import { useQuery } from "@tanstack/react-query";
import { api, call, keys, type Schemas } from "@/api";

/** The newest attempt to make the sample photos, while there is nothing else to see; null for none. */
export function useDemoJob(asked: boolean): Schemas["JobDto"] | null {
  const { data } = useQuery({
    queryKey: [...keys.jobs, "demo"],
    queryFn: () =>
      call(
        api.GET("/api/v1/jobs", {
          params: { query: { limit: 50, state: "queued,running,paused,failed" } },
        }),
      ),
    enabled: asked,
  });
  if (!asked) return null;
  return data?.jobs.find((job) => job.kind === "demo") ?? null;
}
