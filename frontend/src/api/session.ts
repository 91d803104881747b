/** Where the server is and what opens it. */
export interface Session {
  /** Start of every API path, without a slash at the end. */
  api: string;
  /** Start of every media path, with its key. */
  media: string;
  token: string;
}

const TOKEN = "keepers.token";

/**
 * Reads the session from an address such as `http://127.0.0.1:8420/ui/<media key>/#token=<token>`.
 *
 * In development the page is not served by Keepers; the fragment then carries `media=<key>` too.
 */
export function readSession(address: URL, stored: Pick<Storage, "getItem" | "setItem">): Session {
  const fragment = new URLSearchParams(address.hash.slice(1));
  const fresh = fragment.get("token");
  if (fresh !== null) stored.setItem(TOKEN, fresh);
  const given = fragment.get("media");
  if (given !== null) stored.setItem(`${TOKEN}.media`, given);
  const key =
    /^\/ui\/([^/]+)/.exec(address.pathname)?.[1] ?? stored.getItem(`${TOKEN}.media`) ?? "";
  return {
    api: address.origin,
    media: `${address.origin}/media/${key}`,
    token: fresh ?? stored.getItem(TOKEN) ?? "",
  };
}

/** Takes the key out of the address bar, so it is not copied along with it. */
export function dropSecret(): void {
  if (/(^#|&)token=/.test(location.hash)) history.replaceState(null, "", `${location.pathname}#/`);
}

/** The session of a server on this computer. */
export function sessionOf(server: { port: number; token: string; mediaKey: string }): Session {
  const api = `http://127.0.0.1:${server.port}`;
  return { api, media: `${api}/media/${server.mediaKey}`, token: server.token };
}

/** The session of this page. Empty until it is opened, once Keepers is ready. */
export const session: Session = { api: "", media: "", token: "" };

export function openSession(opened: Session): void {
  Object.assign(session, opened);
}
