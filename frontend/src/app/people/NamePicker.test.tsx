import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { NamePicker } from "./NamePicker";

const people = ["Marta", "Maria"].map((name, at) => ({
  id: at + 1,
  name,
  cover_face_id: null,
  photos: 3,
}));

const show = (initial = "") => {
  const choose = vi.fn();
  const leave = vi.fn();
  render(
    <NamePicker
      label="Who is this?"
      people={people}
      initial={initial}
      onChoose={choose}
      onLeave={leave}
      atOnce
    />,
  );
  const line = screen.getByRole("combobox", { name: "Who is this?" });
  const press = (key: string) => fireEvent.keyDown(line, { key });
  const type = (value: string) => fireEvent.change(line, { target: { value } });
  return { choose, leave, line, press, type };
};
// jsdom has no layout to scroll.
Element.prototype.scrollIntoView = () => undefined;

const options = () => screen.queryAllByRole("option").map((one) => one.textContent);

describe("a line for a name", () => {
  it("has the focus, and offers everybody", () => {
    const { line } = show();
    expect(document.activeElement).toBe(line);
    expect(options()).toEqual(["MMarta3 photos", "MMaria3 photos"]);
  });

  it("takes what is typed: somebody new, or who has that name", () => {
    const { choose, press, type } = show();
    type("Mar");
    expect(options().at(-1)).toBe("Somebody new: “Mar”");
    press("Enter");
    expect(choose).toHaveBeenLastCalledWith({ name: "Mar" });
    type(" maria ");
    expect(options()).toEqual(["MMaria3 photos"]);
    press("Enter");
    expect(choose).toHaveBeenLastCalledWith({ person_id: 2 });
  });

  it("takes one of the list by arrows", () => {
    const { choose, press, type } = show();
    type("mar");
    press("ArrowDown");
    press("Enter");
    expect(choose).toHaveBeenCalledExactlyOnceWith({ person_id: 1 });
  });

  it("takes no empty name, and is left by Escape", () => {
    const { choose, leave, press, type } = show();
    type("   ");
    press("Enter");
    expect(choose).not.toHaveBeenCalled();
    type("");
    press("Escape");
    expect(leave).toHaveBeenCalledOnce();
  });

  it("shows everybody beside the name that stands there, and is left at once while it does", () => {
    const { leave, line, press, type } = show("Marta");
    expect((line as HTMLInputElement).value).toBe("Marta");
    expect(options()).toHaveLength(2);
    type("Mart");
    press("Escape");
    expect((line as HTMLInputElement).value).toBe("");
    expect(leave).not.toHaveBeenCalled();
    type("Marta");
    press("Escape");
    expect(leave).toHaveBeenCalledOnce();
  });
});
