import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { FacePicture } from "@/app/people/FacePicture";
import { yearsQuery } from "./queries";

/** A face for every year, oldest first; each leads to the photos of its year. */
export function YearStrip({ id, onYear }: { id: number; onYear: (year: number) => void }) {
  const { t } = useTranslation("people");
  const { data } = useQuery(yearsQuery(id));
  const years = data?.years ?? [];
  // One year is no way through the years.
  if (years.length < 2) return null;
  return (
    <section aria-label={t("person.years")} className="strip">
      <h2 className="t-15 title">{t("person.years")}</h2>
      <ul>
        {years.map(({ year, photos, face_id }) => (
          <li key={year}>
            <button
              type="button"
              aria-label={t("person.year", { year, photos: t("photos", { count: photos }) })}
              onClick={() => onYear(year)}
            >
              <FacePicture face={face_id} name="" size={72} />
              <span className="num t-12">{year}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
