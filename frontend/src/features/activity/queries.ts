import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, call, keys, queryClient, useEvent, type Schemas } from "@/api";

export type Job = Schemas["JobDto"];
type JobList = Schemas["JobList"];

const LIVE = "queued,running,paused";
const OVER = "done,failed,cancelled";
const PAGE = 50;

const liveKey = [...keys.jobs, "live"] as const;
const overKey = [...keys.jobs, "over"] as const;

/** Jobs that are not over, and whether all is paused; each change shows as it is told. */
export function useLiveJobs() {
  useEvent("job", (job) => {
    queryClient.setQueryData<JobList>(liveKey, (list) => {
      if (!list) return list;
      const alive = job.state === "queued" || job.state === "running" || job.state === "paused";
      const rest = list.jobs.filter((one) => one.id !== job.id);
      return { ...list, jobs: alive ? [...rest, job].sort((a, b) => b.id - a.id) : rest };
    });
  });
  return useQuery({
    queryKey: liveKey,
    queryFn: () =>
      call(api.GET("/api/v1/jobs", { params: { query: { limit: 200, state: LIVE } } })),
  });
}

/** Jobs that are over, newest first, a page at a time. */
export function useFinishedJobs() {
  return useInfiniteQuery({
    queryKey: overKey,
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      call(
        api.GET("/api/v1/jobs", {
          params: {
            query: {
              limit: PAGE,
              state: OVER,
              ...(pageParam === undefined ? {} : { before: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: (last) => (last.jobs.length < PAGE ? undefined : last.jobs.at(-1)?.id),
  });
}

/** Files that could not be read, a page at a time. */
export function useProblems() {
  return useInfiniteQuery({
    queryKey: keys.problems,
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      call(api.GET("/api/v1/problems", { params: { query: { after: pageParam, limit: 100 } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useRoots() {
  return useQuery({ queryKey: keys.roots, queryFn: () => call(api.GET("/api/v1/roots")) });
}

export const refreshJobs = () => queryClient.invalidateQueries({ queryKey: keys.jobs });
