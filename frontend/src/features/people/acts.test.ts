import type { Middleware } from "openapi-fetch";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { api, openSession, queryClient } from "@/api";
import { toastStore } from "@/app/toasts";
import { redoLast, undoLast, undoStore } from "@/app/undo";
import { answer, hide, merge, name, notThis } from "./acts";
import type { Question } from "./answers";
import { face, person } from "./person.testing";
import { wishedFaces, wishedPeople, wishedQuestions, wishStore } from "./wishes";

let asked: { path: string; body: unknown }[] = [];
let refuses: Record<string, unknown> = {};
let operation = 0;

/** A server that keeps what it was asked, and counts what it did. */
const server: Middleware = {
  onRequest: async ({ request }) => {
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    const text = await request.text();
    asked.push({ path, body: text === "" ? null : (JSON.parse(text) as unknown) });
    const refused = refuses[path];
    if (refused !== undefined) return Response.json(refused, { status: 409 });
    if (!path.startsWith("/people/operations/")) operation += 1;
    return Response.json({ operation, person_id: 40 + operation, changed: 0 });
  },
};

const paths = () => asked.map(({ path }) => path);
const toasts = () => toastStore.getState().toasts.map(({ text }) => text);
const wishes = () => wishStore.getState().wishes;

const theo = person(1, { name: "Theo", photos: 10, faces: 12 });
const ines = person(2, { name: "Inês", photos: 4, faces: 4 });
const group = person(3, { photos: 3, faces: 3 });
const people = [theo, ines, group];

beforeAll(() => api.use(server));
afterAll(() => api.eject(server));
beforeEach(() => {
  asked = [];
  refuses = {};
  operation = 0;
  undoStore.setState({ done: [], undone: [] });
  toastStore.setState({ toasts: [] });
  wishStore.setState({ wishes: [] });
  queryClient.clear();
  openSession({ api: "http://127.0.0.1:1", media: "", token: "t" });
});

describe("what is said of people", () => {
  it("shows at once, until the server's own answer does", async () => {
    const kept = name(group, "Ruth");
    expect(wishedPeople(people, wishes())[2]?.name).toBe("Ruth");
    expect(await kept).toEqual({ operation: 1, person_id: 41, changed: 0 });
    expect(wishes()).toEqual([]);
    expect(asked).toEqual([{ path: "/people/3", body: { name: "Ruth" } }]);
    expect(toasts()).toEqual(["Named Ruth"]);
  });

  it("is taken back and done again as the operation it was", async () => {
    const kept = merge(theo, [ines, group]);
    expect(wishedPeople(people, wishes())).toEqual([{ ...theo, photos: 17, faces: 19 }]);
    await kept;
    await undoLast();
    await redoLast();
    expect(paths()).toEqual([
      "/people/1/merge",
      "/people/operations/1/undo",
      "/people/operations/1/redo",
    ]);
    expect(asked[0]?.body).toEqual({ others: [2, 3] });
    expect(toasts()).toEqual(["Done again: Merged 2 more into Theo"]);
  });

  it("goes back when the server refuses, and tells who has the name", async () => {
    refuses = {
      "/people/3": {
        code: "name_taken",
        title: "",
        detail: "Theo has this name.",
        facts: { person_id: 1 },
      },
    };
    const heard: unknown[] = [];
    expect(await name(group, "theo", ({ code, facts }) => heard.push([code, facts]))).toBeNull();
    expect(heard).toEqual([["name_taken", { person_id: 1 }]]);
    expect(wishes()).toEqual([]);
    expect(undoStore.getState().done).toEqual([]);
    expect(toasts()).toEqual([expect.stringContaining("Theo has this name.")]);
  });

  it("of several is one step; when one is refused the others are taken back", async () => {
    await hide([theo, ines], "everywhere");
    expect(undoStore.getState().done.map(({ label }) => label)).toEqual(["2 hidden everywhere"]);
    await undoLast();
    expect(paths()).toEqual([
      "/people/1",
      "/people/2",
      "/people/operations/2/undo",
      "/people/operations/1/undo",
    ]);
    asked = [];
    refuses = { "/people/2": { code: "not_found", title: "", detail: "Nobody is here." } };
    expect(await hide([theo, ines], "less")).toBeNull();
    expect(paths()).toEqual(["/people/1", "/people/2", "/people/operations/3/undo"]);
  });

  it("takes faces away from whom they are not", async () => {
    const faces = [1, 2, 3].map((id) => face(id));
    const kept = notThis(theo, [2]);
    expect(wishedFaces(faces, wishes()).map(({ id }) => id)).toEqual([1, 3]);
    await kept;
    expect(asked).toEqual([{ path: "/faces/not-this", body: { face_ids: [2], person_id: 1 } }]);
    expect(toasts()).toEqual(["1 face is not Theo"]);
  });

  it("answers a question once, by what it was about", async () => {
    const question: Question = {
      kind: "same",
      face: face(5),
      other: face(6),
      person_id: 1,
      name: "Theo",
    };
    const next: Question = { kind: "face", face: face(7), other: null, person_id: null, name: "" };
    const kept = answer(question, "no");
    expect(wishedQuestions([question, next], wishes())).toEqual([next]);
    await kept;
    expect(asked).toEqual([
      {
        path: "/people/review/answer",
        body: { kind: "same", face_id: 5, other_face_id: 6, person_id: 1, verdict: "no" },
      },
    ]);
    expect(toasts()).toEqual(["Different people"]);
  });
});
