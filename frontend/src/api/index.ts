/** The server as the screens see it. Types come from schema.d.ts, which is generated. */
import type { components } from "./schema";

export { api, call } from "./client";
export { connection } from "./connection";
export { ApiError } from "./errors";
export { follow, onEvent, reconnect, useEvent, type EventData, type EventKind } from "./events";
export { keys } from "./keys";
export { media, whyNoPicture, type MediaSize } from "./media";
export { followInvalidation, queryClient } from "./queries";
export { openSession, session, type Session } from "./session";
export type { components, paths } from "./schema";
export type Schemas = components["schemas"];
