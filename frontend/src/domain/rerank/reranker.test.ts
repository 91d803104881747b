import { describe, expect, it } from "vitest";
import { emptyColumns } from "./columns";
import { Reranker, type Answer, type FromWorker, type Port, type ToWorker } from "./reranker";
import type { PickParams, Selection } from "./types";

const asking = (n: number): PickParams => ({
  n,
  sliders: { sharpness: 2, light: 2, composition: 2 },
  variety: 2,
  perDay: null,
  balanceMonths: true,
  onePerStack: true,
  lockedIn: [],
  leftOut: [],
});

class Wire implements Port {
  sent: ToWorker[] = [];
  closed = false;
  onmessage: ((event: { data: FromWorker }) => void) | null = null;

  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }

  terminate(): void {
    this.closed = true;
  }

  get questions() {
    return this.sent.filter((message) => message.kind === "choose");
  }

  /** Answers a question with as many picks asked as it asked for, so that answers can be told apart. */
  answer(question: ToWorker | undefined): void {
    if (question?.kind !== "choose") throw new Error("not a question");
    const { load, turn, params } = question;
    const selection: Selection = { picks: [], asked: params.n, shortfall: null };
    this.onmessage?.({ data: { kind: "chosen", load, turn, selection } });
  }
}

function start() {
  const wire = new Wire();
  const answers: Answer[] = [];
  const reranker = new Reranker(
    wire,
    (answer) => answers.push(answer),
    () => undefined,
  );
  return { wire, answers, reranker, asked: () => answers.map(({ selection }) => selection.asked) };
}

describe("Reranker", () => {
  it("asks nothing before there are photos", () => {
    const { wire, reranker } = start();
    reranker.choose(asking(1));
    expect(wire.questions).toHaveLength(0);
    reranker.setCandidates(emptyColumns(2));
    expect(wire.questions).toHaveLength(1);
  });

  it("keeps one question with the worker and only the newest waiting", () => {
    const { wire, reranker, asked } = start();
    reranker.setCandidates(emptyColumns(2));
    for (const n of [1, 2, 3, 4]) reranker.choose(asking(n));
    expect(wire.questions.map((q) => q.params.n)).toEqual([1]);
    wire.answer(wire.questions[0]);
    expect(wire.questions.map((q) => q.params.n)).toEqual([1, 4]);
    wire.answer(wire.questions[1]);
    expect(asked()).toEqual([1, 4]);
    expect(wire.questions).toHaveLength(2);
  });

  it("drops an answer about photos that were replaced and asks again", () => {
    const { wire, reranker, asked } = start();
    reranker.setCandidates(emptyColumns(2));
    reranker.choose(asking(1));
    const [first] = wire.questions;
    reranker.setCandidates(emptyColumns(3));
    wire.answer(first);
    expect(asked()).toEqual([]);
    wire.answer(wire.questions[1]);
    expect(asked()).toEqual([1]);
  });

  it("ends its worker", () => {
    const { wire, reranker } = start();
    reranker.close();
    expect(wire.closed).toBe(true);
    expect(wire.onmessage).toBeNull();
  });
});
