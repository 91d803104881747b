import type { ReactNode } from "react";
import type { Person } from "./answers";
import { PersonCard, type CardHands } from "./PersonCard";
import type { Carried } from "./useDragMerge";

/** What all grids of the page know. */
export interface GridState {
  named: readonly Person[];
  selected: ReadonlySet<number>;
  /** The one that Tab reaches. */
  reached: number | null;
  naming: number | null;
  carried: Carried | null;
  hands: CardHands;
}

interface PeopleGridProps extends GridState {
  label: string;
  people: readonly Person[];
  size?: number;
  className?: string;
  children?: ReactNode;
}

/** Round faces in rows. */
export function PeopleGrid({
  label,
  people,
  size = 128,
  className = "people",
  named,
  selected,
  reached,
  naming,
  carried,
  hands,
}: PeopleGridProps) {
  return (
    <ul className={className} aria-label={label}>
      {people.map((person) => (
        <PersonCard
          key={person.id}
          person={person}
          size={size}
          named={naming === person.id ? named : NOBODY}
          selected={selected.has(person.id)}
          selecting={selected.size > 0}
          reached={reached === person.id}
          naming={naming === person.id}
          carried={carried?.id === person.id}
          over={carried?.over === person.id}
          hands={hands}
        />
      ))}
    </ul>
  );
}

const NOBODY: readonly Person[] = [];
