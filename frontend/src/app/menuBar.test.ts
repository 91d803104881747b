import { afterEach, expect, it } from "vitest";
import { registerActions, type Action } from "@/actions/registry";
import { chooseFromMenuBar } from "./menuBar";

const done: string[] = [];
const action = (id: string, more: Partial<Action> = {}): Action => ({
  id,
  group: "app",
  title: () => id,
  run: () => void done.push(id),
  ...more,
});
const ends: (() => void)[] = [];
const register = (...actions: Action[]) => ends.push(registerActions(actions));
const choose = (id: string) => chooseFromMenuBar(id, (command) => done.push(`text: ${command}`));

function show(html: string): void {
  document.body.innerHTML = html;
  document.querySelector<HTMLElement>("[autofocus]")?.focus();
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
  document.body.replaceChildren();
  done.length = 0;
});

it("does the command of the page", () => {
  register(action("edit.undo"), action("go.photos"));
  choose("edit.undo");
  choose("go.photos");
  expect(done).toEqual(["edit.undo", "go.photos"]);
});

it("means the text while somebody types", () => {
  register(action("edit.undo"), action("edit.redo"), action("photos.all"), action("go.photos"));
  show("<input autofocus>");
  for (const id of ["edit.undo", "edit.redo", "photos.all", "go.photos"]) choose(id);
  expect(done).toEqual(["text: undo", "text: redo", "text: selectAll", "go.photos"]);
});

it("leaves what lies under a dialog alone, but not the text in it", () => {
  register(action("edit.undo"), action("app.palette", { everywhere: true }));
  show('<div role="dialog" data-state="open"><button autofocus></button></div>');
  choose("edit.undo");
  choose("app.palette");
  expect(done).toEqual(["app.palette"]);
  show('<div role="dialog" data-state="open"><input autofocus></div>');
  choose("edit.undo");
  expect(done).toEqual(["app.palette", "text: undo"]);
});

it("does nothing where a screen has no such command or it cannot be done", () => {
  register(action("edit.redo", { when: () => false }));
  expect(choose("edit.redo")).toBe(true);
  expect(choose("view.days")).toBe(false);
  expect(done).toEqual([]);
});
