import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, call, keys, queryClient, useEvent, type Schemas } from "@/api";
import type { GridPhoto } from "@/app/photos/PhotoGrid";
import { dayOf, emptyColumns, setHash, type Candidates } from "@/domain/rerank";

export type Verdict = "in" | "out";

/** A photo in the grid of picks. */
export interface PickPhoto extends GridPhoto {
  lockedIn: boolean;
}

/** What there is to pick from, ready for the worker and for drawing. */
export interface Loaded {
  scope: string;
  columns: Candidates;
  ratios: readonly number[];
  placeholders: readonly (string | null)[];
  /** Where a photo stands in the columns. */
  at: ReadonlyMap<number, number>;
  verdicts: Map<number, Verdict>;
  days: number;
  months: number;
}

export const candidatesKey = (scope: string) => [...keys.candidates, scope] as const;

function bytes(base64: string): Uint8Array {
  const text = atob(base64);
  const result = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) result[i] = text.charCodeAt(i);
  return result;
}

/** Turns the lists of the server into columns. */
export function load(dto: Schemas["CandidatesDto"]): Loaded {
  const columns = emptyColumns(dto.ids.length);
  const at = new Map<number, number>();
  const verdicts = new Map<number, Verdict>();
  const days = new Set<number>();
  const months = new Set<string>();
  const colours = bytes(dto.colour);
  columns.colours.set(colours.subarray(0, columns.colours.length));
  dto.ids.forEach((id, i) => {
    const time = dto.times[i] ?? 0;
    at.set(id, i);
    columns.ids[i] = id;
    columns.times[i] = time;
    columns.timeSure[i] = dto.time_sure[i] === true ? 1 : 0;
    columns.sharpness[i] = dto.sharpness[i] ?? NaN;
    columns.light[i] = dto.light[i] ?? NaN;
    columns.composition[i] = dto.composition[i] ?? NaN;
    columns.blank[i] = dto.blank[i] === true ? 1 : 0;
    columns.stacks[i] = dto.stack_ids[i] ?? NaN;
    columns.hasColour[i] = colours.length >= i * 48 + 48 ? 1 : 0;
    const hash = dto.dhash[i];
    if (hash) setHash(columns, i, hash);
    const verdict = dto.picks[i];
    if (verdict) verdicts.set(id, verdict);
    if (dto.time_sure[i] === true) {
      const day = dayOf(time);
      if (!days.has(day)) {
        days.add(day);
        months.add(new Date(time).toISOString().slice(0, 7));
      }
    }
  });
  return {
    scope: dto.scope,
    columns,
    ratios: dto.ratios,
    placeholders: dto.placeholders,
    at,
    verdicts,
    days: days.size,
    months: months.size,
  };
}

async function fetchCandidates(scope: string): Promise<Loaded> {
  const began = performance.now();
  const overlay = asking();
  const dto = await call(api.GET("/api/v1/picks/candidates", { params: { query: { scope } } }));
  const loaded = load(dto);
  overlay(loaded);
  tookMs = performance.now() - began;
  return loaded;
}

let tookMs = 0;
const SOONEST_MS = 1_500;
// Loading may take up at most about a tenth of the time while photos are still being looked at.
const MEASURE = 10;

/** The candidates of a scope, refreshed in measure while work goes on. */
export function useCandidates(scope: string) {
  const query = useQuery({
    queryKey: candidatesKey(scope),
    queryFn: () => fetchCandidates(scope),
    // The picks shown stay until those of another part of the library are there.
    placeholderData: keepPreviousData,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refresh = (soon: boolean) => {
    if (soon) clearTimeout(timer.current);
    else if (timer.current !== undefined) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        void queryClient.invalidateQueries({ queryKey: keys.candidates });
      },
      soon ? 50 : Math.max(SOONEST_MS, tookMs * MEASURE),
    );
  };
  useEvent("assets", () => refresh(false));
  useEvent("stacks", () => refresh(false));
  useEvent("resync", () => refresh(true));
  useEvent("decisions", ({ ids }) => {
    if (!ids.every((id) => ours.delete(id))) refresh(true);
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return query;
}

/** Photos this page has just decided on itself; their events tell it nothing new. */
const ours = new Set<number>();

/**
 * Decisions of this page, and the turn in which the server had taken them in (null: on their way).
 * Candidates asked for before that turn come without them.
 */
const held = new Map<number, { verdict: Verdict | null; known: number | null }>();
let turn = 0;

/** Call it when candidates are asked for, and what it returns on the answer. */
export function asking(): (loaded: Loaded) => void {
  const asked = (turn += 1);
  return (loaded) => {
    for (const [id, { verdict, known }] of held)
      if (known === null || known > asked) setVerdict(loaded, id, verdict);
  };
}

/** Keeps decisions over answers that are older. Call what it returns once the server answered. */
export function holdVerdicts(
  changes: ReadonlyMap<number, Verdict | null>,
): (kept: boolean) => void {
  const mine = [...changes].map(([id, verdict]) => [id, { verdict, known: null }] as const);
  for (const [id, entry] of mine) held.set(id, entry);
  return (kept) => {
    turn += 1;
    for (const [id, entry] of mine) {
      // A newer decision about the same photo stands for itself.
      if (held.get(id) !== entry) continue;
      if (kept) held.set(id, { ...entry, known: turn });
      else held.delete(id);
    }
  };
}

function setVerdict({ at, verdicts }: Loaded, id: number, verdict: Verdict | null): void {
  if (!at.has(id)) return;
  if (verdict === null) verdicts.delete(id);
  else verdicts.set(id, verdict);
}

/** Shows decisions in every scope that is loaded; null takes a decision away. */
export function showVerdicts(changes: ReadonlyMap<number, Verdict | null>): void {
  queryClient.setQueriesData<Loaded>({ queryKey: keys.candidates }, (loaded) => {
    if (!loaded) return loaded;
    const next = { ...loaded, verdicts: new Map(loaded.verdicts) };
    for (const [id, verdict] of changes) setVerdict(next, id, verdict);
    return next;
  });
}

export function expectEcho(ids: Iterable<number>): void {
  for (const id of ids) ours.add(id);
}
