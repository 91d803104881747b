import { readFileSync } from "node:fs";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BackendState } from "@/platform";
import { FakeWindow, readyOnWire } from "@/platform/fake.testing";
import { tauriPlatform } from "@/platform/tauri";
import { Boot } from "./Boot";
import { CASES } from "./fatalWords";
import { FirstFrame } from "./FirstFrame";
import { startBoot } from "./start";

const App = () => <p>Photos</p>;

/** The whole way up in a window that is played. */
async function boot(first: unknown, app: Promise<typeof App> = Promise.resolve(App)) {
  const window = new FakeWindow({ backend_info: () => first });
  const { backend, desktop } = tauriPlatform(window);
  const scene = startBoot(backend, {
    openSession: () => undefined,
    goOn: () => undefined,
    reload: () => undefined,
  });
  const reload = vi.fn();
  render(<Boot scene={scene} desktop={desktop} app={app} reload={reload} />);
  await act(async () => {
    await vi.advanceTimersByTimeAsync(0);
  });
  const tell = (state: unknown) => act(() => window.tell("backend", state));
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  return { window, tell, pass, reload };
}

const fatal = (code: string, more: object = {}) => ({
  state: "fatal" satisfies BackendState["state"],
  code,
  message: "",
  facts: {},
  library: null,
  ...more,
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the first frame", () => {
  it("is in the page before any script runs, as the page draws it itself", () => {
    const html = readFileSync("index.html", "utf8");
    const still = new DOMParser().parseFromString(html, "text/html").getElementById("root");
    const { container } = render(<FirstFrame />);
    // The id of the mark's outline is made up by React.
    const plain = (html = "") => html.replaceAll(/(?<=id="|url\(#)\w+/g, "tile");
    expect(plain(still?.innerHTML)).toBe(plain(container.innerHTML));
  });
});

describe("on the way up", () => {
  it("says nothing when it is quick", async () => {
    const { tell, pass } = await boot({ state: "starting" });
    await pass(299);
    expect(screen.queryByText("Starting Keepers")).toBeNull();
    tell(readyOnWire());
    screen.getByText("Photos");
  });

  it("says what takes so long", async () => {
    const { tell, pass } = await boot({ state: "starting" });
    await pass(300);
    screen.getByText("Starting Keepers");
    tell({ state: "migrating", phase: "applying", percent: 40 });
    screen.getByText("Bringing your library up to date: 40 %");
    screen.getByText(/A copy of the catalogue was made first/);
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40");
  });

  it("waits for the page itself too", async () => {
    let come: (app: typeof App) => void = () => undefined;
    const app = new Promise<typeof App>((done) => {
      come = done;
    });
    const { pass } = await boot(readyOnWire(), app);
    expect(screen.queryByText("Photos")).toBeNull();
    come(App);
    await pass(0);
    screen.getByText("Photos");
  });

  it("says that the page did not come, and writes it down", async () => {
    const { window, reload, pass } = await boot(readyOnWire(), Promise.reject(new Error("gone")));
    await pass(0);
    expect(screen.getByRole("alert").textContent).toContain("This page could not be loaded");
    fireEvent.click(screen.getByRole("button", { name: "Load again" }));
    expect(reload).toHaveBeenCalledOnce();
    expect(window.commands()).toContain("log_problem");
  });
});

describe("while Keepers is away", () => {
  it("leaves the page, says what is safe, and starts it now", async () => {
    const { window, tell, pass } = await boot(readyOnWire());
    tell({ state: "restarting", attempt: 2, inMs: 8000 });
    screen.getByText("Photos");
    await pass(300);
    expect(screen.getByRole("status").textContent).toContain("stopped unexpectedly");
    expect(screen.getByRole("status").textContent).toContain("Nothing is lost");
    fireEvent.click(screen.getByRole("button", { name: "Start now" }));
    expect(window.commands()).toContain("restart_backend");
    tell(readyOnWire({ run: 2 }));
    expect(screen.queryByRole("status")).toBeNull();
  });
});

describe("what is fatal", () => {
  it.each(Object.keys(CASES).filter((code) => code !== "page_missing"))(
    "has words and a way on: %s",
    async (code) => {
      await boot(fatal(code, { message: "Its own words." }));
      const alert = screen.getByRole("alert");
      expect(alert.querySelector("h1")?.textContent).not.toBe("");
      expect(alert.querySelector(".empty p")?.textContent).toMatch(/[.)]$/);
      // A missing word would show its key.
      expect(alert.textContent).not.toMatch(/fatal\.|way\./);
      const [main] = screen.getAllByRole("button");
      expect(document.activeElement).toBe(main);
    },
  );

  it("tells of a code without words of our own what Keepers said", async () => {
    await boot(fatal("wires_crossed", { message: "Two wires are crossed." }));
    expect(screen.getByRole("alert").textContent).toContain("Two wires are crossed.");
    expect(screen.getByRole("alert").textContent).toContain("wires_crossed");
  });

  it("names who works on the library, and opens it beside them", async () => {
    const { window, pass } = await boot(
      fatal("library_in_use", { facts: { pid: 77, since: 1_700_000_000_000 }, library: "/p/lib" }),
    );
    const { textContent } = screen.getByRole("alert");
    expect(textContent).toContain("process 77");
    expect(textContent).toMatch(/since .*2023/);
    expect(textContent).toContain("/p/lib");
    fireEvent.click(screen.getByRole("button", { name: "Open anyway" }));
    await pass(0);
    expect(window.asked.at(-1)).toEqual({ command: "restart_backend", args: { alongside: true } });
  });

  it.each([
    ["library_too_new", "Choose another library", "choose_library"],
    ["library_too_new", "Use the usual library", "use_usual_library"],
    ["library_unreachable", "Try again", "restart_backend"],
    ["library_damaged", "Show the library's folder", "reveal_library"],
    ["sidecar_silent", "Show the log", "reveal_log"],
  ])("%s: %s", async (code, button, command) => {
    const { window, pass } = await boot(fatal(code));
    fireEvent.click(screen.getByRole("button", { name: button }));
    await pass(0);
    expect(window.asked.at(-1)?.command).toBe(command);
  });

  it("says when a way on did not work", async () => {
    const { window, pass } = await boot(fatal("disk_full"));
    window.answers["restart_backend"] = () => {
      throw { code: "busy", message: "It is being started." } as unknown as Error;
    };
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await pass(0);
    expect(screen.getByRole("alert").textContent).toContain("It is being started.");
  });

  it("shows what was said last, if anything was", async () => {
    await boot(fatal("sidecar_crashed", { facts: { log: "Traceback\nboom" } }));
    expect(screen.getByText(/boom/).tagName).toBe("PRE");
  });
});
