/** What is asked of the server about changing photos, each in one call. */
import { api, call } from "@/api";
import type { FieldChange } from "@/domain/editing/changes";
import type { Field } from "@/domain/editing/values";
import type { DateOp } from "./answers";

const operation = (operation_id: number) => ({ params: { path: { operation_id } } });

export const calls = {
  edit: (ids: readonly number[], changes: readonly FieldChange[]) =>
    call(
      api.POST("/api/v1/metadata/edits", {
        body: {
          ids: [...ids],
          changes: changes.map(({ field, action, value }) => ({ field, action, value })),
        },
      }),
    ),
  undo: (id: number) =>
    call(api.POST("/api/v1/metadata/operations/{operation_id}/undo", operation(id))),
  redo: (id: number) =>
    call(api.POST("/api/v1/metadata/operations/{operation_id}/redo", operation(id))),
  planDates: (ids: readonly number[], op: DateOp) =>
    call(api.POST("/api/v1/dates/plan", { body: { ids: [...ids], op } })),
  applyDates: (ids: readonly number[], op: DateOp) =>
    call(api.POST("/api/v1/dates/apply", { body: { ids: [...ids], op } })),
  inCommon: (ids: readonly number[]) =>
    call(api.POST("/api/v1/metadata/common", { body: { ids: [...ids] } })),
  keywords: (prefix: string, limit: number) =>
    call(api.GET("/api/v1/keywords", { params: { query: { prefix, limit } } })),
  places: (q: string, lang: string) =>
    call(api.GET("/api/v1/places/search", { params: { query: { q, lang, limit: 6 } } })),
  said: (asset_id: number) =>
    call(api.GET("/api/v1/assets/{asset_id}/said", { params: { path: { asset_id } } })),
  conflicts: () =>
    call(api.GET("/api/v1/metadata/conflicts", { params: { query: { limit: 100 } } })),
  resolve: (asset_id: number, field: Field, take: "mine" | "theirs") =>
    call(api.POST("/api/v1/metadata/conflicts/resolve", { body: { asset_id, field, take } })),
  state: () => call(api.GET("/api/v1/metadata/state")),
  sync: () => call(api.POST("/api/v1/metadata/sync")),
};
