import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useStore } from "zustand";
import { useActions } from "@/actions/registry";
import { Note, Progress } from "@/ui";
import { areFaces, notFaces } from "./acts";
import type { Person } from "./answers";
import { AskCard } from "./AskCard";
import { calls } from "./calls";
import { CarriedFace } from "./CarriedFace";
import { Empty, NotLoaded, SETTINGS, useSearching } from "./Empty";
import { Everybody, Found } from "./Everybody";
import { HiddenPeople } from "./HiddenPeople";
import { PeopleBar } from "./PeopleBar";
import { PeopleGrid } from "./PeopleGrid";
import { PeopleTools } from "./PeopleTools";
import { stateQuery, usePeople } from "./queries";
import { called, mergeTargets, sections } from "./sections";
import { TakenDialog } from "./TakenDialog";
import { useCards } from "./useCards";
import { clearSelected, setView, viewStore } from "./view";

/** All faces of people who are not sure: said to be some, or to be none. */
async function sayFaces(people: readonly Person[], are: boolean) {
  const pages = await Promise.all(people.map(({ id }) => calls.faces(id, null)));
  const ids = pages.flatMap(({ faces }) => faces.map(({ id }) => id));
  clearSelected();
  if (ids.length > 0) await (are ? areFaces(ids) : notFaces(ids));
}

/** Everybody in the photos: round faces, those who matter most first. */
export function PeoplePage() {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const { data: state } = useQuery(stateQuery);
  const { typed, onceShown, unsureShown } = useStore(viewStore);
  const [hiddenShown, setHiddenShown] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);

  const all = usePeople("people");
  const pets = usePeople("pets");
  const unsure = usePeople("unsure", unsureShown);
  const hidden = usePeople("hidden", hiddenShown);
  const searching = useSearching(state);

  const parts = useMemo(() => sections(all.people), [all.people]);
  const named = useMemo(
    () => [...parts.named, ...pets.people.filter(({ name }) => name !== "")],
    [parts.named, pets.people],
  );
  const seeking = typed.trim() !== "";
  const found = seeking ? called(parts.named, typed) : parts.named;
  const foundPets = seeking ? called(pets.people, typed) : pets.people;
  const rest = seeking
    ? []
    : [...parts.groups, ...(onceShown ? parts.once : []), ...(unsureShown ? unsure.people : [])];
  const drawn = hiddenShown ? hidden.people : [...found, ...rest, ...foundPets];
  const cards = useCards(scroller, drawn, named);
  const { chosen, grid } = cards;

  // Where the page stood is where it stands on return.
  const ready = state !== undefined && all.loaded && pets.loaded;
  const placed = useRef(false);
  useEffect(() => {
    if (!ready || placed.current || !scroller.current) return;
    placed.current = true;
    scroller.current.scrollTop = viewStore.getState().scroll;
  }, [ready]);

  useActions([
    {
      id: "people.merge",
      group: "edit",
      keys: ["m"],
      title: () => t("actions.merge"),
      when: () => chosen.length > 1,
      run: () => {
        const [into] = mergeTargets(chosen);
        if (into) cards.mergeInto(into, chosen);
      },
    },
    {
      id: "people.hide",
      group: "edit",
      keys: ["h"],
      title: () => t("actions.hide"),
      when: () => !hiddenShown && cards.reach().length > 0,
      run: () => cards.hideThose(cards.reach(), "everywhere"),
    },
    {
      id: "people.clear",
      group: "edit",
      keys: ["escape"],
      quiet: true,
      title: () => t("actions.clear"),
      when: () => chosen.length > 0,
      run: clearSelected,
    },
  ]);

  if (all.error && !all.loaded) return <NotLoaded words={all.error.message} onRetry={all.again} />;
  if (!ready) return <div className="people-scroll" aria-busy="true" />;
  if (all.people.length + pets.people.length + state.unsure + state.hidden === 0)
    return <Empty state={state} />;

  const facts = [
    parts.named.length > 0 ? t("counts.named", { count: parts.named.length }) : "",
    state.unnamed > 0 ? t("counts.unnamed", { count: state.unnamed }) : "",
  ].filter(Boolean);
  // What more there could be is told in the settings; here only what keeps people apart.
  const brings = state.models === "ready" ? "" : state.missing.map((help) => help.brings).join(" ");
  return (
    <>
      <PeopleTools
        typed={typed}
        hiddenCount={state.hidden}
        hiddenShown={hiddenShown}
        onEnter={() => {
          const first = found[0] ?? foundPets[0];
          if (seeking && first && !hiddenShown) void navigate(`/people/${first.id}`);
        }}
        onHidden={(shown) => {
          clearSelected();
          setHiddenShown(shown);
        }}
      />
      <div
        ref={scroller}
        className="people-scroll"
        tabIndex={-1}
        onKeyDown={cards.onKeyDown}
        onScroll={({ currentTarget }) => setView({ scroll: currentTarget.scrollTop })}
      >
        <div className="people-page">
          <header className="people-head">
            <h1 className="t-28">{hiddenShown ? t("hidden.title") : t("title")}</h1>
            {!hiddenShown && <span className="ink-3 num">{facts.join(", ")}</span>}
            {searching && !hiddenShown && (
              <span className="searching ink-3 num" role="status">
                {searching.words}
                {searching.share !== null && (
                  <Progress value={searching.share} label={searching.words} />
                )}
              </span>
            )}
          </header>
          <div className="people-main">
            {brings !== "" && !hiddenShown && !seeking && (
              <Note icon={Sparkles} lead={t("empty.partial")}>
                {brings}{" "}
                <button type="button" className="link" onClick={() => void navigate(SETTINGS)}>
                  {t("empty.modelsAction")}
                </button>
              </Note>
            )}
            {hiddenShown ? (
              <HiddenPeople people={hidden.people} loaded={hidden.loaded} grid={grid} />
            ) : seeking ? (
              <Found found={found} typed={typed} elsewhere={foundPets.length > 0} grid={grid} />
            ) : (
              <Everybody
                parts={parts}
                unsure={unsure.people}
                unsureCount={state.unsure}
                onceShown={onceShown}
                unsureShown={unsureShown}
                more={all.more}
                grid={grid}
              />
            )}
          </div>
          {!hiddenShown && (
            <div className="people-aside">
              {!seeking && <AskCard />}
              {foundPets.length > 0 && (
                <section aria-label={t("pets.title")}>
                  <h2 className="t-15 title">
                    {t("pets.title")}
                    <span className="ink-3 num">{foundPets.length.toLocaleString()}</span>
                  </h2>
                  <p className="t-12 ink-3">{t("pets.words")}</p>
                  <PeopleGrid
                    label={t("pets.title")}
                    people={foundPets}
                    size={64}
                    className="people pets"
                    {...grid}
                  />
                </section>
              )}
            </div>
          )}
        </div>
        {grid.carried && <CarriedFace carried={grid.carried} people={drawn} />}
      </div>
      <PeopleBar
        chosen={chosen}
        onMerge={(into) => cards.mergeInto(into, chosen)}
        onHide={(level) => cards.hideThose(chosen, level)}
        onName={({ id }) => {
          clearSelected();
          cards.setNaming(id);
        }}
        onFaces={(are) => void sayFaces(chosen, are)}
      />
      <TakenDialog
        taken={cards.taken}
        onClose={() => cards.setTaken(null)}
        onMerge={({ person, by }) => {
          cards.setTaken(null);
          cards.mergeInto(by, [person]);
        }}
        onOther={({ person }) => cards.setNaming(person.id)}
      />
    </>
  );
}
