/** What is asked of the server about people, each in one call. */
import { api, call } from "@/api";
import type { Schemas } from "@/api";
import type { Question, Verdict } from "./answers";

const of = (person_id: number) => ({ path: { person_id } });
const operation = (operation_id: number) => ({ params: { path: { operation_id } } });

export type List = "people" | "pets" | "unsure" | "hidden";

/** How each list is asked for. */
const LISTS = {
  people: { kind: "person", shown: "shown", unsure: false },
  pets: { kind: "pets", shown: "shown", unsure: false },
  unsure: { kind: "all", shown: "all", unsure: true },
  hidden: { kind: "all", shown: "hidden", unsure: false },
} as const;

const page = (after: string | null, limit: number) => ({
  limit,
  ...(after === null ? {} : { after }),
});

export const calls = {
  state: () => call(api.GET("/api/v1/people/state")),
  list: (list: List, after: string | null) =>
    call(api.GET("/api/v1/people", { params: { query: { ...LISTS[list], ...page(after, 200) } } })),
  person: (id: number) => call(api.GET("/api/v1/people/{person_id}", { params: of(id) })),
  faces: (id: number, after: string | null) =>
    call(
      api.GET("/api/v1/people/{person_id}/faces", {
        params: { ...of(id), query: page(after, 200) },
      }),
    ),
  photos: (ids: readonly number[], after: string | null) =>
    call(
      api.GET("/api/v1/people/photos", {
        params: { query: { ids: ids.join(","), ...page(after, 1000) } },
      }),
    ),
  together: (id: number) =>
    call(api.GET("/api/v1/people/{person_id}/together", { params: of(id) })),
  years: (id: number) => call(api.GET("/api/v1/people/{person_id}/years", { params: of(id) })),
  review: () => call(api.GET("/api/v1/people/review", { params: { query: { limit: 20 } } })),

  change: (id: number, body: Schemas["PersonPatch"]) =>
    call(api.PATCH("/api/v1/people/{person_id}", { params: of(id), body })),
  merge: (into: number, others: readonly number[]) =>
    call(
      api.POST("/api/v1/people/{person_id}/merge", {
        params: of(into),
        body: { others: [...others] },
      }),
    ),
  split: (id: number, faces: readonly number[]) =>
    call(
      api.POST("/api/v1/people/{person_id}/split", {
        params: of(id),
        body: { face_ids: [...faces] },
      }),
    ),
  assign: (faces: readonly number[], who: { person_id: number } | { name: string }) =>
    call(api.POST("/api/v1/faces/assign", { body: { face_ids: [...faces], ...who } })),
  notThis: (faces: readonly number[], person_id: number) =>
    call(api.POST("/api/v1/faces/not-this", { body: { face_ids: [...faces], person_id } })),
  notFaces: (faces: readonly number[]) =>
    call(api.POST("/api/v1/faces/not-a-face", { body: { face_ids: [...faces] } })),
  areFaces: (faces: readonly number[]) =>
    call(api.POST("/api/v1/faces/is-a-face", { body: { face_ids: [...faces] } })),
  answer: ({ kind, face, other, person_id }: Question, verdict: Verdict) =>
    call(
      api.POST("/api/v1/people/review/answer", {
        body: {
          kind,
          face_id: face.id,
          other_face_id: other?.id ?? null,
          person_id,
          verdict,
        },
      }),
    ),
  undo: (id: number) =>
    call(api.POST("/api/v1/people/operations/{operation_id}/undo", operation(id))),
  redo: (id: number) =>
    call(api.POST("/api/v1/people/operations/{operation_id}/redo", operation(id))),
};
