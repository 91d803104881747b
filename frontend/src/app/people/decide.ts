import { keys, queryClient, type Schemas } from "@/api";
import { change } from "@/app/undo";
import { peopleCalls } from "./calls";

type Done = Schemas["PeopleDone"];

interface Decision {
  /** What was done, in the past: "Named Theo". */
  label: string;
  /** Each is one operation of the server's; together they are one step. */
  steps: readonly (() => Promise<Done>)[];
  /** Shows it at once, and how it was. */
  show?: { apply: () => void; revert: () => void };
}

const NOTHING = { apply: () => undefined, revert: () => undefined };

/** All that may show who is who is asked for again: the names are in the words of photos, too. */
function refresh() {
  void queryClient.invalidateQueries({ queryKey: keys.people });
  void queryClient.invalidateQueries({ queryKey: keys.assets });
  void queryClient.invalidateQueries({ queryKey: keys.described });
}

async function thenRefresh(act: () => Promise<void>) {
  try {
    await act();
  } finally {
    refresh();
  }
}

/**
 * Decides something about people, undoable as one step. Returns what the server answered to the last of the steps;
 * null when it did not keep them, which was said then.
 */
export async function decide({ label, steps, show = NOTHING }: Decision): Promise<Done | null> {
  let done: readonly Done[] | null = null;
  const operations = () => (done ?? []).flatMap(({ operation }) => operation ?? []);
  const kept = await change({
    label,
    ...show,
    send: () =>
      thenRefresh(async () => {
        if (done !== null) {
          for (const operation of operations()) await peopleCalls.redo(operation);
          return;
        }
        const answers: Done[] = [];
        try {
          for (const step of steps) answers.push(await step());
        } catch (error) {
          // The steps before it belong to it: all or none.
          for (const { operation } of answers.reverse())
            if (operation !== null) await peopleCalls.undo(operation);
          throw error;
        }
        done = answers;
      }),
    sendBack: () =>
      thenRefresh(async () => {
        for (const operation of operations().toReversed()) await peopleCalls.undo(operation);
      }),
  });
  const answers = done as readonly Done[] | null;
  return kept ? (answers?.at(-1) ?? null) : null;
}
