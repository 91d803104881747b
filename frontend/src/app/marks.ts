import { createStore } from "zustand/vanilla";
import { api, call, keys, queryClient, type Schemas } from "@/api";
import { i18n } from "@/i18n";
import { change } from "./undo";

type Verdict = "in" | "out" | null;

/**
 * What this page knows of favourites; a change shows everywhere at once. A photo that was never one
 * is not in it, so that it stays small however many photos are looked at.
 */
export const marksStore = createStore<{ favourites: ReadonlyMap<number, boolean> }>(() => ({
  favourites: new Map(),
}));

/** Photos whose change is on its way, with how many changes. What is read meanwhile may be older. */
const sending = new Map<number, number>();

function put(
  ids: readonly number[],
  on: (index: number) => boolean,
  skip: (id: number) => boolean,
) {
  const { favourites } = marksStore.getState();
  const changed = ids.flatMap((id, index) =>
    skip(id) || (favourites.get(id) ?? false) === on(index) ? [] : [[id, on(index)] as const],
  );
  if (changed.length > 0) marksStore.setState({ favourites: new Map([...favourites, ...changed]) });
}

/** Takes in what the server said, where nothing newer is known. */
export const learnFavourites = (ids: readonly number[], on: (index: number) => boolean): void =>
  put(ids, on, (id) => sending.has(id));

export const isFavourite = (id: number): boolean =>
  marksStore.getState().favourites.get(id) ?? false;

function show(ids: readonly number[], value: boolean) {
  put(
    ids,
    () => value,
    () => false,
  );
  for (const id of ids)
    queryClient.setQueryData<Schemas["AssetDto"]>(
      keys.asset(id),
      (asset) => asset && { ...asset, favourite: value },
    );
}

async function send(ids: readonly number[], value: boolean) {
  for (const id of ids) sending.set(id, (sending.get(id) ?? 0) + 1);
  try {
    await call(api.PUT("/api/v1/assets/favourite", { body: { ids: [...ids], value } }));
  } finally {
    for (const id of ids) {
      const left = (sending.get(id) ?? 1) - 1;
      if (left > 0) sending.set(id, left);
      else sending.delete(id);
    }
  }
}

/** Marks photos as favourite, or no longer. Only those that change are named and undone. */
export async function setFavourite(ids: readonly number[], value: boolean): Promise<void> {
  const changing = ids.filter((id) => isFavourite(id) !== value);
  if (changing.length === 0) return;
  const count = changing.length;
  await change({
    label: value
      ? i18n.t("actions:done.favourite", { count })
      : i18n.t("actions:done.unfavourite", { count }),
    apply: () => show(changing, value),
    revert: () => show(changing, !value),
    send: () => send(changing, value),
    sendBack: () => send(changing, !value),
  });
}

/** Locks photos into the picks, or leaves them out of them. */
export async function setVerdict(ids: readonly number[], verdict: "in" | "out"): Promise<void> {
  let before: readonly { id: number; verdict: Verdict }[] = [];
  const tell = (these: readonly number[], value: Verdict) =>
    call(api.PUT("/api/v1/picks/decisions", { body: { ids: [...these], verdict: value } }));
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: keys.picks });
    void queryClient.invalidateQueries({ queryKey: keys.candidates });
    for (const id of ids) void queryClient.invalidateQueries({ queryKey: keys.asset(id) });
  };
  const count = ids.length;
  await change({
    label:
      verdict === "in"
        ? i18n.t("actions:done.in", { count })
        : i18n.t("actions:done.out", { count }),
    apply: () => undefined,
    revert: () => undefined,
    send: async () => {
      before = (await tell(ids, verdict)).previous;
      refresh();
    },
    sendBack: async () => {
      for (const was of ["in", "out", null] as const) {
        const these = before.filter((entry) => entry.verdict === was).map((entry) => entry.id);
        if (these.length > 0) await tell(these, was);
      }
      refresh();
    },
  });
}
