import { useTranslation } from "react-i18next";
import { FacePicture } from "@/app/people/FacePicture";
import type { Person } from "./answers";
import type { Carried } from "./useDragMerge";

const SIZE = 72;

/** A face on its way to another, and what letting go would do. */
export function CarriedFace({ carried, people }: { carried: Carried; people: readonly Person[] }) {
  const { t } = useTranslation("people");
  const person = people.find(({ id }) => id === carried.id);
  const over = people.find(({ id }) => id === carried.over);
  if (!person) return null;
  const into = (other: Person) =>
    person.name !== "" && other.name !== ""
      ? t("drag.over", { name: person.name, into: other.name })
      : // Who has a name keeps it, whichever was carried.
        t(person.name + other.name === "" ? "drag.both" : "drag.into", {
          into: other.name || person.name,
        });
  return (
    <div
      className="carried-face"
      aria-hidden
      style={{ transform: `translate(${carried.x - SIZE / 2}px, ${carried.y - SIZE / 2}px)` }}
    >
      <FacePicture face={person.cover_face_id} name={person.name} size={SIZE} />
      <span className="tooltip">{over ? into(over) : t("drag.carry")}</span>
    </div>
  );
}
