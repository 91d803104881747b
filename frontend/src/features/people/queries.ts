import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { keys, queryClient } from "@/api";
import type { Person } from "./answers";
import { calls, type List } from "./calls";
import { photosOf } from "./photoRows";
import { reachedOnce } from "./sections";
import { wishedFaces, wishedPeople, wishedQuestions, wishStore } from "./wishes";

const FIRST = null as string | null;

const listQuery = (list: List) =>
  infiniteQueryOptions({
    queryKey: [...keys.people, "list", list],
    queryFn: ({ pageParam }) => calls.list(list, pageParam),
    initialPageParam: FIRST,
    getNextPageParam: ({ next }) => next,
  });

/** Those with a name, as far as they were asked for already. */
export const knownPeople = (): Person[] =>
  (["people", "pets"] as const)
    .flatMap((list) => queryClient.getQueryData(listQuery(list).queryKey)?.pages ?? [])
    .flatMap((page) => page.people)
    .filter(({ name }) => name !== "");

const personQuery = (id: number) =>
  queryOptions({ queryKey: [...keys.people, "one", id], queryFn: () => calls.person(id) });

const facesQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: [...keys.people, "faces", id],
    queryFn: ({ pageParam }) => calls.faces(id, pageParam),
    initialPageParam: FIRST,
    getNextPageParam: ({ next }) => next,
  });

const photosQuery = (ids: readonly number[]) =>
  infiniteQueryOptions({
    queryKey: [...keys.people, "photos", ...ids],
    queryFn: ({ pageParam }) => calls.photos(ids, pageParam),
    initialPageParam: FIRST,
    getNextPageParam: ({ next }) => next,
  });

export const stateQuery = queryOptions({
  queryKey: [...keys.people, "state"],
  queryFn: calls.state,
});

export const togetherQuery = (id: number) =>
  queryOptions({ queryKey: [...keys.people, "together", id], queryFn: () => calls.together(id) });

export const yearsQuery = (id: number) =>
  queryOptions({ queryKey: [...keys.people, "years", id], queryFn: () => calls.years(id) });

const reviewQuery = queryOptions({
  queryKey: [...keys.people, "review"],
  queryFn: calls.review,
});

const useWishes = () => useStore(wishStore, ({ wishes }) => wishes);

/**
 * The people of a list, as they will be. Pages come by themselves until only those seen once are left;
 * `more` asks for those.
 */
export function usePeople(list: List, enabled = true) {
  const query = useInfiniteQuery({ ...listQuery(list), enabled });
  const wishes = useWishes();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const people = useMemo(() => {
    const all = (data?.pages ?? []).flatMap((page) => page.people);
    const wished = wishedPeople(all, wishes);
    return list === "hidden"
      ? wished.filter(({ hidden }) => hidden === "everywhere")
      : wished.filter(({ hidden }) => list === "unsure" || hidden !== "everywhere");
  }, [data, wishes, list]);
  const wanted = hasNextPage && !reachedOnce(people);
  useEffect(() => {
    if (wanted && !isFetchingNextPage) void fetchNextPage();
  }, [wanted, isFetchingNextPage, fetchNextPage]);
  return {
    people,
    loaded: data !== undefined,
    error: query.error,
    again: () => void query.refetch(),
    more: hasNextPage ? () => void fetchNextPage() : null,
  };
}

/** One person, as they will be; null while unknown. */
export function usePerson(id: number) {
  const query = useQuery(personQuery(id));
  const wishes = useWishes();
  const person = useMemo<Person | null>(
    () => (query.data ? (wishedPeople([query.data], wishes)[0] ?? null) : null),
    [query.data, wishes],
  );
  return { person, error: query.error, again: () => void query.refetch() };
}

/** The faces of a person, newest photo first; more of them with `more`. */
export function useFaces(id: number, enabled: boolean) {
  const query = useInfiniteQuery({ ...facesQuery(id), enabled });
  const wishes = useWishes();
  const faces = useMemo(
    () =>
      wishedFaces(
        (query.data?.pages ?? []).flatMap((page) => page.faces),
        wishes,
      ),
    [query.data, wishes],
  );
  return {
    faces,
    loaded: query.data !== undefined,
    more: query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null,
  };
}

/** The photos that show all of these people, newest first; all pages, one after the other. */
export function usePhotos(ids: readonly number[]) {
  const query = useInfiniteQuery({ ...photosQuery(ids), enabled: ids.length > 0 });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const photos = useMemo(() => photosOf(data?.pages ?? []), [data]);
  return {
    photos,
    total: data?.pages[0]?.total ?? null,
    error: query.error,
    again: () => void query.refetch(),
  };
}

/** The questions nobody has answered, and how many they are in all. */
export function useQuestions() {
  const query = useQuery(reviewQuery);
  const wishes = useWishes();
  return useMemo(() => {
    const asked = query.data?.questions ?? [];
    const questions = wishedQuestions(asked, wishes);
    const left = (query.data?.left ?? 0) - (asked.length - questions.length);
    return { questions, left: Math.max(questions.length, left), loaded: query.data !== undefined };
  }, [query.data, wishes]);
}
