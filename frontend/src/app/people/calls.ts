/** What is asked of the server about people and faces, each in one call. */
import { api, call } from "@/api";
import type { Box } from "@/domain/viewer/boxes";
import type { Chosen } from "./chosen";

const operation = (operation_id: number) => ({ params: { path: { operation_id } } });
const faces = (face_ids: readonly number[]) => ({ body: { face_ids: [...face_ids] } });

export const peopleCalls = {
  undo: (id: number) =>
    call(api.POST("/api/v1/people/operations/{operation_id}/undo", operation(id))),
  redo: (id: number) =>
    call(api.POST("/api/v1/people/operations/{operation_id}/redo", operation(id))),
  assign: (face_ids: readonly number[], who: Chosen) =>
    call(api.POST("/api/v1/faces/assign", { body: { face_ids: [...face_ids], ...who } })),
  notThis: (face_ids: readonly number[], person_id: number) =>
    call(api.POST("/api/v1/faces/not-this", { body: { face_ids: [...face_ids], person_id } })),
  notAFace: (face_ids: readonly number[]) =>
    call(api.POST("/api/v1/faces/not-a-face", faces(face_ids))),
  isAFace: (face_ids: readonly number[]) =>
    call(api.POST("/api/v1/faces/is-a-face", faces(face_ids))),
  draw: (asset_id: number, box: Box, who: Chosen | null) =>
    call(api.POST("/api/v1/faces", { body: { asset_id, box: [...box], ...who } })),
  move: (face_id: number, box: Box) =>
    call(
      api.PATCH("/api/v1/faces/{face_id}", {
        params: { path: { face_id } },
        body: { box: [...box] },
      }),
    ),
  remove: (face_id: number) =>
    call(api.DELETE("/api/v1/faces/{face_id}", { params: { path: { face_id } } })),
  cover: (person_id: number, cover_face_id: number) =>
    call(
      api.PATCH("/api/v1/people/{person_id}", {
        params: { path: { person_id } },
        body: { cover_face_id },
      }),
    ),
};
