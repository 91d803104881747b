import { createStore } from "zustand/vanilla";
import type { Face, Hidden, Person, Question } from "./answers";

/** What was asked for and shows already, while the server still says how it was. */
export type Wish =
  | { kind: "name"; id: number; name: string }
  | { kind: "merge"; into: number; others: readonly number[] }
  | { kind: "hide"; ids: readonly number[]; level: Hidden }
  | { kind: "details"; id: number; memorial: boolean; birthday: string | null }
  | { kind: "cover"; id: number; face: number }
  /** These faces leave the person they are with. */
  | { kind: "leave"; faces: readonly number[] }
  | { kind: "answer"; question: string };

/** Wishes on their way, oldest first. */
export const wishStore = createStore<{ wishes: readonly Wish[] }>(() => ({ wishes: [] }));

export const addWish = (wish: Wish): void =>
  wishStore.setState(({ wishes }) => ({ wishes: [...wishes, wish] }));
export const dropWish = (wish: Wish): void =>
  wishStore.setState(({ wishes }) => ({ wishes: wishes.filter((one) => one !== wish) }));

/** How a question is told from others: by what it is about. */
export const questionKey = ({ kind, face, other, person_id }: Question): string =>
  [kind, face.id, other?.id ?? "", person_id ?? ""].join(" ");

function merged(people: readonly Person[], into: number, others: readonly number[]): Person[] {
  const gone = people.filter(({ id }) => others.includes(id));
  const sum = (of: (person: Person) => number) =>
    gone.reduce((total, person) => total + of(person), 0);
  return people
    .filter(({ id }) => !others.includes(id))
    .map((person) =>
      person.id === into
        ? {
            ...person,
            // A photo that shows both counts twice until the server has counted.
            photos: person.photos + sum(({ photos }) => photos),
            faces: person.faces + sum(({ faces }) => faces),
          }
        : person,
    );
}

function granted(people: readonly Person[], wish: Wish): readonly Person[] {
  const change = (ids: readonly number[], part: Partial<Person>) =>
    people.map((person) => (ids.includes(person.id) ? { ...person, ...part } : person));
  switch (wish.kind) {
    case "name":
      return change([wish.id], { name: wish.name });
    case "merge":
      return merged(people, wish.into, wish.others);
    case "hide":
      return change(wish.ids, { hidden: wish.level });
    case "details":
      return change([wish.id], { memorial: wish.memorial, birthday: wish.birthday });
    case "cover":
      return change([wish.id], { cover_face_id: wish.face });
    default:
      return people;
  }
}

/** People as they are once the wishes are granted. */
export const wishedPeople = (people: readonly Person[], wishes: readonly Wish[]): Person[] => [
  ...wishes.reduce<readonly Person[]>(granted, people),
];

/** The faces that stay with their person. */
export function wishedFaces(faces: readonly Face[], wishes: readonly Wish[]): Face[] {
  const gone = new Set(wishes.flatMap((wish) => (wish.kind === "leave" ? wish.faces : [])));
  return faces.filter(({ id }) => !gone.has(id));
}

/** The questions nobody has answered. */
export function wishedQuestions(questions: readonly Question[], wishes: readonly Wish[]) {
  const answered = new Set(wishes.flatMap((wish) => (wish.kind === "answer" ? wish.question : [])));
  return questions.filter((question) => !answered.has(questionKey(question)));
}
