import { ApiError, keys, queryClient } from "@/api";
import { change } from "@/app/undo";
import { i18n } from "@/i18n";
import type { Chosen } from "@/app/people/NamePicker";
import type { Done, Hidden, Person, Question, Verdict } from "./answers";
import { calls } from "./calls";
import { addWish, dropWish, questionKey, type Wish } from "./wishes";

const t = i18n.getFixedT(null, "people");

/** Everything that shows people, and the photos their names went into. */
const refresh = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.people }),
    queryClient.invalidateQueries({ queryKey: keys.assets, refetchType: "none" }),
  ]);

interface Act {
  /** What was done, in the past. */
  label: string;
  /** Each is one operation of the server's; together they are one step. */
  steps: readonly (() => Promise<Done>)[];
  /** Shows it until the server's answers do. */
  wish?: Wish;
  /** The server did not want it, and why. */
  refused?: (error: ApiError) => void;
}

const takeBack = async (done: readonly Done[]) => {
  for (const { operation } of done.toReversed())
    if (operation !== null) await calls.undo(operation);
};

/** All of the steps, or none of them. */
async function takeSteps(steps: Act["steps"]): Promise<Done[]> {
  const done: Done[] = [];
  try {
    for (const step of steps) done.push(await step());
  } catch (error) {
    await takeBack(done);
    throw error;
  }
  return done;
}

/**
 * Does what the server keeps as operations: at once on this page, and undoable as one step. The answer to the last
 * of them; null when it was refused.
 */
async function act({ label, steps, wish, refused }: Act): Promise<Done | null> {
  let done: Done[] | null = null;
  let last: Done | null = null;
  const kept = await change({
    label,
    apply: () => {
      if (wish) addWish(wish);
    },
    revert: () => {
      if (wish) dropWish(wish);
    },
    send: async () => {
      try {
        if (done === null) {
          done = await takeSteps(steps);
          last = done.at(-1) ?? null;
        } else
          for (const { operation } of done) if (operation !== null) await calls.redo(operation);
      } catch (error) {
        if (error instanceof ApiError) refused?.(error);
        throw error;
      }
      await refresh();
      if (wish) dropWish(wish);
    },
    sendBack: async () => {
      await takeBack(done ?? []);
      await refresh();
    },
  });
  return kept ? last : null;
}

/** How somebody is called in a sentence. */
export const called = ({ name, kind }: Pick<Person, "name" | "kind">): string =>
  name === "" ? t(`nobody.${kind}`) : name;

export const name = (person: Person, to: string, refused?: Act["refused"]) =>
  act({
    label:
      to === ""
        ? t("done.nameless", { name: person.name })
        : person.name === ""
          ? t("done.named", { name: to })
          : t("done.renamed", { from: person.name, to }),
    steps: [() => calls.change(person.id, { name: to })],
    wish: { kind: "name", id: person.id, name: to },
    ...(refused === undefined ? {} : { refused }),
  });

export const merge = (into: Person, others: readonly Person[]) => {
  const [other] = others;
  const ids = others.map(({ id }) => id);
  return act({
    label:
      others.length === 1 && other?.name
        ? t("done.mergedOne", { name: other.name, into: called(into) })
        : into.name === ""
          ? t("done.mergedNameless", { count: ids.length + 1 })
          : t("done.merged", { count: others.length, into: into.name }),
    steps: [() => calls.merge(into.id, ids)],
    wish: { kind: "merge", into: into.id, others: ids },
  });
};

/** Hides or shows people, as one step. */
export const hide = (people: readonly Person[], level: Hidden) => {
  const [first] = people;
  return act({
    label: t(`done.hide.${level}`, { count: people.length, name: first ? called(first) : "" }),
    steps: people.map(
      ({ id }) =>
        () =>
          calls.change(id, { hidden: level }),
    ),
    wish: { kind: "hide", ids: people.map(({ id }) => id), level },
  });
};

export const details = (person: Person, memorial: boolean, birthday: string | null) =>
  act({
    label: t("done.details", { name: called(person) }),
    steps: [() => calls.change(person.id, { memorial, birthday })],
    wish: { kind: "details", id: person.id, memorial, birthday },
  });

export const cover = (person: Person, face: number) =>
  act({
    label: t("done.cover", { name: called(person) }),
    steps: [() => calls.change(person.id, { cover_face_id: face })],
    wish: { kind: "cover", id: person.id, face },
  });

const leaving = (faces: readonly number[]): Wish => ({ kind: "leave", faces });

export const split = (person: Person, faces: readonly number[]) =>
  act({
    label: t("done.split", { count: faces.length }),
    steps: [() => calls.split(person.id, faces)],
    wish: leaving(faces),
  });

export const notThis = (person: Person, faces: readonly number[]) =>
  act({
    label: t("done.notThis", { count: faces.length, name: called(person) }),
    steps: [() => calls.notThis(faces, person.id)],
    wish: leaving(faces),
  });

export const notFaces = (faces: readonly number[]) =>
  act({
    label: t("done.notFaces", { count: faces.length }),
    steps: [() => calls.notFaces(faces)],
    wish: leaving(faces),
  });

export const areFaces = (faces: readonly number[]) =>
  act({
    label: t("done.areFaces", { count: faces.length }),
    steps: [() => calls.areFaces(faces)],
  });

export const move = (faces: readonly number[], who: Chosen, to: string) =>
  act({
    label: t("done.moved", { count: faces.length, name: to }),
    steps: [() => calls.assign(faces, who)],
    wish: leaving(faces),
  });

export const answer = (question: Question, verdict: Verdict) =>
  act({
    label: t(`done.answer.${question.kind}.${verdict}`, { name: question.name }),
    steps: [() => calls.answer(question, verdict)],
    wish: { kind: "answer", question: questionKey(question) },
  });
