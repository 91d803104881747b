import { createStore } from "zustand/vanilla";
import { api, call, keys, queryClient, type Schemas } from "@/api";
import { i18n } from "@/i18n";
import { change } from "./undo";

type Verdict = "in" | "out" | null;

/** What this page knows of favourites; a change shows everywhere at once. */
export const marksStore = createStore<{ favourites: ReadonlyMap<number, boolean> }>(() => ({
  favourites: new Map(),
}));

/** Takes in what the server said, where nothing newer is known. */
export function learnFavourites(ids: readonly number[], on: (index: number) => boolean): void {
  const favourites = new Map(marksStore.getState().favourites);
  ids.forEach((id, index) => favourites.set(id, on(index)));
  marksStore.setState({ favourites });
}

export const isFavourite = (id: number): boolean =>
  marksStore.getState().favourites.get(id) ?? false;

function show(ids: readonly number[], value: boolean) {
  learnFavourites(ids, () => value);
  for (const id of ids)
    queryClient.setQueryData<Schemas["AssetDto"]>(
      keys.asset(id),
      (asset) => asset && { ...asset, favourite: value },
    );
}

const send = (ids: readonly number[], value: boolean) =>
  call(api.PUT("/api/v1/assets/favourite", { body: { ids: [...ids], value } }));

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
  const put = (these: readonly number[], value: Verdict) =>
    call(api.PUT("/api/v1/picks/decisions", { body: { ids: [...these], verdict: value } }));
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: keys.picks });
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
      before = (await put(ids, verdict)).previous;
      refresh();
    },
    sendBack: async () => {
      for (const was of ["in", "out", null] as const) {
        const these = before.filter((entry) => entry.verdict === was).map((entry) => entry.id);
        if (these.length > 0) await put(these, was);
      }
      refresh();
    },
  });
}
