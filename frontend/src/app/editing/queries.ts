import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { keys } from "@/api";
import type { DateOp } from "./answers";
import { calls } from "./calls";

/** Keywords that begin so, the most used first. */
export const keywordsQuery = (prefix: string, limit = 8) =>
  queryOptions({
    queryKey: [...keys.described, "keywords", prefix, limit],
    queryFn: () => calls.keywords(prefix, limit),
    placeholderData: keepPreviousData,
  });

/** Places of a name, in the language given where it is known. */
export const placesQuery = (words: string, language: string) =>
  queryOptions({
    queryKey: ["places", words, language],
    queryFn: () => calls.places(words.slice(0, 100), language),
    enabled: words.trim().length > 1,
    placeholderData: keepPreviousData,
  });

/** Who says what of a photo. */
export const saidQuery = (id: number) =>
  queryOptions({ queryKey: [...keys.asset(id), "said"], queryFn: () => calls.said(id) });

/** How many changes wait to be written, could not be, or were changed elsewhere too. */
export const writingQuery = queryOptions({
  queryKey: [...keys.described, "state"],
  queryFn: calls.state,
});

/** Fields that a person and another program changed. */
export const conflictsQuery = queryOptions({
  queryKey: [...keys.described, "conflicts"],
  queryFn: calls.conflicts,
});

/** What photos have in common. Asked anew each time: much may have happened since. */
export const inCommonQuery = (ids: readonly number[]) =>
  queryOptions({
    queryKey: [...keys.described, "common", ids],
    queryFn: () => calls.inCommon(ids),
    gcTime: 0,
    staleTime: 0,
  });

/** What repairing dates would do; nothing is changed by asking. */
export const datesPlanQuery = (ids: readonly number[], op: DateOp | null) =>
  queryOptions({
    queryKey: [...keys.described, "dates", ids, op],
    queryFn: () => (op === null ? Promise.reject(new Error()) : calls.planDates(ids, op)),
    enabled: op !== null,
    gcTime: 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
