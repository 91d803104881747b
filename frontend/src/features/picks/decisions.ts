import { change } from "@/app/undo";
import { api, call, keys, queryClient } from "@/api";
import { expectEcho, holdVerdicts, showVerdicts, type Verdict } from "./candidates";

type Choice = Verdict | null;

async function put(choices: ReadonlyMap<number, Choice>): Promise<void> {
  expectEcho(choices.keys());
  const kept = holdVerdicts(choices);
  try {
    for (const verdict of ["in", "out", null] as const) {
      const ids = [...choices].filter(([, choice]) => choice === verdict).map(([id]) => id);
      if (ids.length > 0)
        await call(api.PUT("/api/v1/picks/decisions", { body: { ids, verdict } }));
    }
    kept(true);
  } catch (error) {
    kept(false);
    throw error;
  }
  for (const id of choices.keys()) void queryClient.invalidateQueries({ queryKey: keys.asset(id) });
}

/** Decides about photos: shown at once, kept by the server, taken back with Undo as one step. */
export function decide(
  label: string,
  choices: ReadonlyMap<number, Choice>,
  before: ReadonlyMap<number, Verdict>,
): Promise<boolean> {
  const old = new Map<number, Choice>(
    [...choices.keys()].map((id) => [id, before.get(id) ?? null]),
  );
  return change({
    label,
    apply: () => showVerdicts(choices),
    revert: () => showVerdicts(old),
    send: () => put(choices),
    sendBack: () => put(old),
  });
}
