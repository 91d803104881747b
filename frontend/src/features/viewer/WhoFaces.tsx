import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { FacePicture } from "@/app/people/FacePicture";
import { NamePicker } from "@/app/people/NamePicker";
import { namesQuery, personPath } from "@/app/people/queries";
import { Popover } from "@/ui";
import { nameFace } from "./faceActs";
import { faceLook } from "./faceLook";
import { lightFace } from "./facesView";
import { isAsked, type Face } from "./useFaces";
import { useLikely } from "./useLikely";

/** In pixels; as in about.css. */
const FACE = 48;

/** While hand or keyboard is on somebody, their box shows in the photo. */
const lights = (face: Face) => ({
  onPointerEnter: () => lightFace(face.id),
  onPointerLeave: () => lightFace(null),
  onFocus: () => lightFace(face.id),
  onBlur: () => lightFace(null),
});

/** A face of the photo in the drawer: it leads to the person's page, or asks for a name. */
export function WhoFace({ face }: { face: Face }) {
  const { t } = useTranslation("faces");
  const { name, person_id: person } = face;
  const asked = isAsked(face);
  const look = useLook(face);
  const picture = (
    <FacePicture face={face.picture ? face.id : null} name={name || "?"} size={FACE} />
  );
  if (name === "" || person === null) return <Nobody face={face} picture={picture} />;
  return (
    <Link
      to={personPath(person)}
      className={asked ? "asked" : ""}
      aria-label={t(asked ? "who.maybe" : "who.open", { name })}
      aria-description={look}
      {...lights(face)}
    >
      {picture}
      <span className="name">{asked ? t("box.maybe", { name }) : name}</span>
      {look && <span className="look">{look}</span>}
    </Link>
  );
}

/** A word about how somebody looks at us, where there is one. */
function useLook(face: Face): string | undefined {
  const { t } = useTranslation("faces");
  const look = faceLook(face);
  return look ? t(`look.${look}`) : undefined;
}

function Nobody({ face, picture }: { face: Face; picture: ReactNode }) {
  const { t } = useTranslation("faces");
  const look = useLook(face);
  const [open, setOpen] = useState(false);
  const { data: names } = useQuery({ ...namesQuery, enabled: open });
  return (
    <Popover
      inMain
      open={open}
      onOpenChange={setOpen}
      label={t("card.nobody")}
      align="start"
      className="face-card"
      trigger={
        <button
          type="button"
          className="asked"
          aria-label={t("who.nobody")}
          aria-description={look}
          {...lights(face)}
        >
          {picture}
          <span className="name">{t("box.who")}</span>
          {look && <span className="look">{look}</span>}
        </button>
      }
    >
      <Naming face={face} people={names?.people ?? []} onDone={() => setOpen(false)} />
    </Popover>
  );
}

interface NamingProps {
  face: Face;
  people: Parameters<typeof NamePicker>[0]["people"];
  onDone: () => void;
}

function Naming({ face, people, onDone }: NamingProps) {
  const { t } = useTranslation("faces");
  return (
    <div className="face-ways">
      <NamePicker
        label={t("card.nobody")}
        people={useLikely(face, people)}
        onChoose={(who) => {
          onDone();
          void nameFace(face, who);
        }}
        onLeave={onDone}
        atOnce
        most={4}
      />
    </div>
  );
}
