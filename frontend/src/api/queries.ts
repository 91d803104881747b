import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors";
import { onEvent } from "./events";
import { keys } from "./keys";

/** The cache. Events say what is old, so nothing is asked for again only because time passed. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: "always",
      retry: (count, error) =>
        error instanceof ApiError && (error.offline || error.status >= 500) && count < 3,
    },
    mutations: { networkMode: "always" },
  },
});

const old = (key: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey: key });

/** Old, but asked for again only when its screen is opened next; an open screen sees to it itself. */
const oldLater = (key: readonly unknown[]) =>
  void queryClient.invalidateQueries({ queryKey: key, refetchType: "none" });

/** Runs at most once in `ms`, and once more after a burst. */
function calmly(ms: number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      run();
    }, ms);
  };
}

/** Marks cached answers old as the server says so; returns what stops it. */
export function followInvalidation(): () => void {
  const jobs = calmly(400, () => {
    old(keys.jobs);
    old(keys.status);
  });
  const assets = calmly(800, () => {
    old(keys.timeline);
    old(keys.status);
    old(keys.roots);
    old(keys.picks);
    old(keys.problems);
    old(keys.assets);
    oldLater(keys.candidates);
  });
  const people = calmly(400, () => old(keys.people));
  const stops = [
    onEvent("job", jobs),
    // A scan says when a folder was looked through, also when it found nothing new.
    onEvent("job", ({ kind, finished_at }) => {
      if (kind === "scan" && finished_at !== null) old(keys.roots);
    }),
    onEvent("assets", assets),
    onEvent("stacks", assets),
    onEvent("root", () => {
      old(keys.roots);
      old(keys.status);
      old(keys.assets);
    }),
    onEvent("decisions", ({ ids }) => {
      for (const id of ids) old(keys.asset(id));
      oldLater(keys.candidates);
    }),
    onEvent("metadata", ({ ids }) => {
      for (const id of ids) old(keys.asset(id));
      if (ids.length === 0) old(keys.assets);
      old(keys.described);
    }),
    onEvent("people", people),
    onEvent("faces", people),
    onEvent("models", () => {
      old(keys.models);
      people();
    }),
    onEvent("resync", () => void queryClient.invalidateQueries()),
  ];
  return () => stops.forEach((stop) => stop());
}
