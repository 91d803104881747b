import type { TFunction } from "i18next";
import { dayLong, monthName } from "@/domain/format";
import { locale } from "@/i18n";
import type { Face, Question, Verdict } from "./answers";

type Words = TFunction<"people">;

/** "July 2024" of a wall-clock time. */
export function monthOf(time: number): string {
  const date = new Date(time);
  return monthName(date.getUTCFullYear() * 100 + date.getUTCMonth() + 1, locale());
}

export const dayOf = (time: number): string => dayLong(time, locale());

/** What is asked: "Same person?". */
export const askTitle = (t: Words, { kind, name }: Question): string =>
  kind === "is" ? t("review.is", { name }) : t(`review.${kind}`);

/** When the photos were taken. */
export function askDates(t: Words, { face, other }: Question): string {
  const one = monthOf(face.time);
  const two = other ? monthOf(other.time) : one;
  return one === two ? one : t("review.dates", { one, other: two });
}

export function answerWords(t: Words, kind: Question["kind"], verdict: Verdict): string {
  if (verdict === "unsure") return t("review.unsure");
  if (verdict === "not_a_face") return t("review.notAFace");
  return t(`review.${verdict}.${kind}`);
}

/** What a face of a question is called for a screen reader. */
export function faceWords(t: Words, { kind, name }: Question, face: Face, second: boolean): string {
  const date = dayOf(face.time);
  if (kind === "face") return t("review.onlyFace", { date });
  if (kind === "is" && second) return t("review.sure", { name, date });
  return t(second ? "review.second" : "review.first", { date });
}

/** The key that gives an answer. */
export const VERDICT_KEYS: Readonly<Record<Verdict, string>> = {
  yes: "y",
  no: "n",
  unsure: "u",
  not_a_face: "x",
};
