import { createStore } from "zustand/vanilla";
import { dropSecret, readSession } from "@/api/session";
import type { BackendState, Platform } from "./platform";

/** A page in a browser: served by Keepers, so Keepers is there; its address carries the keys. */
export function webPlatform(): Platform {
  const session = readSession(new URL(location.href), sessionStorage);
  dropSecret();
  return {
    backend: createStore<BackendState>(() => ({
      state: "ready",
      session,
      library: null,
      worksHere: true,
      run: 1,
    })),
    desktop: null,
  };
}
