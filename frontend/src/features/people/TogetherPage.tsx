import { ArrowLeft, Users, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { FacePicture } from "@/app/people/FacePicture";
import { NamePicker } from "@/app/people/NamePicker";
import { locale } from "@/i18n";
import { Button, EmptyState, Popover, Toolbar } from "@/ui";
import { called } from "./acts";
import type { Person } from "./answers";
import { NotLoaded } from "./Empty";
import { PhotoYears } from "./PhotoYears";
import { usePeople, usePhotos } from "./queries";

const idsOf = (text: string): number[] => [
  ...new Set(
    text
      .split(",")
      .map(Number)
      .filter((id) => Number.isInteger(id) && id > 0),
  ),
];

/** The photos that show all of some people. */
export function TogetherPage() {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const ids = idsOf(useParams()["ids"] ?? "");
  const people = usePeople("people");
  const pets = usePeople("pets");
  const hidden = usePeople("hidden");
  const photos = usePhotos(ids);
  const scroller = useRef<HTMLDivElement>(null);
  const [adding, setAdding] = useState(false);
  const everybody = [...people.people, ...pets.people, ...hidden.people];
  const chosen = ids.flatMap((id) => everybody.find((person) => person.id === id) ?? []);
  const rest = [...people.people, ...pets.people].filter(({ id }) => !ids.includes(id));
  const go = (next: readonly number[]) =>
    void navigate(next.length === 0 ? "/people" : `/people/with/${next.join(",")}`, {
      replace: true,
    });
  const names = new Intl.ListFormat(locale(), { type: "conjunction" }).format(chosen.map(called));

  const chip = (person: Person) => (
    <li key={person.id}>
      <FacePicture face={person.cover_face_id} name={person.name} size={32} />
      <span className="cut">{called(person)}</span>
      <button
        type="button"
        aria-label={t("with.remove", { name: called(person) })}
        onClick={() => go(ids.filter((id) => id !== person.id))}
      >
        <X className="icon s14" aria-hidden />
      </button>
    </li>
  );
  return (
    <>
      <Toolbar>
        <Button
          look="ghost"
          className="back"
          icon={ArrowLeft}
          onClick={() => void navigate("/people")}
        >
          {t("person.back")}
        </Button>
      </Toolbar>
      <div ref={scroller} className="people-scroll" tabIndex={-1}>
        <div className="person-page">
          <header className="with-head">
            <h1 className="t-28">{chosen.length === 0 ? t("with.only") : names}</h1>
            {photos.total !== null && (
              <span className="ink-3 num">{t("photos", { count: photos.total })}</span>
            )}
          </header>
          <ul className="who-chips" aria-label={t("with.only")}>
            {chosen.map(chip)}
            <li className="add">
              <Popover
                inMain
                open={adding}
                onOpenChange={setAdding}
                label={t("with.add")}
                align="start"
                className="move-pop"
                trigger={
                  <Button look="ghost" icon={Users}>
                    {t("with.add")}
                  </Button>
                }
              >
                <NamePicker
                  atOnce
                  label={t("with.add")}
                  people={rest}
                  onLeave={() => setAdding(false)}
                  onChoose={(who) => {
                    if (!("person_id" in who)) return;
                    setAdding(false);
                    go([...ids, who.person_id]);
                  }}
                />
              </Popover>
            </li>
          </ul>
          {photos.error && photos.total === null ? (
            <NotLoaded words={photos.error.message} onRetry={photos.again} />
          ) : ids.length === 0 ? (
            <EmptyState icon={Users} title={t("with.choose")}>
              {t("with.chooseWords")}
            </EmptyState>
          ) : (
            <PhotoYears
              photos={photos.photos}
              loaded={photos.total !== null}
              scroller={scroller}
              from={`/people/with/${ids.join(",")}`}
              none={{ title: t("with.none"), words: t("with.noneWords") }}
            />
          )}
        </div>
      </div>
    </>
  );
}
