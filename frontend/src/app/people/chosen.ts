/** Somebody who is known, or a name nobody has yet. */
export type Chosen = { person_id: number } | { name: string };
