/** A reranker with a worker of its own. */
import { Reranker, type Answer, type Port } from "./reranker";

export function startReranker(
  onAnswer: (answer: Answer) => void,
  onError: (message: string) => void,
): Reranker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "re-ranking",
  });
  return new Reranker(worker as unknown as Port, onAnswer, onError);
}
