import { describe, expect, it, vi } from "vitest";
import { FakeWindow, readyOnWire } from "./fake.testing";
import { PlatformError, type BackendState, type Destination } from "./platform";
import { tauriPlatform } from "./tauri";

/** Resolves once the process behind the page is in a state. */
function reached(
  { backend }: ReturnType<typeof tauriPlatform>,
  state: BackendState["state"],
): Promise<BackendState> {
  return new Promise((done) => {
    const look = (now: BackendState) => {
      if (now.state === state) done(now);
    };
    backend.subscribe(look);
    look(backend.getState());
  });
}

describe("the process behind the page", () => {
  it("is asked for once it is listened to, and followed", async () => {
    const window = new FakeWindow({ backend_info: () => ({ state: "starting" }) });
    const platform = tauriPlatform(window);
    expect(platform.backend.getState()).toEqual({ state: "starting" });
    await vi.waitFor(() => expect(window.commands()).toContain("backend_info"));
    expect(window.listeners("backend")).toBe(1);
    window.tell("backend", { state: "migrating", phase: "backing_up", percent: 12.4 });
    expect(platform.backend.getState()).toEqual({
      state: "migrating",
      phase: "backing_up",
      percent: 12,
    });
    window.tell("backend", readyOnWire({ run: 3 }));
    expect(platform.backend.getState()).toEqual({
      state: "ready",
      session: {
        api: "http://127.0.0.1:41234",
        media: `http://127.0.0.1:41234/media/${"m".repeat(43)}`,
        token: "t".repeat(43),
      },
      library: "/home/ada/keepers",
      worksHere: true,
      run: 3,
    });
  });

  it("is not set back by an answer older than what was told since", async () => {
    let answer: (state: unknown) => void = () => undefined;
    const asked = new Promise((done) => {
      answer = done;
    });
    const window = new FakeWindow({ backend_info: () => asked });
    // The answer is a promise of its own here: it comes when the test says.
    window.invoke = (command) => {
      window.asked.push({ command, args: {} });
      return asked;
    };
    const platform = tauriPlatform(window);
    await vi.waitFor(() => expect(window.commands()).toEqual(["backend_info"]));
    window.tell("backend", readyOnWire());
    answer({ state: "starting" });
    await asked;
    await Promise.resolve();
    expect(platform.backend.getState().state).toBe("ready");
  });

  it("that cannot be asked for is told as what went wrong", async () => {
    const window = new FakeWindow({
      backend_info: () => {
        throw { code: "not_ready", message: "The window is closing." } as unknown as Error;
      },
    });
    const state = await reached(tauriPlatform(window), "fatal");
    expect(state).toMatchObject({ code: "not_ready", message: "The window is closing." });
  });

  it.each([
    ["a state nobody knows", { state: "dreaming" }],
    ["no object at all", "ready"],
    ["ready without a port", readyOnWire({ port: undefined })],
    ["ready without a key", readyOnWire({ token: null })],
  ])("says of %s that the parts do not fit together", async (_name, told) => {
    const window = new FakeWindow({ backend_info: () => told });
    const state = await reached(tauriPlatform(window), "fatal");
    expect(state).toMatchObject({ code: "protocol_unknown" });
  });

  it("gives the facts of what is fatal as they came", async () => {
    const facts = { pid: 77, since: 1_700_000_000_000 };
    const window = new FakeWindow({
      backend_info: () => ({
        state: "fatal",
        code: "library_in_use",
        message: "In use.",
        facts,
        library: "/p",
      }),
    });
    const state = await reached(tauriPlatform(window), "fatal");
    expect(state).toEqual({
      state: "fatal",
      code: "library_in_use",
      message: "In use.",
      facts,
      library: "/p",
    });
  });
});

describe("what the window does", () => {
  const make = (answers: ConstructorParameters<typeof FakeWindow>[0] = {}) => {
    const window = new FakeWindow({ backend_info: () => ({ state: "starting" }), ...answers });
    const { desktop } = tauriPlatform(window);
    if (!desktop) throw new Error("A window has its own abilities.");
    return { window, desktop };
  };

  it("is asked by the names and words of its commands", async () => {
    const { window, desktop } = make();
    await desktop.restartBackend({ alongside: true });
    await desktop.chooseFolder("Choose a folder");
    await desktop.changeSettings({ closeToTray: false });
    await desktop.revealPhoto(12);
    expect(window.asked.filter(({ command }) => command !== "backend_info")).toEqual([
      { command: "restart_backend", args: { alongside: true } },
      { command: "choose_folder", args: { title: "Choose a folder" } },
      { command: "change_desktop_settings", args: { closeToTray: false } },
      { command: "reveal_photo", args: { assetId: 12 } },
    ]);
  });

  it("rejects with the code and the words of the window", async () => {
    const { desktop } = make({
      choose_folder: () => {
        throw { code: "not_a_folder", message: "That is a file." } as unknown as Error;
      },
    });
    const error = await desktop.chooseFolder("").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PlatformError);
    expect(error).toMatchObject({ code: "not_a_folder", message: "That is a file." });
  });

  it("gives the folder that was chosen, and null for none", async () => {
    const folder = { handle: "h", name: "2019", path: "/home/ada/2019" };
    const answers = [folder, null];
    const { desktop } = make({ choose_folder: () => answers.shift() });
    expect(await desktop.chooseFolder("")).toEqual(folder);
    expect(await desktop.chooseFolder("")).toBeNull();
  });

  it("tells once what is told once", () => {
    const { window, desktop } = make();
    desktop.windowReady();
    desktop.windowReady();
    desktop.firstPhotoShown();
    desktop.firstPhotoShown();
    expect(window.commands().filter((one) => one === "window_ready")).toHaveLength(1);
    expect(window.commands().filter((one) => one === "first_photo_shown")).toHaveLength(1);
  });

  it("cuts what is logged to what the log takes", () => {
    const { window, desktop } = make();
    desktop.logProblem("x".repeat(9000));
    const [said] = window.asked.filter(({ command }) => command === "log_problem");
    expect(String(said?.args["message"])).toHaveLength(2000);
  });

  it("passes on only destinations that there are", () => {
    const { window, desktop } = make();
    const heard: Destination[] = [];
    const stop = desktop.onOpen((destination) => heard.push(destination));
    window.tell("open", { place: "photo", id: 12 });
    window.tell("open", { place: "photo", id: -1 });
    window.tell("open", { place: "photo", id: "12" });
    window.tell("open", { place: "moon" });
    window.tell("open", { place: "activity" });
    expect(heard).toEqual([{ place: "photo", id: 12 }, { place: "activity" }]);
    stop();
  });

  it("hears until it is told to stop", async () => {
    const { window, desktop } = make();
    const heard: boolean[] = [];
    const stop = desktop.onDrag((over) => heard.push(over));
    window.tell("drag", { over: true });
    stop();
    await vi.waitFor(() => expect(window.listeners("drag")).toBe(0));
    window.tell("drag", { over: false });
    expect(heard).toEqual([true]);
  });
});
