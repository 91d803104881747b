import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useActions } from "@/actions/registry";
import { FacePicture } from "@/app/people/FacePicture";
import { NamePicker, type Chosen } from "@/app/people/NamePicker";
import { locale } from "@/i18n";
import { called, merge, name } from "./acts";
import type { Person } from "./answers";
import { monthOf } from "./askWords";
import { birthdayWords } from "./birthday";
import { usePeople } from "./queries";
import { TakenDialog } from "./TakenDialog";
import type { Taken } from "./useCards";

/** When the photos are from, and what is known of somebody, in one line. */
function useFacts(person: Person, photos: number): string[] {
  const { t } = useTranslation("people");
  const { first_time, last_time, birthday } = person;
  const first = first_time === null ? "" : monthOf(first_time);
  const last = last_time === null ? "" : monthOf(last_time);
  const born = birthdayWords(birthday, locale());
  const known = birthday?.startsWith("--") === false;
  return [
    t("photos", { count: photos }),
    first === last ? first : t("person.from", { first, last }),
    born === "" ? "" : t(known ? "person.born" : "person.birthday", { birthday: born }),
    person.memorial ? t("person.memorial") : "",
    person.hidden === "shown" ? "" : t(`levelNow.${person.hidden}`),
  ].filter(Boolean);
}

/** The cover, and the name, which is edited where it stands. */
export function PersonHead({ person, photos }: { person: Person; photos: number }) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const facts = useFacts(person, photos);
  const list = usePeople(person.kind === "person" ? "people" : "pets");
  const others = list.people.filter((one) => one.name !== "" && one.id !== person.id);
  const [naming, setNaming] = useState(false);
  const [taken, setTaken] = useState<Taken | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !naming) button.current?.focus({ preventScroll: true });
    was.current = naming;
  }, [naming]);
  useActions([
    {
      id: "person.name",
      group: "edit",
      keys: ["f2"],
      title: () => t("actions.name"),
      run: () => setNaming(true),
    },
  ]);

  const together = (by: Person) => {
    void merge(by, [person]);
    void navigate(`/people/${by.id}`, { replace: true });
  };
  const onChoose = (chosen: Chosen) => {
    setNaming(false);
    const by = "person_id" in chosen ? others.find(({ id }) => id === chosen.person_id) : undefined;
    if (by && person.name !== "") setTaken({ person, by });
    else if (by) together(by);
    else if ("name" in chosen && chosen.name !== person.name)
      void name(person, chosen.name, (error) => {
        const other = others.find(({ id }) => id === error.facts["person_id"]);
        if (error.code === "name_taken" && other) setTaken({ person, by: other });
      });
  };
  return (
    <header className="person-head">
      <FacePicture face={person.cover_face_id} name={person.name} size={96} />
      <div>
        <h1 className={naming ? "unseen" : "t-28"}>
          <button
            ref={button}
            type="button"
            className={`in-place${person.name === "" ? " is-empty" : ""}`}
            aria-label={
              person.name === "" ? t("person.give") : t("person.rename", { name: person.name })
            }
            title={t("person.name")}
            onClick={() => setNaming(true)}
          >
            {person.name === "" ? t("person.give") : person.name}
          </button>
        </h1>
        {naming && (
          <div
            className="naming large"
            onBlur={({ currentTarget, relatedTarget }) => {
              if (!currentTarget.contains(relatedTarget)) setNaming(false);
            }}
          >
            <NamePicker
              atOnce
              floating
              label={t("card.who")}
              people={others}
              initial={person.name}
              onChoose={onChoose}
              onLeave={() => setNaming(false)}
            />
          </div>
        )}
        <p className="ink-3 num">{facts.join(" · ")}</p>
      </div>
      <TakenDialog
        taken={taken}
        onClose={() => setTaken(null)}
        onMerge={({ by }) => {
          setTaken(null);
          together(by);
        }}
        onOther={() => setNaming(true)}
      />
      <span className="unseen" role="status">
        {called(person)}
      </span>
    </header>
  );
}
