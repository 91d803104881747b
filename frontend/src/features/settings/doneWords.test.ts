import { expect, it } from "vitest";
import { doneWords } from "./doneWords";

const over = (facts: Partial<Parameters<typeof doneWords>[0]>) =>
  doneWords({ state: "done", error_message: null, args_public: {}, result: null, ...facts });

it("says what checking found", () => {
  expect(over({ result: { checked: 3, damaged: [] } })).toEqual({ kind: "checked", count: 3 });
  const damaged = [{ id: "sface", files: ["model.onnx"] }];
  expect(over({ result: { checked: 3, damaged } })).toEqual({ kind: "damaged", ids: ["sface"] });
});

it("says what could not be had, and which files are still waited for", () => {
  const missing = [{ id: "reid-0095", task: "face_embedding", code: "x", message: "No way." }];
  expect(over({ result: { installed: ["yunet-n"], missing } })).toEqual({
    kind: "missing",
    ids: ["reid-0095"],
    why: "No way.",
  });
  const waiting_for = [{ id: "clip-vit-b32", files: ["text.onnx", 3] }];
  expect(over({ result: { installed: [], waiting_for } })).toEqual({
    kind: "waiting",
    ids: ["clip-vit-b32"],
    files: ["text.onnx"],
  });
});

it("says nothing while it goes on, nor of what a row says itself", () => {
  expect(over({ state: "running" })).toBeNull();
  expect(over({ result: { installed: ["sface"], already: [], missing: [] } })).toBeNull();
  const failed = { state: "failed", error_message: "It is no model." };
  expect(over(failed)).toEqual({ kind: "failed", why: "It is no model." });
  expect(over({ ...failed, args_public: { ids: ["sface"] } })).toBeNull();
});
