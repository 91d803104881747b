/**
 * The page's side of re-ranking: sub-scores go to the worker once, then each change of a slider is one small message.
 *
 * At most one question is with the worker and one waits. A newer question replaces the waiting one, so a fast hand on
 * a slider never builds a queue, and what is shown is never older than what was shown before.
 */
import type { Candidates, PickParams, Selection } from "./types";

export type ToWorker =
  | { kind: "load"; load: number; candidates: Candidates }
  | { kind: "choose"; load: number; turn: number; params: PickParams };

export type FromWorker =
  | { kind: "chosen"; load: number; turn: number; selection: Selection }
  | { kind: "failed"; load: number; turn: number; message: string };

/** The part of a Worker that is used, so that tests can stand in for one. */
export interface Port {
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  onmessage: ((event: { data: FromWorker }) => void) | null;
  terminate(): void;
}

export interface Answer {
  selection: Selection;
  params: PickParams;
}

export class Reranker {
  private load = 0;
  private turn = 0;
  private loaded = false;
  private asked: { turn: number; params: PickParams } | null = null;
  private waiting: PickParams | null = null;

  constructor(
    private readonly port: Port,
    private readonly onAnswer: (answer: Answer) => void,
    private readonly onError: (message: string) => void,
  ) {
    port.onmessage = (event) => this.receive(event.data);
  }

  /** Hands the columns over; answers to questions about earlier columns are dropped. */
  setCandidates(candidates: Candidates): void {
    this.load += 1;
    this.loaded = true;
    if (this.asked) {
      this.waiting ??= this.asked.params;
      this.asked = null;
    }
    this.port.postMessage({ kind: "load", load: this.load, candidates }, []);
    this.next();
  }

  /** Asks for a selection; only the newest question that has not started yet is kept. */
  choose(params: PickParams): void {
    this.waiting = params;
    this.next();
  }

  close(): void {
    this.port.onmessage = null;
    this.port.terminate();
  }

  private next(): void {
    if (!this.loaded || this.asked || !this.waiting) return;
    this.turn += 1;
    this.asked = { turn: this.turn, params: this.waiting };
    this.waiting = null;
    this.port.postMessage(
      { kind: "choose", load: this.load, turn: this.turn, params: this.asked.params },
      [],
    );
  }

  private receive(message: FromWorker): void {
    if (message.load !== this.load || message.turn !== this.asked?.turn) return;
    const { params } = this.asked;
    this.asked = null;
    if (message.kind === "chosen") this.onAnswer({ selection: message.selection, params });
    else this.onError(message.message);
    this.next();
  }
}
