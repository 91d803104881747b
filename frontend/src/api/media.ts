import { session } from "./session";

export type MediaSize = 256 | 1024 | "original";

/** The long side, in device pixels, up to which the small thumbnail looks sharp. */
const SMALL = 288;

/**
 * Addresses of pictures. `version` is what the server gives with a photo: with it the browser may
 * keep the picture for good, and a new one is a new address. Null while there is no thumbnail.
 */
export const media = {
  url: (id: number, size: MediaSize, version: string | null = null): string =>
    `${session.media}/${id}/${size}${version === null ? "" : `?v=${encodeURIComponent(version)}`}`,
  /** The thumbnail that is sharp at this many device pixels on its long side. */
  thumb: (id: number, longSide: number, version: string | null = null): string =>
    media.url(id, longSide <= SMALL ? 256 : 1024, version),
  original: (id: number, version: string | null = null): string =>
    media.url(id, "original", version),
  /** A face as it was cut out of its photo. */
  face: (id: number): string => `${session.media}/face/${id}`,
  /** The film that lies inside a photo. */
  motion: (id: number, version: string | null = null): string =>
    `${session.media}/motion/${id}${version === null ? "" : `?v=${encodeURIComponent(version)}`}`,
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
