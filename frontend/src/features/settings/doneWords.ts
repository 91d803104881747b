/** What came of work on models. */
export type Done =
  | { kind: "checked"; count: number }
  | { kind: "damaged"; ids: readonly string[] }
  | { kind: "missing"; ids: readonly string[]; why: string }
  | { kind: "waiting"; ids: readonly string[]; files: readonly string[] }
  | { kind: "failed"; why: string };

interface Over {
  state: string;
  error_message: string | null;
  args_public: Readonly<Record<string, unknown>>;
  result: Readonly<Record<string, unknown>> | null;
}

const rows = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value)
    ? value.filter((row): row is Record<string, unknown> => typeof row === "object" && row !== null)
    : [];
const text = (value: unknown) => (typeof value === "string" ? value : "");
const ids = (found: readonly Record<string, unknown>[]) => found.map(({ id }) => text(id));

/** What there is to say of a job that is over; null while it goes on, and where its own row says it. */
export function doneWords({ state, result, error_message, args_public }: Over): Done | null {
  if (state === "failed") {
    const said = Array.isArray(args_public["ids"]) || args_public["set"] !== undefined;
    return said ? null : { kind: "failed", why: error_message ?? "" };
  }
  if (state !== "done" || result === null) return null;
  const damaged = rows(result["damaged"]);
  if (damaged.length > 0) return { kind: "damaged", ids: ids(damaged) };
  const missing = rows(result["missing"]);
  if (missing.length > 0)
    return { kind: "missing", ids: ids(missing), why: text(missing[0]?.["message"]) };
  const waiting = rows(result["waiting_for"]);
  if (waiting.length > 0) {
    const files = waiting.flatMap(({ files: names }) =>
      Array.isArray(names) ? (names as unknown[]) : [],
    );
    return { kind: "waiting", ids: ids(waiting), files: files.map(text).filter(Boolean) };
  }
  const checked = result["checked"];
  return typeof checked === "number" ? { kind: "checked", count: checked } : null;
}
