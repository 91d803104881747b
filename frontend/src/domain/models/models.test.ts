import { describe, expect, it } from "vitest";
import {
  byTask,
  far,
  jobAbout,
  jobOf,
  standing,
  toFetch,
  unfolded,
  type ModelFacts,
} from "./models";

const model = (facts: Partial<ModelFacts> = {}): ModelFacts => ({
  id: "sface",
  task: "face_embedding",
  installed: false,
  active: false,
  own: false,
  bytes: 38_696_353,
  fetch_bytes: 38_696_353,
  from_where: ["url"],
  reason: null,
  ...facts,
});

describe("how a model stands", () => {
  it("is one thing at a time", () => {
    expect(standing(model())).toBe("offered");
    expect(standing(model({ from_where: [] }))).toBe("file");
    expect(standing(model({ reason: "Its licence…" }))).toBe("barred");
    expect(standing(model({ installed: true }))).toBe("installed");
    expect(standing(model({ installed: true, reason: "Its licence…" }))).toBe("resting");
    expect(standing(model({ installed: true, active: true }))).toBe("active");
  });

  it("costs nothing to fetch where it lies in a folder already", () => {
    expect(toFetch(model())).toBe(38_696_353);
    expect(toFetch(model({ from_where: ["folder", "url"] }))).toBe(0);
    expect(toFetch(model({ fetch_bytes: 0 }))).toBe(38_696_353);
  });

  it("is told task by task, in the order it came", () => {
    const models = [model({ id: "a" }), model({ id: "b", task: "face_mesh" }), model({ id: "c" })];
    expect(byTask(models).map(([task, group]) => [task, group.map(({ id }) => id)])).toEqual([
      ["face_embedding", ["a", "c"]],
      ["face_mesh", ["b"]],
    ]);
  });
});

describe("a job on models", () => {
  const job = (id: number, args: Record<string, unknown>, state = "running") => ({
    id,
    state,
    args_public: args,
  });

  it("says what it is about, and nothing more than it was told", () => {
    expect(jobAbout(job(1, { ids: ["sface", 3] }))).toEqual({ ids: ["sface"], starter: false });
    expect(jobAbout(job(1, { set: "starter" }))).toEqual({ ids: [], starter: true });
    expect(jobAbout(job(1, {}))).toEqual({ ids: [], starter: false });
  });

  it("gives way to a newer one about the same", () => {
    const jobs = [
      job(3, { ids: ["sface"] }),
      job(5, { ids: ["yolox-s"] }),
      job(2, { ids: ["sface"] }, "failed"),
    ];
    const about = (id: string) => jobOf(jobs, (one) => jobAbout(one).ids.includes(id))?.id;
    expect(about("sface")).toBe(3);
    expect(about("clip")).toBeUndefined();
  });

  it("is as far as its bytes", () => {
    expect(far({ done: 5, total: 20 })).toBe(0.25);
    expect(far({ done: 5, total: null })).toBeNull();
    expect(far({ done: 5, total: 0 })).toBeNull();
    expect(far({ done: 30, total: 20 })).toBe(1);
  });
});

describe("what is seen of a task", () => {
  const row = (id: string, facts: Partial<ModelFacts> & { starter?: boolean } = {}) => ({
    ...model({ id, ...facts }),
    starter: facts.starter ?? false,
  });
  const seen = (...models: ReturnType<typeof row>[]) => unfolded(models).seen.map(({ id }) => id);

  it("is what is there, and what would be better", () => {
    const models = [
      row("best"),
      row("now", { installed: true, active: true }),
      row("worse"),
      row("old", { installed: true }),
    ];
    expect(seen(...models)).toEqual(["best", "now", "old"]);
    expect(unfolded(models).more.map(({ id }) => id)).toEqual(["worse"]);
  });

  it("is the starter models that can be had, while there is none", () => {
    expect(seen(row("large"), row("small", { starter: true }))).toEqual(["small"]);
    const file = row("file", { starter: true, from_where: [] });
    expect(seen(file, row("small", { starter: true }))).toEqual(["small"]);
    expect(seen(row("pets"), row("other"))).toEqual(["pets"]);
  });
});
