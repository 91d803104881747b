import { Trans, useTranslation } from "react-i18next";
import type { Question } from "./answers";

/** Why a question is asked, in one line. */
export function AskReason({ question: { kind, name } }: { question: Question }) {
  const { t } = useTranslation("people");
  if (kind === "face") return t("review.faceWords");
  if (kind === "is") return t("review.isWords");
  if (name === "") return t("review.mayBeOne");
  return <Trans t={t} i18nKey="review.mayBe" values={{ name }} components={{ b: <b /> }} />;
}
