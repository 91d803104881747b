import { useEffect, useRef, useState } from "react";
import { startReranker, type PickParams, type Reranker, type Selection } from "@/domain/rerank";
import type { Loaded } from "./candidates";
import type { Wish } from "./wish";

export interface Ranked {
  selection: Selection;
  /** What it was worked out for. */
  params: PickParams;
  scope: string;
}

/** The question the worker is asked. */
export function paramsOf(wish: Wish, verdicts: Loaded["verdicts"]): PickParams {
  const lockedIn: number[] = [];
  const leftOut: number[] = [];
  for (const [id, verdict] of verdicts) (verdict === "in" ? lockedIn : leftOut).push(id);
  const { n, sliders, variety, perDay, balanceMonths, onePerStack } = wish;
  return { n, sliders, variety, perDay, balanceMonths, onePerStack, lockedIn, leftOut };
}

/** Picks for the wish, worked out beside the page; the last ones stay until newer ones come. */
export function useSelection(
  loaded: Loaded | undefined,
  wish: Wish,
): { ranked: Ranked | null; broken: boolean } {
  const reranker = useRef<Reranker>(null);
  const scope = useRef("");
  const [ranked, setRanked] = useState<Ranked | null>(null);
  const [broken, setBroken] = useState(false);
  const columns = loaded?.columns;
  const of = loaded?.scope;
  const verdicts = loaded?.verdicts;

  useEffect(() => {
    const started = startReranker(
      ({ selection, params }) => {
        setBroken(false);
        setRanked({ selection, params, scope: scope.current });
      },
      () => setBroken(true),
    );
    reranker.current = started;
    return () => started.close();
  }, []);

  useEffect(() => {
    if (!columns || of === undefined) return;
    scope.current = of;
    reranker.current?.setCandidates(columns);
  }, [columns, of]);

  useEffect(() => {
    if (verdicts) reranker.current?.choose(paramsOf(wish, verdicts));
  }, [wish, verdicts, columns]);

  return { ranked, broken };
}
