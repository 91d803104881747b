import { Maximize2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { FacePicture } from "@/app/people/FacePicture";
import { Button, keyCaps } from "@/ui";
import { AskReason } from "./AskReason";
import { answerWords, askDates, askTitle, VERDICT_KEYS } from "./askWords";
import { useAsk, verdictsOf } from "./useAsk";

/** One easy question beside the people. It is not there while there is nothing to ask. */
export function AskCard() {
  const { t } = useTranslation("people");
  const { question, left, say } = useAsk();
  if (!question) return null;
  return (
    <section className="ask" aria-label={t("review.name")}>
      <p className="ink-3 t-12 num">{t("review.left", { count: left })}</p>
      <h2 className="t-20" aria-live="polite">
        {askTitle(t, question)}
      </h2>
      <div className="pair">
        <FacePicture face={question.face.id} name="" size={124} />
        {question.other && <FacePicture face={question.other.id} name="" size={124} />}
      </div>
      <p className="ink-2">
        <AskReason question={question} />
      </p>
      <p className="ink-3 t-12 num">{askDates(t, question)}</p>
      <div className="answers">
        {verdictsOf(question.kind).map((verdict) => (
          <Button
            key={verdict}
            size="lg"
            look={verdict === "yes" ? "primary" : "plain"}
            keys={VERDICT_KEYS[verdict]}
            onClick={() => say(verdict)}
          >
            {answerWords(t, question.kind, verdict)}
          </Button>
        ))}
      </div>
      <p className="t-12 ink-3">{t("review.undoHint", { keys: keyCaps("mod+z") })}</p>
      <Link className="link t-12" to="/people/review">
        <Maximize2 className="icon s14" aria-hidden />
        {t("review.larger", { count: question.other ? 2 : 1 })}
      </Link>
    </section>
  );
}
