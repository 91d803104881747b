import { keys, queryClient, type Schemas } from "@/api";
import { toast } from "@/app/toasts";
import { change } from "@/app/undo";
import { changed, type FieldChange } from "@/domain/editing/changes";
import { i18n } from "@/i18n";
import type { Asset } from "./answers";
import { calls } from "./calls";

type Applied = Schemas["AppliedDto"];

/** Changes on their way, by photo. What is read meanwhile may be older. */
const sending = new Map<number, number>();

const known = (id: number) => queryClient.getQueryData<Asset>(keys.asset(id));

/** All that may show what was changed is asked for again, photos of which nothing more is on its way. */
function refresh(ids: readonly number[]) {
  for (const id of ids)
    if (!sending.has(id)) void queryClient.invalidateQueries({ queryKey: keys.asset(id) });
  void queryClient.invalidateQueries({ queryKey: keys.described });
}

async function during(ids: readonly number[], act: () => Promise<unknown>) {
  for (const id of ids) sending.set(id, (sending.get(id) ?? 0) + 1);
  try {
    await act();
  } finally {
    for (const id of ids) {
      const left = (sending.get(id) ?? 1) - 1;
      if (left > 0) sending.set(id, left);
      else sending.delete(id);
    }
    refresh(ids);
  }
}

/** What of the photos on this page a change touches, before and after it. */
function shown(ids: readonly number[], changes: readonly FieldChange[]) {
  const parts = ids.flatMap((id) => {
    const before = known(id);
    if (!before) return [];
    const after = changed(before, changes);
    const touched = (Object.keys(after) as (keyof Asset)[]).filter(
      (name) => after[name] !== before[name],
    );
    const of = (asset: Asset) => Object.fromEntries(touched.map((name) => [name, asset[name]]));
    return [{ id, before: of(before), after: of(after) }];
  });
  const put = (which: "before" | "after") => {
    for (const part of parts) {
      // An answer that is still on its way is older than this.
      void queryClient.cancelQueries({ queryKey: keys.asset(part.id) });
      queryClient.setQueryData<Asset>(
        keys.asset(part.id),
        (asset) => asset && { ...asset, ...part[which] },
      );
    }
  };
  return { apply: () => put("after"), revert: () => put("before") };
}

/** Says of how many photos nothing was changed; of those that were so already nothing is said. */
function tellSkipped(applied: readonly Applied[]) {
  const count = new Set(
    applied
      .flatMap(({ skipped }) => skipped.filter(({ code }) => code !== "same"))
      .map(({ id }) => id),
  ).size;
  if (count > 0) toast(i18n.t("editing:skipped", { count }), { id: "skipped" });
}

const NOTHING = { apply: () => undefined, revert: () => undefined };

interface Operation {
  /** What was done, in the past. */
  label: string;
  ids: readonly number[];
  /** Each is one operation of the server's; together they are one step. */
  steps: readonly (() => Promise<Applied>)[];
  /** Shows it at once, and how it was. */
  show?: { apply: () => void; revert: () => void };
}

/** Does what the server keeps as operations, undoable as one. Returns whether the server kept it. */
export function operate({ label, ids, steps, show = NOTHING }: Operation): Promise<boolean> {
  let done: readonly number[] | null = null;
  return change({
    label,
    ...show,
    send: () =>
      during(ids, async () => {
        if (done !== null) {
          for (const operation of done) await calls.redo(operation);
          return;
        }
        const applied: Applied[] = [];
        for (const step of steps) applied.push(await step());
        done = applied.flatMap(({ operation }) => (operation === null ? [] : [operation]));
        tellSkipped(applied);
      }),
    sendBack: () =>
      during(ids, async () => {
        for (const operation of done?.toReversed() ?? []) await calls.undo(operation);
      }),
  });
}

/** Changes photos, at once on this page and undoable. `label`: what was done, in the past. */
export const edit = (
  label: string,
  ids: readonly number[],
  changes: readonly FieldChange[],
): Promise<boolean> =>
  operate({ label, ids, steps: [() => calls.edit(ids, changes)], show: shown(ids, changes) });
