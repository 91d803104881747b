import type { Face, Person } from "./answers";

/** A person for tests, as the server says them. */
export const person = (id: number, part: Partial<Person> = {}): Person => ({
  id,
  kind: "person",
  name: "",
  faces: 2,
  photos: 2,
  cover_face_id: null,
  first_time: null,
  last_time: null,
  hidden: "shown",
  memorial: false,
  birthday: null,
  unsure: false,
  waiting: 0,
  ...part,
});

export const face = (id: number, part: Partial<Face> = {}): Face => ({
  id,
  asset_id: id,
  kind: "person",
  source: "found",
  box: [0.1, 0.1, 0.2, 0.2],
  person_id: 1,
  name: "",
  how: "grouped",
  likeness: 0.9,
  verdict: null,
  quality: 0.8,
  gone: false,
  picture: true,
  time: 0,
  version: null,
  ...part,
});
