import { Plus } from "lucide-react";
import { useState, type ReactElement, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { media } from "@/api";
import type { Asset } from "@/app/editing/answers";
import { edit } from "@/app/editing/edits";
import { faceCrop } from "@/domain/editing/face";
import { LONGEST, tidy, type Person } from "@/domain/editing/values";
import { firstSign } from "@/domain/format";
import { locale } from "@/i18n";
import { Button, Popover } from "@/ui";
import { showFaces } from "./facesView";
import { Section } from "./Section";
import { useFaces } from "./useFaces";
import { WhoFace } from "./WhoFaces";
import { Yours } from "./Yours";

/** In pixels; as in about.css. */
const FACE = 48;
/** Of those without a name, so many are shown: a crowd would push everything else out of sight. */
const FEW = 6;

function Face({ asset, person }: { asset: Asset; person: Person }) {
  const { width, height } = asset;
  const crop =
    person.box && width !== null && height !== null && asset.kind === "photo"
      ? faceCrop(person.box, width / height, FACE)
      : null;
  if (!crop)
    return (
      <span className="face" aria-hidden>
        {firstSign(person.name, locale())}
      </span>
    );
  return (
    <span
      className="face"
      aria-hidden
      style={{
        backgroundImage: `url("${media.url(asset.id, 1024, asset.version)}")`,
        backgroundSize: `${crop.width}px ${crop.height}px`,
        backgroundPosition: `${crop.left}px ${crop.top}px`,
      }}
    />
  );
}

interface NameProps {
  /** Null for somebody who is added. */
  person: Person | null;
  others: readonly string[];
  onSave: (name: string) => void;
  onRemove: () => void;
}

function Name({ person, others, onSave, onRemove }: NameProps) {
  const { t } = useTranslation("editing");
  const [name, setName] = useState(person?.name ?? "");
  const tidied = tidy(name);
  const twice = tidied !== null && others.some((one) => one.toLowerCase() === tidied.toLowerCase());
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    if (tidied !== null && !twice) onSave(tidied);
  };
  return (
    <form className="editor" onSubmit={save}>
      <label className="field">
        <span>{t("person.name")}</span>
        <input
          className="input"
          value={name}
          maxLength={LONGEST.person}
          autoComplete="off"
          aria-invalid={twice}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {twice && (
        <p className="t-12 ink-2" role="alert">
          {t("person.twice")}
        </p>
      )}
      <div className="row">
        {person && (
          <Button look="ghost" onClick={onRemove}>
            {t("person.remove")}
          </Button>
        )}
        <Button look="primary" type="submit" disabled={tidied === null || twice}>
          {person ? t("person.save") : t("person.add")}
        </Button>
      </div>
    </form>
  );
}

/** Who is on it: names, with a face where one is marked. A name that changes keeps its face. */
export function Who({ asset }: { asset: Asset }) {
  const { t } = useTranslation(["editing", "faces"]);
  const faces = useFaces(asset.id)?.faces ?? [];
  const [open, setOpen] = useState<number | null>(null);
  const people: readonly Person[] = asset.people;
  const save = (next: readonly Person[]) => {
    setOpen(null);
    void edit(
      t("done.people"),
      [asset.id],
      [{ field: "people", action: "set", value: next.length > 0 ? next : null }],
    );
  };
  const editor = (at: number) => {
    const person = people[at] ?? null;
    return (
      <Name
        person={person}
        others={people.filter((_, index) => index !== at).map(({ name }) => name)}
        onSave={(name) => {
          if (name === person?.name) setOpen(null);
          else if (person) save(people.with(at, { ...person, name }));
          else save([...people, { name, box: null }]);
        }}
        onRemove={() => save(people.filter((_, index) => index !== at))}
      />
    );
  };
  const pop = (at: number, label: string, trigger: ReactElement) => (
    <Popover
      inMain
      open={open === at}
      onOpenChange={(now) => setOpen(now ? at : null)}
      label={label}
      align="start"
      className="editor-pop"
      trigger={trigger}
    >
      {editor(at)}
    </Popover>
  );
  const nameless = faces.filter(({ name }) => name === "");
  const near = faces.filter((face) => !nameless.slice(FEW).includes(face));
  // Who has a face here is shown by it; a name without one stands for itself.
  const faced = new Set(faces.map(({ name }) => name.normalize("NFC").toLowerCase()));
  const isFaced = ({ name }: Person) => faced.has(name.normalize("NFC").toLowerCase());
  if (people.length === 0 && faces.length === 0)
    return (
      <Section title={t("person.who")}>
        {pop(
          0,
          t("add.person"),
          <button type="button" className="in-place is-empty">
            {t("add.person")}
          </button>,
        )}
        <Yours asset={asset} field="people" />
      </Section>
    );
  return (
    <Section title={t("person.who")}>
      <ul className="faces">
        {near.map((face) => (
          <li key={face.id}>
            <WhoFace face={face} />
          </li>
        ))}
        {people.map((person, at) =>
          isFaced(person) ? null : (
            <li key={`${person.name} ${at}`}>
              {pop(
                at,
                person.name,
                <button type="button" aria-label={t("person.open", { name: person.name })}>
                  <Face asset={asset} person={person} />
                  <span className="name">{person.name}</span>
                </button>,
              )}
            </li>
          ),
        )}
        <li>
          {pop(
            people.length,
            t("add.person"),
            <button
              type="button"
              className="add"
              aria-label={t("add.person")}
              title={t("add.person")}
            >
              <span className="face" aria-hidden>
                <Plus className="icon" />
              </span>
            </button>,
          )}
        </li>
      </ul>
      {near.length < faces.length && (
        <button type="button" className="link t-12" onClick={() => showFaces(true)}>
          {t("faces:who.more", { count: faces.length - near.length })}
        </button>
      )}
      <Yours asset={asset} field="people" />
    </Section>
  );
}
