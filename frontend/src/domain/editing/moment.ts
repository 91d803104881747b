import type { Moment } from "./values";

const two = (value: number) => String(value).padStart(2, "0");

/** "2024-08-17" of a wall-clock time, as a field for dates takes it. */
export function dayText(time: number): string {
  const at = new Date(time);
  return `${String(at.getUTCFullYear()).padStart(4, "0")}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
}

/** "18:42:07" of a wall-clock time, as a field for times takes it. */
export function clockText(time: number): string {
  const at = new Date(time);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

/** Nothing was photographed before. */
export const FIRST_DAY = "1826-01-01";

export type WrongMoment = "no_day" | "too_early" | "too_late" | "no_clock";

const DAY = 86_400_000;

/**
 * The moment of a day and a clock as they are typed, or what is wrong with it. Without a clock it is noon, which
 * falls on the same day wherever one is. A day to come is refused: one more is allowed for, as it is tomorrow
 * already elsewhere.
 */
export function typedMoment(
  day: string,
  clock: string,
  offset: number | null,
  now: number,
): Moment | WrongMoment {
  const date = /^(\d{4,6})-(\d{2})-(\d{2})$/.exec(day.trim());
  if (!date) return "no_day";
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(
    clock.trim() === "" ? "12:00" : clock.trim(),
  );
  const [hours, minutes, seconds] = [time?.[1], time?.[2], time?.[3] ?? "0"].map(Number);
  if (hours === undefined || minutes === undefined || seconds === undefined) return "no_clock";
  if (!(hours < 24 && minutes < 60 && seconds < 60)) return "no_clock";
  const [year, month, dayOfMonth] = [date[1], date[2], date[3]].map(Number);
  const ms = Date.UTC(year ?? 0, (month ?? 1) - 1, dayOfMonth ?? 1, hours, minutes, seconds);
  if (!Number.isFinite(ms) || new Date(ms).getUTCDate() !== dayOfMonth) return "no_day";
  if (dayText(ms) < FIRST_DAY || (year ?? 0) < 1826) return "too_early";
  if (ms > now + DAY) return "too_late";
  return { time_ms: ms, offset_min: offset };
}

/** Every offset a zone on earth has, in minutes. */
export const OFFSETS: readonly number[] = [
  -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -150, -120, -60, 0, 60,
  120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720,
  765, 780, 840,
];

/** A shift in parts, all of one sign. */
export interface Shift {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

/** How far a shift goes, in ms. */
export const shiftMs = ({ days, hours, minutes, seconds }: Shift): number =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;

/** The parts of a shift of so many ms, without its sign. */
export function shiftParts(ms: number): Shift {
  const seconds = Math.round(Math.abs(ms) / 1000);
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}
