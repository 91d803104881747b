import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { Chips, Combobox, InPlace, Stars, TooltipProvider } from ".";

describe("a text edited where it stands", () => {
  const show = (value = "Old") => {
    const save = vi.fn();
    render(
      <InPlace label="Caption" placeholder="Add a caption" lines value={value} onSave={save} />,
    );
    fireEvent.click(screen.getByRole("button"));
    const field = screen.getByRole("textbox", { name: "Caption" });
    expect(document.activeElement).toBe(field);
    return { save, field };
  };

  it("is saved by Enter, and the focus stays", () => {
    const { save, field } = show();
    fireEvent.change(field, { target: { value: " New\nlines " } });
    fireEvent.keyDown(field, { key: "Enter", shiftKey: true });
    expect(save).not.toHaveBeenCalled();
    fireEvent.keyDown(field, { key: "Enter" });
    expect(save).toHaveBeenCalledExactlyOnceWith("New\nlines");
    expect(document.activeElement).toBe(screen.getByRole("button"));
  });

  it("is saved once by leaving it", () => {
    const { save, field } = show();
    fireEvent.change(field, { target: { value: "New" } });
    fireEvent.blur(field);
    expect(save).toHaveBeenCalledExactlyOnceWith("New");
  });

  it("is left as it was by Escape, and when nothing changed", () => {
    const { save, field } = show();
    const heard = vi.fn();
    window.addEventListener("keydown", heard);
    fireEvent.change(field, { target: { value: "New" } });
    fireEvent.keyDown(field, { key: "Escape" });
    window.removeEventListener("keydown", heard);
    expect(screen.getByRole("button", { name: "Caption: Old" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button"));
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "Enter" });
    expect(save).not.toHaveBeenCalled();
    expect(heard).not.toHaveBeenCalled();
  });

  it("asks for a text while there is none, and lets a sign be composed", () => {
    const { save, field } = show("");
    fireEvent.change(field, { target: { value: "日本" } });
    fireEvent.keyDown(field, { key: "Enter", isComposing: true });
    expect(save).not.toHaveBeenCalled();
    fireEvent.keyDown(field, { key: "Escape" });
    expect(screen.getByRole("button", { name: "Add a caption" })).toBeTruthy();
  });
});

describe("a line with what it may mean", () => {
  it("goes through the list by arrows and takes one by Enter", () => {
    const [choose, enter, seen] = [vi.fn(), vi.fn(), vi.fn()];
    // There is no window to scroll in here.
    Element.prototype.scrollIntoView = seen;
    const options = [
      { id: "a", content: "Alpha" },
      { id: "b", content: "Beta" },
    ];
    render(
      <Combobox
        label="Place"
        value="x"
        onType={() => undefined}
        options={options}
        onChoose={choose}
        onEnter={enter}
      />,
    );
    const line = screen.getByRole("combobox", { name: "Place" });
    fireEvent.keyDown(line, { key: "Enter" });
    expect(enter).toHaveBeenCalledOnce();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) fireEvent.keyDown(line, { key });
    const [alpha] = screen.getAllByRole("option");
    expect(alpha?.getAttribute("aria-selected")).toBe("true");
    expect(line.getAttribute("aria-activedescendant")).toBe(alpha?.id);
    expect(seen.mock.contexts.at(-1)).toBe(alpha);
    fireEvent.keyDown(line, { key: "Enter" });
    expect(choose).toHaveBeenCalledExactlyOnceWith("a");
    fireEvent.click(screen.getByText("Beta"));
    expect(choose).toHaveBeenLastCalledWith("b");
  });
});

function Words({ onAdd, onRemove }: { onAdd: (text: string) => void; onRemove: () => void }) {
  const [typed, setTyped] = useState("");
  return (
    <Chips
      label="Keywords"
      values={["sea", "sun"]}
      removeLabel={(word) => `Take away ${word}`}
      onRemove={onRemove}
      addLabel="Add a keyword"
      typed={typed}
      onType={setTyped}
      onAdd={onAdd}
      options={[]}
    />
  );
}

describe("words that come and go", () => {
  it("come by Enter, by a comma and by leaving", () => {
    const add = vi.fn();
    render(<Words onAdd={add} onRemove={() => undefined} />);
    const line = screen.getByRole("combobox", { name: "Add a keyword" });
    for (const end of [
      () => fireEvent.keyDown(line, { key: "Enter" }),
      () => fireEvent.keyDown(line, { key: "," }),
      () => fireEvent.blur(line),
    ]) {
      fireEvent.change(line, { target: { value: "wind" } });
      end();
      expect(line).toHaveProperty("value", "");
    }
    fireEvent.keyDown(line, { key: "Enter" });
    expect(add.mock.calls).toEqual([["wind"], ["wind"], ["wind"]]);
  });

  it("go by their button, which leaves the focus in the line, and the last by Backspace", () => {
    const remove = vi.fn();
    render(<Words onAdd={() => undefined} onRemove={remove} />);
    const line = screen.getByRole("combobox");
    fireEvent.click(screen.getByRole("button", { name: "Take away sea" }));
    expect(document.activeElement).toBe(line);
    fireEvent.change(line, { target: { value: "w" } });
    fireEvent.keyDown(line, { key: "Backspace" });
    fireEvent.change(line, { target: { value: "" } });
    fireEvent.keyDown(line, { key: "Backspace" });
    expect(remove.mock.calls).toEqual([["sea"], ["sun"]]);
  });
});

describe("stars", () => {
  it("are given, and taken away by the same again", () => {
    const changed = vi.fn();
    render(
      <TooltipProvider>
        <Stars
          label="Stars"
          value={3}
          onChange={changed}
          starLabel={(count) => `${count} stars`}
          rejectLabel="Rejected"
        />
      </TooltipProvider>,
    );
    fireEvent.click(screen.getByRole("radio", { name: "5 stars" }));
    fireEvent.click(screen.getByRole("radio", { name: "3 stars" }));
    fireEvent.click(screen.getByRole("radio", { name: "Rejected" }));
    expect(changed.mock.calls).toEqual([[5], [null], [-1]]);
  });
});
