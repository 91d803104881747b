import { useEffect, useRef } from "react";
import { TOKEN_HEADER } from "./client";
import { connection } from "./connection";
import type { components } from "./schema";
import { session } from "./session";
import { StreamParser } from "./sse";

type Job = components["schemas"]["JobDto"];

/** What the server tells, by kind. */
export interface EventData {
  job: Job;
  assets: { added?: number; changed?: number; months?: number[] };
  stacks: Record<string, never>;
  root: { id: number; state: string };
  decisions: { ids: number[] };
  /** What counts of photos changed, or what is written of them; no ids: many. */
  metadata: { ids: number[]; conflicts: number };
  /** Who is who changed. */
  people: { changed: boolean };
  /** Faces of these photos were found, drawn or taken away; no ids: many. */
  faces: { ids: number[] };
  /** Models came or went. */
  models: { changed: string[] };
  /** Events were missed: everything shown may be old. */
  resync: Record<string, never>;
}
export type EventKind = keyof EventData;

const KINDS: readonly string[] = [
  "job",
  "assets",
  "stacks",
  "root",
  "decisions",
  "metadata",
  "people",
  "faces",
  "models",
  "resync",
] satisfies EventKind[];
const isKind = (kind: string): kind is EventKind => KINDS.includes(kind);

type Listener = (kind: EventKind, data: EventData[EventKind]) => void;
const listeners = new Set<Listener>();

const tell = (kind: EventKind, data: EventData[EventKind]) => {
  for (const listener of [...listeners]) listener(kind, data);
};

/** Hears one kind of event; returns what stops it. */
export function onEvent<K extends EventKind>(
  kind: K,
  hear: (data: EventData[K]) => void,
): () => void {
  const listener: Listener = (heard, data) => {
    if (heard === kind) hear(data as EventData[K]);
  };
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Hears one kind of event while the component is shown. */
export function useEvent<K extends EventKind>(kind: K, hear: (data: EventData[K]) => void): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => onEvent(kind, (data) => latest.current(data)), [kind]);
}

let wake: () => void = () => undefined;

/** Keepers is there again: the stream is opened at once, instead of when its turn comes. */
export const reconnect = (): void => wake();

const wait = (ms: number, stop: AbortSignal) =>
  new Promise<void>((done) => {
    const end = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
      wake = () => undefined;
      done();
    };
    const timer = setTimeout(end, ms);
    wake = end;
    stop.addEventListener("abort", end);
  });

async function listen(
  after: number | null,
  stop: AbortSignal,
  heard: (id: number) => void,
): Promise<void> {
  const query = after === null ? "" : `?after=${after}`;
  const answer = await fetch(`${session.api}/api/v1/events${query}`, {
    headers: { [TOKEN_HEADER]: session.token, Accept: "text/event-stream" },
    credentials: "omit",
    signal: stop,
  });
  if (answer.status === 401) connection.refused();
  if (!answer.ok || answer.body === null) throw new Error(`events: ${answer.status}`);
  connection.answered();
  const parser = new StreamParser();
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (const message of parser.push(decoder.decode(value, { stream: true }))) {
      const id = Number(message.id);
      if (message.id !== null && Number.isFinite(id)) heard(id);
      if (isKind(message.event))
        tell(message.event, JSON.parse(message.data) as EventData[EventKind]);
    }
  }
}

/** Keeps the event stream open, from where it stopped, until `stop`. */
export async function follow(stop: AbortSignal): Promise<void> {
  const at: { after: number | null } = { after: null };
  let pause = 500;
  let broken = false;
  // Asked through a function, because it changes while a stream is open.
  const ended = () => stop.aborted || !connection.store.getState().allowed;
  while (!ended()) {
    try {
      if (broken && at.after === null) tell("resync", {});
      await listen(at.after, stop, (id) => {
        at.after = id;
        pause = 500;
      });
    } catch (error) {
      // A fetch that never reached the server throws a TypeError.
      if (!ended() && error instanceof TypeError) connection.failed();
    }
    broken = true;
    await wait(pause, stop);
    pause = Math.min(pause * 2, 10_000);
  }
}
