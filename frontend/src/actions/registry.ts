import type { LucideIcon } from "lucide-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export type ActionGroup = "go" | "photo" | "view" | "edit" | "app";

/**
 * Something a person can do. Menus, the keyboard, the palette and the list of keys are views of the
 * registered actions, so a command written once is everywhere.
 */
export interface Action {
  /** Stable, such as "export.selection". A later action with the same id stands in for the earlier. */
  id: string;
  /** In the language of the page, with its count where there is one. Called at each drawing. */
  title: () => string;
  group: ActionGroup;
  icon?: LucideIcon;
  /** Chords such as "mod+z", "f", "?", "shift+arrowright". The first one is shown. */
  keys?: readonly string[];
  /** Whether it can be done now; without it, always. */
  when?: () => boolean;
  run: (args?: unknown) => void | Promise<void>;
  /** Where it also stands: the menu over a photo, the bar under a selection, the ⋯ menu. */
  menu?: readonly ("photo" | "more")[];
  /** Place in its part of a menu: lower comes first; 0 where nothing is said. */
  order?: number;
  /** On or off, for menus. */
  checked?: () => boolean;
  /** Works while typing and in dialogs too. */
  everywhere?: boolean;
  /** Known by its keys only; not in the palette. */
  quiet?: boolean;
}

const store = createStore<{ actions: readonly Action[] }>(() => ({ actions: [] }));

/** Adds actions; returns what takes them away again. */
export function registerActions(added: readonly Action[]): () => void {
  store.setState(({ actions }) => ({ actions: [...actions, ...added] }));
  return () => {
    store.setState(({ actions }) => ({
      actions: actions.filter((action) => !added.includes(action)),
    }));
  };
}

/** Registers actions while the component is shown. They may change at each drawing; their ids and keys may not. */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(
    () =>
      registerActions(
        latest.current.map((first) => {
          const now = () => latest.current.find((action) => action.id === first.id) ?? first;
          return {
            ...first,
            title: () => now().title(),
            when: () => now().when?.() ?? true,
            run: (args?: unknown) => now().run(args),
            ...(first.checked === undefined ? {} : { checked: () => now().checked?.() ?? false }),
          };
        }),
      ),
    [],
  );
}

/** All actions, the newest of each id, in the order of registration. */
export function allActions(): Action[] {
  return [...new Map(store.getState().actions.map((action) => [action.id, action])).values()];
}

/** Redraws when actions come or go. */
export function useAllActions(): Action[] {
  useStore(store);
  return allActions();
}

export const possible = (action: Action): boolean => action.when?.() ?? true;

export function findAction(id: string): Action | undefined {
  return allActions().find((action) => action.id === id);
}

/** Does an action when it can be done now. Returns whether it was done. */
export function runAction(id: string, args?: unknown): boolean {
  const action = findAction(id);
  if (!action || !possible(action)) return false;
  void action.run(args);
  return true;
}
