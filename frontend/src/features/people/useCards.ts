import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { useNavigate } from "react-router";
import { useStore } from "zustand";
import { i18n } from "@/i18n";
import { toast } from "@/app/toasts";
import type { Chosen } from "@/app/people/NamePicker";
import { hide, merge, name } from "./acts";
import type { Person } from "./answers";
import { nearest, type Direction } from "./nearest";
import type { CardHands } from "./PersonCard";
import { mergeTargets } from "./sections";
import { useDragMerge } from "./useDragMerge";
import { clearSelected, selectTo, setView, toggleSelected, viewStore } from "./view";

const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

const t = i18n.getFixedT(null, "people");

/** A name that was written for somebody who has one already, and who has it. */
export interface Taken {
  person: Person;
  by: Person;
}

/** What hands and keys do with the faces in a box. `people`: everybody who is drawn, in that order. */
export function useCards(
  box: RefObject<HTMLElement | null>,
  people: readonly Person[],
  named: readonly Person[],
) {
  const navigate = useNavigate();
  const selected = useStore(viewStore, (view) => view.selected);
  const current = useStore(viewStore, (view) => view.current);
  const [naming, setNaming] = useState<number | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const find = (id: number | null) => people.find((person) => person.id === id);
  const chosen = useMemo(() => people.filter(({ id }) => selected.has(id)), [people, selected]);

  const cardOf = (id: number) =>
    box.current?.querySelector<HTMLElement>(`[data-person="${id}"] .who`) ?? null;
  /** Whether the keyboard is on somebody. */
  const onCard = () => (document.activeElement?.closest("[data-person]") ?? null) !== null;
  /** The keyboard goes on with this one, when the one it was on is gone. */
  const goOnWith = (id: number | undefined) => {
    if (id === undefined) return;
    const there = onCard();
    setView({ current: id });
    if (there) requestAnimationFrame(() => cardOf(id)?.focus({ preventScroll: true }));
  };

  const mergeInto = (into: Person, those: readonly Person[]) => {
    const others = those.filter(({ id }) => id !== into.id);
    if (others.length === 0) return;
    clearSelected();
    goOnWith(into.id);
    void merge(into, others);
  };
  const onDrop = (id: number, into: number) => {
    const target = find(into);
    const carried = find(id);
    if (!target || !carried) return;
    if (target.kind !== carried.kind) {
      toast(t("drag.kinds"), { id: "kinds" });
      return;
    }
    const those = selected.has(id) ? chosen : [carried];
    // Who has no name gives way to who has one, whichever was carried.
    const [one] = target.name === "" ? mergeTargets([target, ...those]) : [target];
    mergeInto(one ?? target, [target, ...those]);
  };
  const drag = useDragMerge(onDrop);

  const onName = (person: Person, to: Chosen) => {
    setNaming(null);
    const by = "person_id" in to ? named.find(({ id }) => id === to.person_id) : undefined;
    if (by && person.name !== "") setTaken({ person, by });
    else if (by) mergeInto(by, [person]);
    else if ("name" in to && to.name !== person.name)
      void name(person, to.name, (error) => {
        const other = named.find(({ id }) => id === error.facts["person_id"]);
        if (error.code === "name_taken" && other) setTaken({ person, by: other });
      });
  };
  const order = people.map(({ id }) => id);
  const hands: CardHands = {
    onChoose: (id, how) => (how === "range" ? selectTo(id, order) : toggleSelected(id)),
    onNaming: (id) => {
      setNaming(id);
      if (id !== null) setView({ current: id });
    },
    onName,
    onFocus: (id) => {
      if (viewStore.getState().current !== id) setView({ current: id });
    },
    justDragged: drag.justDragged,
    drag: drag.on,
  };
  // The cards are drawn anew only when they change, so they call what is newest.
  const latest = useRef(hands);
  useEffect(() => {
    latest.current = hands;
  });
  const [steady] = useState<CardHands>(() => ({
    onChoose: (...args) => latest.current.onChoose(...args),
    onNaming: (...args) => latest.current.onNaming(...args),
    onName: (...args) => latest.current.onName(...args),
    onFocus: (...args) => latest.current.onFocus(...args),
    justDragged: () => latest.current.justDragged(),
    drag: (id) => latest.current.drag(id),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const id = Number(target.closest<HTMLElement>("[data-person]")?.dataset["person"] ?? NaN);
    if (Number.isNaN(id) || !target.classList.contains("who")) return;
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const direction = ARROWS[event.key];
    const links = [...(box.current?.querySelectorAll<HTMLElement>(".person .who") ?? [])];
    const go = (at: number) => {
      const to = links[at];
      const toId = Number(to?.closest<HTMLElement>("[data-person]")?.dataset["person"] ?? NaN);
      if (!to || Number.isNaN(toId)) return;
      if (event.shiftKey) selectTo(toId, order);
      setView({ current: toId });
      to.focus({ preventScroll: true });
      to.scrollIntoView({ block: "nearest" });
    };
    const at = links.indexOf(target);
    if (direction)
      go(
        nearest(
          links.map((link) => link.getBoundingClientRect()),
          at,
          direction,
        ),
      );
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(links.length - 1);
    else if (event.key === " ") toggleSelected(id);
    else if (event.key === "F2") setNaming(id);
    else if (event.key === "Enter") void navigate(`/people/${id}`);
    else return;
    event.preventDefault();
  };

  const focused = find(current);
  return {
    chosen,
    taken,
    setTaken,
    onKeyDown,
    mergeInto,
    naming,
    setNaming,
    /** Who commands act on: those chosen, or else the one with the focus. */
    reach: () => (chosen.length > 0 ? chosen : focused && onCard() ? [focused] : []),
    hideThose: (those: readonly Person[], level: Person["hidden"]) => {
      const gone = new Set(those.map(({ id }) => id));
      const last = people.findLastIndex(({ id }) => gone.has(id));
      const stays = ({ id }: Person) => !gone.has(id);
      clearSelected();
      if (level === "everywhere")
        goOnWith((people.slice(last + 1).find(stays) ?? people.findLast(stays))?.id);
      void hide(those, level);
    },
    grid: {
      named,
      selected,
      reached: focused ? focused.id : (people[0]?.id ?? null),
      naming,
      carried: drag.carried,
      hands: steady,
    },
  };
}
