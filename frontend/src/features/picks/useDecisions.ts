import { useTranslation } from "react-i18next";
import type { Loaded, Verdict } from "./candidates";
import { decide } from "./decisions";

/** The ways to decide about photos, each one undoable step. */
export function useDecisions(loaded: Loaded | undefined) {
  const { t } = useTranslation("picks");
  const verdicts = loaded?.verdicts ?? new Map<number, Verdict>();
  const set = (ids: readonly number[], verdict: Verdict | null) => {
    const changing = ids.filter((id) => (verdicts.get(id) ?? null) !== verdict);
    if (changing.length === 0) return;
    const count = changing.length;
    const wasIn = verdicts.get(changing[0] ?? 0) === "in";
    const label =
      verdict === "in"
        ? t("undo.lockIn", { count })
        : verdict === "out"
          ? t("undo.leaveOut", { count })
          : wasIn
            ? t("undo.unlock", { count })
            : t("undo.restore", { count });
    void decide(label, new Map(changing.map((id) => [id, verdict])), verdicts);
  };
  return {
    set,
    lock: (id: number) => set([id], verdicts.get(id) === "in" ? null : "in"),
    leaveOut: (id: number) => set([id], "out"),
    swap: (from: number, to: number) =>
      void decide(
        t("undo.swap"),
        new Map<number, Verdict>([
          [to, "in"],
          [from, "out"],
        ]),
        verdicts,
      ),
  };
}

export type Decisions = ReturnType<typeof useDecisions>;
