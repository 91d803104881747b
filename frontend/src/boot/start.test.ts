import { beforeEach, describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import type { BackendState, Ready } from "@/platform";
import { startBoot } from "./start";

const ready = (changes: Partial<Ready> = {}): Ready => ({
  state: "ready",
  session: { api: "http://127.0.0.1:1", media: "http://127.0.0.1:1/media/m", token: "t" },
  library: "/home/ada/keepers",
  worksHere: true,
  run: 1,
  ...changes,
});
const restarting: BackendState = { state: "restarting", attempt: 1, inMs: 200 };
const fatal: BackendState = {
  state: "fatal",
  code: "sidecar_crashed",
  message: "",
  facts: {},
  library: null,
};

describe("from the first frame on", () => {
  let done: string[] = [];
  const boot = (first: BackendState) => {
    const backend = createStore<BackendState>(() => first);
    const scene = startBoot(backend, {
      openSession: ({ api }) => done.push(`open ${api}`),
      goOn: () => done.push("go on"),
      reload: (begin) => done.push(begin ? "begin" : "reload"),
    });
    return {
      now: () => scene.getState(),
      tell: (state: BackendState) => {
        backend.setState(state, true);
        return scene.getState();
      },
    };
  };
  beforeEach(() => {
    done = [];
  });

  it("tells the stages until Keepers is there", () => {
    const { now, tell } = boot({ state: "starting" });
    expect(now()).toEqual({ show: "splash", migrating: null });
    const migrating = { state: "migrating", phase: "applying", percent: 40 } as const;
    expect(tell(migrating)).toEqual({ show: "splash", migrating });
    expect(done).toEqual([]);
    expect(tell(ready())).toEqual({ show: "app", away: null });
    expect(done).toEqual(["open http://127.0.0.1:1"]);
  });

  it("shows a page in a browser at once", () => {
    expect(boot(ready()).now()).toEqual({ show: "app", away: null });
    expect(done).toEqual(["open http://127.0.0.1:1"]);
  });

  it("keeps the page while Keepers starts again, and goes on with it", () => {
    const { tell } = boot(ready());
    expect(tell(restarting)).toEqual({ show: "app", away: "crashed" });
    expect(tell({ state: "starting" })).toEqual({ show: "app", away: "crashed" });
    expect(tell(ready({ run: 2 }))).toEqual({ show: "app", away: null });
    expect(done).toEqual(["open http://127.0.0.1:1", "go on"]);
    // The next start is one that was asked for.
    expect(tell({ state: "starting" })).toEqual({ show: "app", away: "starting" });
  });

  it("says nothing twice of one run", () => {
    const { tell } = boot(ready());
    tell(ready({ worksHere: false }));
    expect(done).toEqual(["open http://127.0.0.1:1"]);
  });

  it.each([
    ["another port", { api: "http://127.0.0.1:2", media: "http://127.0.0.1:2/media/m" }],
    ["another key for pictures", { media: "http://127.0.0.1:1/media/other" }],
    ["another token", { token: "other" }],
  ])("loads the page anew for %s, once", (_name, changes) => {
    const { tell } = boot(ready());
    tell(restarting);
    const moved = ready({ run: 2, session: { ...ready().session, ...changes } });
    expect(tell(moved)).toEqual({ show: "app", away: "starting" });
    tell({ ...moved });
    expect(done).toEqual(["open http://127.0.0.1:1", "reload"]);
  });

  it("begins anew with another library", () => {
    const { tell } = boot(ready());
    tell({ state: "starting" });
    tell(ready({ run: 2, library: "/mnt/other" }));
    expect(done).toEqual(["open http://127.0.0.1:1", "begin"]);
  });

  it("says what is fatal, before and after the page was there", () => {
    const { tell } = boot({ state: "starting" });
    expect(tell(fatal)).toEqual({ show: "fatal", fatal });
    expect(tell({ state: "starting" })).toEqual({ show: "splash", migrating: null });
    tell(ready());
    expect(tell(fatal)).toEqual({ show: "fatal", fatal });
    expect(tell(ready({ run: 2 }))).toEqual({ show: "app", away: null });
    expect(done).toEqual(["open http://127.0.0.1:1", "go on"]);
  });

  it("says that it was ended", () => {
    expect(boot(ready()).tell({ state: "stopped" })).toEqual({ show: "app", away: "stopped" });
  });
});
