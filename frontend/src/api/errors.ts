/** What the server said, as application/problem+json. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    /** Stable, snake_case; "offline" when the server did not answer. */
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly status: number,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title);
  }

  /** No answer came at all. */
  get offline(): boolean {
    return this.code === "offline";
  }
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Makes an ApiError of whatever body came with a failed answer. */
export function toApiError(body: unknown, status: number): ApiError {
  const problem = (typeof body === "object" && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  const facts = problem["facts"];
  return new ApiError(
    text(problem["code"]) || `http_${status}`,
    text(problem["title"]),
    text(problem["detail"]),
    status,
    typeof facts === "object" && facts !== null ? (facts as Record<string, unknown>) : {},
  );
}
