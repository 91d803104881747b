import createClient, { type FetchResponse, type Middleware } from "openapi-fetch";
import { connection } from "./connection";
import { ApiError, toApiError } from "./errors";
import type { paths } from "./schema";
import { session } from "./session";

export const TOKEN_HEADER = "X-Keepers-Token";

const withToken: Middleware = {
  onRequest: ({ request }) => {
    request.headers.set(TOKEN_HEADER, session.token);
    return request;
  },
  onResponse: () => connection.answered(),
  onError: ({ error }) => {
    if (error instanceof DOMException && error.name === "AbortError") return error;
    connection.failed();
    return new ApiError("offline", "", "", 0);
  },
};

/** Where Keepers listens is known once it is ready, which is later than this module is loaded. */
class ToKeepers extends Request {
  constructor(input: RequestInfo | URL, options?: RequestInit) {
    super(typeof input === "string" ? `${session.api}${input}` : input, options);
  }
}

/** The typed client. Paths and bodies come from the generated schema. */
export const api = createClient<paths>({ credentials: "omit", Request: ToKeepers });
api.use(withToken);

type Media = `${string}/${string}`;

/**
 * Unwraps an answer: the data, or an ApiError thrown.
 *
 * @example const status = await call(api.GET("/api/v1/status"));
 */
export async function call<T extends Record<string | number, unknown>, O, M extends Media>(
  answer: Promise<FetchResponse<T, O, M>>,
): Promise<NonNullable<FetchResponse<T, O, M>["data"]>> {
  const { data, error, response } = await answer;
  if (!response.ok) throw toApiError(error, response.status);
  return data as NonNullable<typeof data>;
}
