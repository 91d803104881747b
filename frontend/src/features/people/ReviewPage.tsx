import { ArrowLeft, CircleCheck, Undo2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { media } from "@/api";
import { fixedSequence, photoPath, setSequence } from "@/app/sequence";
import { undoLast } from "@/app/undo";
import { Button, EmptyState, keyCaps, Thumb, Toolbar } from "@/ui";
import type { Face, Question } from "./answers";
import { answerWords, askDates, askTitle, dayOf, faceWords, VERDICT_KEYS } from "./askWords";
import { AskReason } from "./AskReason";
import { LargeFace } from "./LargeFace";
import { useAsk, verdictsOf } from "./useAsk";
import { questionKey } from "./wishes";

/** A face, and beneath it the photo it comes from with the face marked. */
function Side({ question, face, second }: { question: Question; face: Face; second: boolean }) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const [left = 0, top = 0, width = 0, height = 0] = face.box;
  const part = (value: number) => `${value * 100}%`;
  const open = () => {
    setSequence(fixedSequence("/people/review", [face.asset_id]));
    void navigate(photoPath(face.asset_id));
  };
  return (
    <figure className="side">
      <div role="img" aria-label={faceWords(t, question, face, second)}>
        <LargeFace face={face} size={240} />
      </div>
      <button
        type="button"
        className="source"
        aria-label={t("review.photo", { date: dayOf(face.time) })}
        onClick={open}
      >
        <Thumb src={media.url(face.asset_id, 1024, face.version)} />
        <span
          className="where"
          aria-hidden
          style={{ left: part(left), top: part(top), width: part(width), height: part(height) }}
        />
      </button>
    </figure>
  );
}

/** One question at a time, with large faces and the photos they come from. */
export function ReviewPage() {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const { question, left, loaded, say } = useAsk();
  const answers = useRef<HTMLDivElement>(null);
  const began = useRef(false);
  const key = question ? questionKey(question) : "";
  // The keyboard is on the answers from the start; after, it stays where a hand put it.
  useEffect(() => {
    if (key === "" || began.current) return;
    began.current = true;
    answers.current?.querySelector("button")?.focus({ preventScroll: true });
  }, [key]);
  return (
    <>
      <Toolbar>
        <Button
          look="ghost"
          className="back"
          icon={ArrowLeft}
          onClick={() => void navigate("/people")}
        >
          {t("review.back")}
        </Button>
        <span className="push" />
        <Button look="ghost" icon={Undo2} onClick={() => void undoLast()}>
          {t("review.undo")}
        </Button>
      </Toolbar>
      <div className="people-scroll review">
        <h1 className="unseen">{t("review.title")}</h1>
        {question && (
          <section className="asked" aria-label={t("review.name")}>
            <p className="ink-3 num">{t("review.left", { count: left })}</p>
            <h2 className="t-28" aria-live="polite">
              {askTitle(t, question)}
            </h2>
            <p className="ink-2">
              <AskReason question={question} />
            </p>
            <p className="ink-3 t-12 num">{askDates(t, question)}</p>
            <div className={`sides${question.other ? "" : " alone"}`} key={key}>
              <Side question={question} face={question.face} second={false} />
              {question.other && <Side question={question} face={question.other} second />}
            </div>
            <div className="answers" ref={answers}>
              {verdictsOf(question.kind).map((verdict) => (
                <Button
                  key={verdict}
                  look={verdict === "yes" ? "primary" : "plain"}
                  keys={VERDICT_KEYS[verdict]}
                  onClick={() => say(verdict)}
                >
                  {answerWords(t, question.kind, verdict)}
                </Button>
              ))}
            </div>
            <p className="t-12 ink-3">{t("review.undoHint", { keys: keyCaps("mod+z") })}</p>
          </section>
        )}
        {!question && loaded && left === 0 && (
          <EmptyState
            icon={CircleCheck}
            title={t("review.end")}
            action={
              <Button look="primary" onClick={() => void navigate("/people")}>
                {t("review.endBack")}
              </Button>
            }
          >
            {t("review.endWords")}
          </EmptyState>
        )}
      </div>
    </>
  );
}
