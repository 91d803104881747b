import { session } from "./session";

export type MediaSize = 256 | 1024 | "original";

/** Addresses of pictures. `version` makes the browser ask again after a thumbnail was not ready. */
export const media = {
  url: (id: number, size: MediaSize, version = 0): string =>
    `${session.media}/${id}/${size}${version > 0 ? `?v=${version}` : ""}`,
  /** The thumbnail that is sharp at this many device pixels on its long side. */
  thumb: (id: number, longSide: number, version = 0): string =>
    media.url(id, longSide <= 288 ? 256 : 1024, version),
  original: (id: number, version = 0): string => media.url(id, "original", version),
};

/** Why a picture did not load: the stable code of the server, or "offline". */
export async function whyNoPicture(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { credentials: "omit" });
    if (answer.ok) return "decode";
    const body: unknown = await answer.json().catch(() => null);
    const code = typeof body === "object" && body !== null && "code" in body ? body.code : null;
    return typeof code === "string" ? code : `http_${answer.status}`;
  } catch {
    return "offline";
  }
}
