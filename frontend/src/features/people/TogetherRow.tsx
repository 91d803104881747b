import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { FacePicture } from "@/app/people/FacePicture";
import { called } from "./acts";
import { togetherQuery } from "./queries";

const FIRST = 8;

/** Who is in the same photos; each leads to the photos that show both. */
export function TogetherRow({ id }: { id: number }) {
  const { t } = useTranslation("people");
  const { data } = useQuery(togetherQuery(id));
  const [all, setAll] = useState(false);
  const people = data?.people ?? [];
  if (people.length === 0) return null;
  return (
    <section aria-label={t("person.together")} className="together">
      <h2 className="t-15 title">{t("person.together")}</h2>
      <ul>
        {(all ? people : people.slice(0, FIRST)).map((other) => (
          <li key={other.id}>
            <Link to={`/people/with/${id},${other.id}`}>
              <FacePicture face={other.cover_face_id} name={other.name} size={48} />
              {other.name === "" ? (
                <span className="unseen">{called(other)}</span>
              ) : (
                <span className="cut">{other.name}</span>
              )}
              <span className="ink-3 num t-12" aria-hidden>
                {other.photos.toLocaleString()}
              </span>
              <span className="unseen">{t("person.togetherOn", { count: other.photos })}</span>
            </Link>
          </li>
        ))}
        {people.length > FIRST && (
          <li>
            <button
              type="button"
              className="link t-12"
              aria-expanded={all}
              onClick={() => setAll(!all)}
            >
              {all ? t("person.fewer") : t("person.everyone", { count: people.length })}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
