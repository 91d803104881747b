import type { Desktop } from "@/platform";

const words = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? `${thrown.name}: ${thrown.message}`) : String(thrown);

/** Writes what nobody expected into the window's log; a window has no console to look at. */
export function reportProblems(desktop: Pick<Desktop, "logProblem">): () => void {
  const failed = (event: ErrorEvent) =>
    desktop.logProblem(
      `${words(event.error ?? event.message)} (${event.filename}:${event.lineno})`,
    );
  const rejected = (event: PromiseRejectionEvent) =>
    desktop.logProblem(`not handled: ${words(event.reason)}`);
  window.addEventListener("error", failed);
  window.addEventListener("unhandledrejection", rejected);
  return () => {
    window.removeEventListener("error", failed);
    window.removeEventListener("unhandledrejection", rejected);
  };
}
