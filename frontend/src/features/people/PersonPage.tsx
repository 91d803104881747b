import { UserX } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { ApiError } from "@/api";
import { Button, EmptyState, Segmented } from "@/ui";
import { FacesView } from "./FacesView";
import { NotLoaded } from "./Empty";
import { PersonHead } from "./PersonHead";
import { PersonTools } from "./PersonTools";
import { PhotoYears, type YearsHandle } from "./PhotoYears";
import { usePerson, usePhotos } from "./queries";
import { TogetherRow } from "./TogetherRow";
import { YearStrip } from "./YearStrip";

type Look = "photos" | "faces";

/** The person of the address; somebody else is another page. */
export function PersonPage() {
  const id = Number(useParams()["id"]);
  return <OnePerson key={id} id={id} />;
}

/** One person: who it is, with whom, through the years, and every photo and face. */
function OnePerson({ id }: { id: number }) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const { person, error, again } = usePerson(id);
  const photos = usePhotos([id]);
  const [look, setLook] = useState<Look>("photos");
  const scroller = useRef<HTMLDivElement>(null);
  const years = useRef<YearsHandle>(null);

  if (error && !person) {
    const gone = error instanceof ApiError && error.status === 404;
    if (!gone) return <NotLoaded words={error.message} onRetry={again} />;
    return (
      <div className="people-scroll">
        <EmptyState
          alone
          icon={UserX}
          title={t("person.gone")}
          action={
            <Button look="primary" onClick={() => void navigate("/people")}>
              {t("review.endBack")}
            </Button>
          }
        >
          {t("person.goneWords")}
        </EmptyState>
      </div>
    );
  }
  if (!person) return <div className="people-scroll" aria-busy="true" />;
  return (
    <>
      <PersonTools person={person} />
      <div ref={scroller} className="people-scroll" tabIndex={-1}>
        <div className="person-page">
          <PersonHead person={person} photos={photos.total ?? person.photos} />
          <TogetherRow id={id} />
          <YearStrip
            id={id}
            onYear={(year) => {
              setLook("photos");
              years.current?.goTo(year);
            }}
          />
          <div className="looks">
            <Segmented<Look>
              label={t("person.view")}
              value={look}
              onChange={setLook}
              options={[
                { value: "photos", label: t("person.photos") },
                { value: "faces", label: t("person.faces") },
              ]}
            />
          </div>
          {look === "photos" ? (
            <PhotoYears
              ref={years}
              photos={photos.photos}
              loaded={photos.total !== null}
              scroller={scroller}
              from={`/people/${id}`}
            />
          ) : (
            <FacesView person={person} />
          )}
        </div>
      </div>
    </>
  );
}
