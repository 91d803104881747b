/** Re-ranking in the page: the picking rule, and the worker it runs in. */
export { emptyColumns, photoAt, photosOf, setHash } from "./columns";
export { dayOf, iso } from "./coverage";
export { faults, whyNot } from "./reasons";
export type { Answer, Reranker } from "./reranker";
export { fault, score, weights } from "./score";
export { startReranker } from "./start";
export type {
  Candidates,
  Photo,
  Pick,
  PickParams,
  Reason,
  Selection,
  Shortfall,
  Sliders,
} from "./types";
