import "./name-picker.css";
import { UserRoundPlus } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { LONGEST, tidy } from "@/domain/editing/values";
import { named, suggest, type Known } from "@/domain/people/suggest";
import { Combobox, type Option } from "@/ui";
import type { Chosen } from "./chosen";
import { FacePicture } from "./FacePicture";

export type { Chosen };

interface NamePickerProps {
  /** What it asks: "Who is this?". */
  label: string;
  /** Everybody it may be, the likeliest first; those without a name are left out. */
  people: readonly Known[];
  /** What stands there at the beginning. */
  initial?: string;
  onChoose: (chosen: Chosen) => void;
  /** Escape in the empty line, or while nothing was changed. */
  onLeave?: () => void;
  /** The list lies over what follows; without it, it stands beneath the line. */
  floating?: boolean;
  /** The focus is here at once. */
  atOnce?: boolean;
  /** So many are suggested. */
  most?: number;
}

const NEW = "new";

/**
 * A line for a name, with those it may be. Enter takes what is typed: who has exactly this name, or somebody new;
 * an arrow takes one of the list.
 */
export function NamePicker({
  label,
  people,
  initial = "",
  onChoose,
  onLeave,
  floating = false,
  atOnce = false,
  most = 5,
}: NamePickerProps) {
  const { t } = useTranslation("faces");
  const [typed, setTyped] = useState(initial);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!atOnce) return;
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, [atOnce]);
  const name = tidy(typed);
  const exact = named(typed, people);
  const take = () => {
    if (exact) onChoose({ person_id: exact.id });
    else if (name !== null) onChoose({ name });
  };
  // What stands there at the beginning is no question yet.
  const found = suggest(typed === initial ? "" : typed, people, most);
  const options: Option[] = found.map((person) => ({
    id: String(person.id),
    content: (
      <span className="name-option">
        <FacePicture face={person.cover_face_id} name={person.name} size={20} />
        <span className="cut">{person.name}</span>
      </span>
    ),
    hint: t("picker.photos", { count: person.photos }),
  }));
  if (name !== null && !exact && typed !== initial)
    options.push({
      id: NEW,
      content: (
        <span className="name-option">
          <UserRoundPlus className="icon" aria-hidden />
          <span className="cut">{t("picker.new", { name })}</span>
        </span>
      ),
    });
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !onLeave || (typed !== initial && typed !== "")) return;
    event.preventDefault();
    event.stopPropagation();
    onLeave();
  };
  return (
    // Before the line empties itself: what stands there unchanged is no draft.
    <div className="name-picker" onKeyDownCapture={leave}>
      <Combobox
        label={label}
        placeholder={label}
        value={typed}
        onType={setTyped}
        options={options}
        onChoose={(id) => (id === NEW ? take() : onChoose({ person_id: Number(id) }))}
        onEnter={take}
        floating={floating}
        maxLength={LONGEST.person}
        field={field}
      />
    </div>
  );
}
