import { createStore, type StoreApi } from "zustand/vanilla";
import type { BackendState, Platform, Ready } from "@/platform";
import type { Session } from "@/api/session";
import { afterReturn, sceneOf, type Scene } from "./scene";

/** What the page does on the way. */
export interface Effects {
  openSession: (session: Session) => void;
  /** Keepers is back where it was: ask anew for what is shown. */
  goOn: () => void;
  /** Loads the page anew at the same address, or at the beginning. */
  reload: (begin: boolean) => void;
}

/** Follows the process behind the page; the store says what to show. */
export function startBoot(
  backend: Platform["backend"],
  { openSession, goOn, reload }: Effects,
): Pick<StoreApi<Scene>, "getState" | "subscribe"> {
  let opened: Ready | null = null;
  let crashed = false;
  const heard = (state: BackendState): Scene => {
    if (state.state === "restarting") crashed = true;
    if (state.state === "ready") {
      crashed = false;
      const before = opened;
      opened = state;
      if (before === null) openSession(state.session);
      else {
        const then = afterReturn(before, state);
        if (then === "go_on") goOn();
        else if (then !== "nothing") {
          // The page on the screen is of the time before: it stays until the new one is there.
          reload(then === "begin");
          return { show: "app", away: "starting" };
        }
      }
    }
    return sceneOf(state, opened, crashed);
  };
  const store = createStore<Scene>(() => heard(backend.getState()));
  backend.subscribe((state) => store.setState(heard(state), true));
  return store;
}
