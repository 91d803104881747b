import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { keyCaps, placeholderUrl, Progress, Segmented, Stepper, Switch } from ".";

describe("keyCaps", () => {
  it("writes keys as the machine does", () => {
    expect(keyCaps("mod+shift+z", true)).toBe("⌘⇧Z");
    expect(keyCaps("mod+shift+z", false)).toBe("Ctrl+Shift+Z");
    expect(keyCaps("escape", false)).toBe("Esc");
    expect(keyCaps("?", true)).toBe("?");
  });
});

describe("placeholderUrl", () => {
  it("turns 36 bytes into a 4 x 3 bitmap, bottom row first and blue first", () => {
    const rgb = Array.from({ length: 36 }, (_, index) => index);
    const url = placeholderUrl(btoa(String.fromCharCode(...rgb)));
    const bytes = Uint8Array.from(atob(url?.split(",")[1] ?? ""), (char) => char.charCodeAt(0));
    expect(bytes).toHaveLength(90);
    expect(new DataView(bytes.buffer).getUint32(2, true)).toBe(90);
    expect(new DataView(bytes.buffer).getInt32(18, true)).toBe(4);
    expect(new DataView(bytes.buffer).getInt32(22, true)).toBe(3);
    expect([...bytes.slice(54, 57)]).toEqual([26, 25, 24]);
    expect([...bytes.slice(-3)]).toEqual([11, 10, 9]);
  });
  it("has none for a photo that was not looked at, or for anything else", () => {
    expect(placeholderUrl(null)).toBeNull();
    expect(placeholderUrl(btoa("short"))).toBeNull();
  });
});

describe("Stepper", () => {
  it("steps within its bounds", () => {
    const changed = vi.fn();
    render(
      <Stepper
        value={10}
        min={1}
        max={10}
        onChange={changed}
        label="Number"
        fewer="Fewer"
        more="More"
      />,
    );
    fireEvent.click(screen.getByRole("button", { name: "Fewer" }));
    expect(changed).toHaveBeenCalledWith(9);
    expect(screen.getByRole("button", { name: "More" })).toHaveProperty("disabled", true);
  });
  it("takes a typed number when one leaves it", () => {
    const changed = vi.fn();
    render(
      <Stepper
        value={10}
        max={99}
        editable
        onChange={changed}
        label="Number"
        fewer="Fewer"
        more="More"
      />,
    );
    const field = screen.getByRole("textbox", { name: "Number" });
    fireEvent.change(field, { target: { value: "500" } });
    fireEvent.blur(field);
    expect(changed).toHaveBeenCalledWith(99);
  });
});

describe("names for a screen reader", () => {
  it("are on switches, segments and progress", () => {
    const chosen = vi.fn();
    render(
      <>
        <Switch checked label="Some from every month" onChange={chosen} />
        <Segmented
          value="a"
          onChange={chosen}
          label="Zoom"
          options={[
            { value: "a", label: "Years" },
            { value: "b", label: "Days" },
          ]}
        />
        <Progress value={0.35} label="Progress" />
      </>,
    );
    expect(
      screen.getByRole("switch", { name: "Some from every month" }).getAttribute("aria-checked"),
    ).toBe("true");
    expect(
      screen.getByRole("progressbar", { name: "Progress" }).getAttribute("aria-valuenow"),
    ).toBe("35");
    fireEvent.click(screen.getByText("Days"));
    expect(chosen).toHaveBeenCalledWith("b");
  });
});
