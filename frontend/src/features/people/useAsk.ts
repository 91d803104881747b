import { Check, CircleHelp, UserX, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useActions } from "@/actions/registry";
import { i18n } from "@/i18n";
import { answer } from "./acts";
import type { Question, Verdict } from "./answers";
import { useQuestions } from "./queries";

const t = i18n.getFixedT(null, "people");

/** What may be answered to a kind of question. To "Is this a face?" a no says all. */
export const verdictsOf = (kind: Question["kind"]): readonly Verdict[] =>
  kind === "face" ? ["yes", "no", "unsure"] : ["yes", "no", "unsure", "not_a_face"];

/** The one question that is asked now, the keys that answer it, and how many are left. */
export function useAsk() {
  const { questions, left, loaded } = useQuestions();
  const question = questions[0] ?? null;
  const held = useRef(false);
  useEffect(() => {
    const free = () => {
      held.current = false;
    };
    window.addEventListener("keyup", free);
    return () => window.removeEventListener("keyup", free);
  }, []);
  const say = (verdict: Verdict) => {
    if (question && verdictsOf(question.kind).includes(verdict)) void answer(question, verdict);
  };
  // A key that is held down answers one question, not all.
  const press = (verdict: Verdict) => {
    if (!held.current) say(verdict);
    held.current = true;
  };
  const here = () => question !== null;
  useActions([
    {
      id: "people.yes",
      group: "edit",
      icon: Check,
      keys: ["y"],
      title: () => t("actions.yes"),
      when: here,
      run: () => press("yes"),
    },
    {
      id: "people.no",
      group: "edit",
      icon: X,
      keys: ["n"],
      title: () => t("actions.no"),
      when: here,
      run: () => press("no"),
    },
    {
      id: "people.unsure",
      group: "edit",
      icon: CircleHelp,
      keys: ["u"],
      title: () => t("actions.unsure"),
      when: here,
      run: () => press("unsure"),
    },
    {
      id: "people.notAFace",
      group: "edit",
      icon: UserX,
      keys: ["x"],
      title: () => t("actions.notAFace"),
      when: () => question !== null && question.kind !== "face",
      run: () => press("not_a_face"),
    },
  ]);
  return { question, left, loaded, say };
}
