/**
 * Numbers and times for people. Capture times are wall-clock times written as if they were UTC,
 * so they are formatted in UTC: a photo taken at noon says noon everywhere.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function dates(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

const UTC = { timeZone: "UTC" } as const;

/** "August 2024" of 202408. */
export const monthName = (month: number, locale: string): string =>
  dates(locale, { ...UTC, month: "long", year: "numeric" }).format(
    Date.UTC(Math.floor(month / 100), (month % 100) - 1),
  );

/** "August" of 202408. */
export const monthOnly = (month: number, locale: string): string =>
  dates(locale, { ...UTC, month: "long" }).format(
    Date.UTC(Math.floor(month / 100), (month % 100) - 1),
  );

/** "Saturday" of a wall-clock time. */
export const weekdayName = (time: number, locale: string): string =>
  dates(locale, { ...UTC, weekday: "long" }).format(time);

/** 17 of a wall-clock time. */
export const dayOfMonth = (time: number): number => new Date(time).getUTCDate();

/** "Saturday 17 August 2024". */
export const dayLong = (time: number, locale: string): string =>
  dates(locale, { ...UTC, weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
    time,
  );

/** "Saturday 17 August 2024, 18:42". */
export const momentLong = (time: number, locale: string): string =>
  `${dayLong(time, locale)}, ${dates(locale, { ...UTC, hour: "numeric", minute: "2-digit" }).format(time)}`;

/** "17 August 2024, 18:42" of a moment on this computer's own clock. */
export const stampLong = (time: number, locale: string): string =>
  dates(locale, { dateStyle: "long", timeStyle: "short" }).format(time);

/** "0:07", "12:05" or "1:02:03" of milliseconds. */
export function filmLength(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const end = `:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${two(minutes)}${end}` : `${minutes}${end}`;
}

/** Bytes as "3.1 MB". */
export function bytes(size: number, locale: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
  const power = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[power] ?? "byte",
    // "80 bytes": the short form is "80 byte".
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: power > 1 && value < 100 ? 1 : 0,
  }).format(value);
}

/** An exposure as cameras write it: "1/640 s", "0.5 s", "2 s". */
export function exposure(seconds: number, locale: string): string {
  if (seconds <= 0) return "";
  if (seconds < 0.4) return `1/${Math.round(1 / seconds)} s`;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(seconds)} s`;
}

/** "UTC+2" or "UTC+5:30" of an offset in minutes. */
export function offsetName(minutes: number): string {
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  const rest = size % 60;
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}

/** The first sign of a name as people see it, whatever it is made of. */
export function firstSign(name: string, locale: string): string {
  const [first] = new Intl.Segmenter(locale).segment(name.trim());
  return first?.segment.toLocaleUpperCase(locale) ?? "";
}
