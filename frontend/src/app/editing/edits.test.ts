import type { Middleware } from "openapi-fetch";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { api, keys, openSession, queryClient, type Schemas } from "@/api";
import { toastStore } from "@/app/toasts";
import { undoLast, undoStore } from "@/app/undo";
import { edit } from "./edits";

type Asset = Schemas["AssetDto"];

let asked: { path: string; body: unknown }[] = [];
let answers: Record<string, unknown> = {};

/** A server that keeps what it was asked, and answers as it is told. */
const server: Middleware = {
  onRequest: async ({ request }) => {
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    const text = await request.text();
    asked.push({ path, body: text === "" ? null : (JSON.parse(text) as unknown) });
    const answer = answers[path];
    return answer === undefined
      ? Response.json({ code: "invalid", title: "", detail: "It makes no sense." }, { status: 400 })
      : Response.json(answer);
  },
};

const shown = (id: number) => queryClient.getQueryData<Asset>(keys.asset(id));
const toasts = () => toastStore.getState().toasts.map(({ text }) => text);

beforeAll(() => api.use(server));
afterAll(() => api.eject(server));
beforeEach(() => {
  asked = [];
  answers = {};
  undoStore.setState({ done: [], undone: [] });
  toastStore.setState({ toasts: [] });
  queryClient.clear();
  openSession({ api: "http://127.0.0.1:1", media: "", token: "t" });
  for (const id of [1, 2])
    queryClient.setQueryData(keys.asset(id), { id, caption: "Old", keywords: ["sea"], rating: 2 });
});

const setCaption = (value: string) =>
  edit("Caption changed", [1], [{ field: "caption", action: "set", value }]);

describe("a change of photos", () => {
  it("shows at once, is sent once, and is taken back as the operation it was", async () => {
    answers = {
      "/metadata/edits": { operation: 7, changed: 1, skipped: [] },
      "/metadata/operations/7/undo": { changed: 1, skipped: [] },
    };
    const kept = setCaption("New");
    expect(shown(1)).toMatchObject({ caption: "New", keywords: ["sea"], rating: 2 });
    expect(shown(2)?.caption).toBe("Old");
    expect(await kept).toBe(true);
    expect(toasts()).toEqual(["Caption changed"]);
    await undoLast();
    expect(shown(1)?.caption).toBe("Old");
    expect(asked.map(({ path }) => path)).toEqual([
      "/metadata/edits",
      "/metadata/operations/7/undo",
    ]);
    expect(asked[0]?.body).toEqual({
      ids: [1],
      changes: [{ field: "caption", action: "set", value: "New" }],
    });
  });

  it("goes back when the server refuses, and nothing is left to undo", async () => {
    expect(await setCaption("New")).toBe(false);
    expect(shown(1)?.caption).toBe("Old");
    expect(undoStore.getState().done).toEqual([]);
    expect(toasts().join()).toContain("It makes no sense.");
  });

  it("does not take another change of the same photo with it", async () => {
    answers = { "/metadata/edits": { operation: 8, changed: 1, skipped: [] } };
    const first = setCaption("New");
    queryClient.setQueryData<Asset>(keys.asset(1), (asset) => asset && { ...asset, rating: 5 });
    await first;
    answers = { "/metadata/operations/8/undo": { changed: 1, skipped: [] } };
    await undoLast();
    expect(shown(1)).toMatchObject({ caption: "Old", rating: 5 });
  });

  it("says how many were passed over, and nothing of those that were so already", async () => {
    const skipped = [
      { id: 1, code: "not_found" },
      { id: 2, code: "same" },
    ];
    answers = { "/metadata/edits": { operation: null, changed: 0, skipped } };
    await setCaption("New");
    expect(toasts()).toContain("1 photo could not be changed.");
  });
});
