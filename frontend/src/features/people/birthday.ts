/** A birthday as it is written in fields; the year is empty where it is not known. */
export interface Birthday {
  day: string;
  month: string;
  year: string;
}

const TEXT = /^(\d{4}|-)-(\d{2})-(\d{2})$/;
const two = (value: number) => String(value).padStart(2, "0");

/** The fields of "2012-03-05" or "--03-05". */
export function fieldsOf(birthday: string | null): Birthday {
  const [, year = "", month = "", day = ""] = TEXT.exec(birthday ?? "") ?? [];
  return {
    day: day.replace(/^0/, ""),
    month: month.replace(/^0/, ""),
    year: year === "-" ? "" : year,
  };
}

/** What is written in the fields: a birthday, null for none, undefined for a day that never was. */
export function birthdayOf({ day, month, year }: Birthday): string | null | undefined {
  if (day.trim() === "" && month.trim() === "" && year.trim() === "") return null;
  const [d, m] = [Number(day), Number(month)];
  // A year that is not known may have had a 29 February.
  const y = year.trim() === "" ? 2000 : Number(year);
  const whole = [d, m, y].every(Number.isInteger);
  if (!whole || m < 1 || m > 12 || d < 1 || y < 1800 || y > 9999) return undefined;
  if (d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return undefined;
  return `${year.trim() === "" ? "-" : String(y)}-${two(m)}-${two(d)}`;
}

/** "5 March 2012" or "5 March"; empty for none. */
export function birthdayWords(birthday: string | null, locale: string): string {
  const parts = TEXT.exec(birthday ?? "");
  if (!parts) return "";
  const [, year = "", month = "", day = ""] = parts;
  const known = year !== "-";
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    ...(known ? { year: "numeric" } : {}),
    timeZone: "UTC",
  }).format(Date.UTC(known ? Number(year) : 2000, Number(month) - 1, Number(day)));
}
