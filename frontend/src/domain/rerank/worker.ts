/** The rule off the page's thread: columns come once, each question is one small message. */
import { choose } from "./choose";
import { photosOf } from "./columns";
import type { FromWorker, ToWorker } from "./reranker";
import type { Photo } from "./types";

let photos: Photo[] = [];

const port = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
};

port.onmessage = ({ data }) => {
  if (data.kind === "load") {
    photos = photosOf(data.candidates);
    return;
  }
  const { load, turn, params } = data;
  try {
    port.postMessage({ kind: "chosen", load, turn, selection: choose(photos, params) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ kind: "failed", load, turn, message });
  }
};
