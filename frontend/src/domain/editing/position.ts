import type { Position } from "./values";

const within = (latitude: number, longitude: number): Position | null =>
  Math.abs(latitude) <= 90 &&
  Math.abs(longitude) <= 180 &&
  (Math.abs(latitude) > 0 || Math.abs(longitude) > 0)
    ? [Number(latitude.toFixed(7)), Number(longitude.toFixed(7))]
    : null;

const NUMBER = String.raw`[-−+]?\d{1,3}(?:\.\d+)?`;
/** "38.7139, -9.1394" and what maps have in their addresses. */
const DECIMAL = new RegExp(String.raw`^\(?(${NUMBER})°?(?:\s*[,;]\s*|\s+)(${NUMBER})°?\)?$`);
/** "38,7139; -9,1394" as much of Europe writes it. */
const COMMAS = /^([-−+]?\d{1,3},\d+)(?:\s*;\s*|\s+)([-−+]?\d{1,3},\d+)$/;
const IN_ADDRESS = new RegExp(String.raw`^https?://\S*?[@=/](${NUMBER}),(${NUMBER})(?:\D|$)`);
const OSM = new RegExp(String.raw`^https?://\S*#map=\d+/(${NUMBER})/(${NUMBER})`);
const GEO = new RegExp(String.raw`^geo:(${NUMBER}),(${NUMBER})`);
/** "38° 42' 50.0" N" in parts; minutes and seconds may be left out. */
const ANGLE = String.raw`(\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:"|”|″|'')\s*)?`;
const DEGREES = new RegExp(String.raw`^${ANGLE}([NS])\s*[,;]?\s*${ANGLE}([EWO])$`, "i");

const decimal = (text: string | undefined) =>
  Number((text ?? "0").replace("−", "-").replace(",", "."));

function angle(degrees?: string, minutes?: string, seconds?: string): number | null {
  const [m, s] = [decimal(minutes), decimal(seconds)];
  return m < 60 && s < 60 ? decimal(degrees) + m / 60 + s / 3600 : null;
}

/**
 * Coordinates as people paste them, in degrees: "38.7139, -9.1394", "38° 42' 50" N, 9° 8' 22" W", "geo:…", the
 * address of a map. Null when the text is none, or lies nowhere on earth. 0, 0 is what broken receivers write.
 */
export function parsePosition(text: string): Position | null {
  const typed = text.trim();
  for (const pattern of [DECIMAL, COMMAS, GEO, OSM, IN_ADDRESS]) {
    const found = pattern.exec(typed);
    if (found) return within(decimal(found[1]), decimal(found[2]));
  }
  const found = DEGREES.exec(typed);
  if (!found) return null;
  const latitude = angle(found[1], found[2], found[3]);
  const longitude = angle(found[5], found[6], found[7]);
  if (latitude === null || longitude === null) return null;
  const south = found[4]?.toUpperCase() === "S";
  const west = found[8]?.toUpperCase() === "W";
  return within(south ? -latitude : latitude, west ? -longitude : longitude);
}

/** Whether a text looks like coordinates, so that it is not looked up as a name. */
export const looksLikePosition = (text: string): boolean =>
  /^\s*(?:geo:|https?:|[-−+(]?\d{1,3}[.,]\d)/i.test(text) || /\d\s*°/.test(text);

/** "38.7139° N, 9.1394° W". */
export function positionWords(
  [latitude, longitude]: Position,
  locale: string,
  compass: Readonly<Record<"north" | "south" | "east" | "west", string>>,
): string {
  const trim = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
  });
  const part = (value: number, positive: string, negative: string) =>
    `${trim.format(Math.abs(value))}° ${value < 0 ? negative : positive}`;
  return `${part(latitude, compass.north, compass.south)}, ${part(longitude, compass.east, compass.west)}`;
}
