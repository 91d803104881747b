import { Check } from "lucide-react";
import { memo, useEffect, useRef, type MouseEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { FacePicture } from "@/app/people/FacePicture";
import { NamePicker, type Chosen } from "@/app/people/NamePicker";
import type { Person } from "./answers";
import { called } from "./acts";

export interface CardHands {
  /** Meta or Shift was held, or the mark was struck. */
  onChoose: (id: number, how: "toggle" | "range") => void;
  onNaming: (id: number | null) => void;
  onName: (person: Person, chosen: Chosen) => void;
  onFocus: (id: number) => void;
  /** Whether a click ended a drag. */
  justDragged: () => boolean;
  drag: (id: number) => {
    onPointerDown: (event: PointerEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
    onPointerUp: (event: PointerEvent) => void;
    onPointerCancel: () => void;
  };
}

interface PersonCardProps {
  person: Person;
  size: number;
  /** Everybody with a name, to be offered while one is written. */
  named: readonly Person[];
  selected: boolean;
  /** Anybody is: then each shows its mark. */
  selecting: boolean;
  reached: boolean;
  naming: boolean;
  carried: boolean;
  over: boolean;
  hands: CardHands;
}

/** A round face, who it is, and on how many photos. */
export const PersonCard = memo(function PersonCard(card: PersonCardProps) {
  const { person, size, selected, reached, naming, hands } = card;
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const link = useRef<HTMLAnchorElement>(null);
  const was = useRef(naming);
  useEffect(() => {
    if (was.current && !naming) link.current?.focus({ preventScroll: true });
    was.current = naming;
  }, [naming]);

  const photos = t("photos", { count: person.photos });
  const pet = person.kind !== "person";
  const nameless = person.name === "";
  const full =
    nameless && pet ? t(`card.probably_${person.kind as "cat" | "dog"}`) : called(person);
  const click = (event: MouseEvent) => {
    event.preventDefault();
    if (hands.justDragged()) return;
    if (event.shiftKey) hands.onChoose(person.id, "range");
    else if (event.metaKey || event.ctrlKey) hands.onChoose(person.id, "toggle");
    else void navigate(`/people/${person.id}`);
  };
  const classes = [
    "person",
    selected && "selected",
    card.selecting && "selecting",
    card.carried && "carried",
    card.over && "over",
  ];
  const tab = reached ? 0 : -1;
  return (
    <li
      className={classes.filter(Boolean).join(" ")}
      data-person={person.id}
      style={{ width: size }}
    >
      <a
        ref={link}
        className="who"
        href={`#/people/${person.id}`}
        tabIndex={tab}
        draggable={false}
        onClick={click}
        onFocus={() => hands.onFocus(person.id)}
        {...hands.drag(person.id)}
      >
        <FacePicture face={person.cover_face_id} name={person.name} size={size} />
        {nameless || naming ? (
          <span className="unseen">{full}</span>
        ) : (
          <>
            <span className="name cut" title={person.name}>
              {person.name}
            </span>
            <span className="n num" aria-hidden>
              {person.photos.toLocaleString()}
            </span>
          </>
        )}
        <span className="unseen">{photos}</span>
      </a>
      <button
        type="button"
        className="mark"
        tabIndex={tab}
        aria-pressed={selected}
        aria-label={t(selected ? "card.unselect" : "card.select", { name: full })}
        onClick={() => hands.onChoose(person.id, "toggle")}
      >
        {selected && <Check className="icon s14" aria-hidden />}
      </button>
      {naming ? (
        <div className="naming">
          <NamePicker
            atOnce
            floating
            label={t("card.who")}
            people={card.named.filter(({ id }) => id !== person.id)}
            initial={person.name}
            onChoose={(chosen) => hands.onName(person, chosen)}
            onLeave={() => hands.onNaming(null)}
          />
        </div>
      ) : (
        nameless && (
          <button
            type="button"
            className="name-me"
            tabIndex={tab}
            aria-label={t("card.addNameTo", { photos })}
            onClick={() => hands.onNaming(person.id)}
          >
            {pet ? t("card.petName") : t("card.addName")}
          </button>
        )
      )}
    </li>
  );
});
