import type { Transport } from "./transport";

type Answer = (args: Record<string, unknown>) => unknown;

/** A window that is not there: answers what a test says, and remembers what was asked. */
export class FakeWindow implements Transport {
  readonly asked: { command: string; args: Record<string, unknown> }[] = [];
  private readonly hearing = new Map<string, Set<(payload: unknown) => void>>();

  /** `answers` by command; one that throws rejects. A command without an answer gives null. */
  constructor(readonly answers: Record<string, Answer> = {}) {}

  invoke = (command: string, args: Record<string, unknown> = {}): Promise<unknown> => {
    this.asked.push({ command, args });
    // As JSON, for that is how it travels.
    return Promise.resolve().then(() => {
      const answer: unknown = this.answers[command]?.(args) ?? null;
      return JSON.parse(JSON.stringify(answer)) as unknown;
    });
  };

  listen = (event: string, hear: (payload: unknown) => void): Promise<() => void> => {
    const all = this.hearing.get(event) ?? new Set();
    this.hearing.set(event, all.add(hear));
    return Promise.resolve(() => void all.delete(hear));
  };

  /** The window tells something. */
  tell(event: string, payload: unknown): void {
    for (const hear of this.hearing.get(event) ?? []) hear(payload);
  }

  /** How many listen to an event. */
  listeners(event: string): number {
    return this.hearing.get(event)?.size ?? 0;
  }

  commands(): string[] {
    return this.asked.map(({ command }) => command);
  }
}

/** A state as the window tells it when all is well. */
export const readyOnWire = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  state: "ready",
  port: 41234,
  token: "t".repeat(43),
  mediaKey: "m".repeat(43),
  library: "/home/ada/keepers",
  worksHere: true,
  run: 1,
  ...changes,
});
