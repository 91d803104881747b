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

/** The typed client. Paths and bodies come from the generated schema. */
export const api = createClient<paths>({ baseUrl: session.api, credentials: "omit" });
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
