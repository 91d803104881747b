import { afterEach, describe, expect, it, vi } from "vitest";
import { chordOf } from "./chord";
import { actionFor } from "./keyboard";
import { keysNow, setLetters } from "./letters";
import { find, highlight } from "./palette";
import { allActions, registerActions, runAction, type Action } from "./registry";

const press = (key: string, more: Partial<KeyboardEventInit> = {}) =>
  new KeyboardEvent("keydown", { key, bubbles: true, ...more });
const action = (id: string, more: Partial<Action> = {}): Action => ({
  id,
  group: "app",
  title: () => id,
  run: () => undefined,
  ...more,
});

const ends: (() => void)[] = [];
const register = (...actions: Action[]) => ends.push(registerActions(actions));
afterEach(() => {
  for (const end of ends.splice(0)) end();
  document.body.replaceChildren();
});

describe("chordOf", () => {
  const plain = { metaKey: false, ctrlKey: false, altKey: false, shiftKey: false };
  it("writes what was pressed, by the machine at hand", () => {
    expect(chordOf({ ...plain, key: "Z", ctrlKey: true, shiftKey: true }, false)).toBe(
      "mod+shift+z",
    );
    expect(chordOf({ ...plain, key: "z", metaKey: true }, true)).toBe("mod+z");
    expect(chordOf({ ...plain, key: "k", ctrlKey: true }, true)).toBe("ctrl+k");
    expect(chordOf({ ...plain, key: "?", shiftKey: true }, false)).toBe("?");
    expect(chordOf({ ...plain, key: " " }, false)).toBe("space");
  });
});

describe("registry", () => {
  it("does what can be done, and the newest of an id stands for it", () => {
    const [old, young] = [vi.fn(), vi.fn()];
    register(action("a", { run: old }), action("b", { when: () => false, run: old }));
    register(action("a", { run: young }));
    expect(runAction("a", 7)).toBe(true);
    expect(runAction("b")).toBe(false);
    expect(runAction("c")).toBe(false);
    expect(young).toHaveBeenCalledWith(7);
    expect(old).not.toHaveBeenCalled();
    expect(allActions().map(({ id }) => id)).toEqual(["a", "b"]);
  });
});

describe("keyboard", () => {
  it("finds the newest action of a key that can be done", () => {
    register(action("a", { keys: ["f"] }), action("b", { keys: ["f"], when: () => false }));
    expect(actionFor(press("f"))?.id).toBe("a");
  });

  it("leaves typing alone, except for commands that are everywhere", () => {
    register(action("a", { keys: ["f"] }), action("b", { keys: ["mod+k"], everywhere: true }));
    const input = document.createElement("input");
    document.body.append(input);
    const heard: (string | undefined)[] = [];
    input.addEventListener("keydown", (event) => heard.push(actionFor(event)?.id));
    input.dispatchEvent(press("f"));
    input.dispatchEvent(press("k", { ctrlKey: true }));
    expect(heard).toEqual([undefined, "b"]);
  });

  it("leaves single signs alone when they are switched off, and hears the rest", () => {
    register(action("a", { keys: ["f", "mod+e"] }));
    setLetters(false);
    expect(actionFor(press("f"))).toBeUndefined();
    expect(actionFor(press("e", { ctrlKey: true }))?.id).toBe("a");
    expect(keysNow(["f", "escape", "mod+e"], false)).toEqual(["escape", "mod+e"]);
    setLetters(true);
    expect(actionFor(press("f"))?.id).toBe("a");
  });

  it("leaves Space and arrows to the controls that use them", () => {
    register(action("a", { keys: ["space"] }));
    const button = document.createElement("button");
    document.body.append(button);
    const heard: (string | undefined)[] = [];
    button.addEventListener("keydown", (event) => heard.push(actionFor(event)?.id));
    button.dispatchEvent(press(" "));
    expect(heard).toEqual([undefined]);
    expect(actionFor(press(" "))?.id).toBe("a");
  });
});

describe("palette", () => {
  const rows = ["Go to Photos", "Favourite", "March 2024", "Clear selection"].map((title) => ({
    title,
  }));
  it("finds by the beginnings of words, without accents, the nearest to the start first", () => {
    expect(find(rows, "mar").map(({ title }) => title)).toEqual(["March 2024"]);
    expect(find(rows, "pho go").map(({ title }) => title)).toEqual(["Go to Photos"]);
    expect(find([{ title: "Über Mär" }], "mar")).toHaveLength(1);
    expect(find(rows, "(").length).toBe(0);
    expect(find(rows, " ")).toHaveLength(4);
  });
  it("shows what was found", () => {
    expect(highlight("March 2024", "mar")).toEqual(["", "Mar", "ch 2024"]);
    expect(highlight("Favourite", "x")).toEqual(["Favourite", "", ""]);
  });
});
