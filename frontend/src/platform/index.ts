/** Where the page runs, and what it can do there. The only room that knows of the desktop shell. */
import type { Desktop, Platform } from "./platform";
import { tauriPlatform } from "./tauri";
import { inWindow, tauriTransport } from "./transport";
import { webPlatform } from "./web";

export type {
  BackendState,
  ChosenFolder,
  Desktop,
  DesktopChanges,
  DesktopSettings,
  Destination,
  Fatal,
  Migrating,
  Platform,
  Ready,
  Update,
} from "./platform";
export { PlatformError } from "./platform";

let chosen: Platform | null = null;

/** Chooses by where the page runs; called once, at its start. */
export async function choosePlatform(): Promise<Platform> {
  return setPlatform(inWindow() ? tauriPlatform(await tauriTransport()) : webPlatform());
}

/** Sets the platform for the whole page. */
export function setPlatform(platform: Platform): Platform {
  chosen = platform;
  return platform;
}

/** What only Keepers' own window can do; null in a browser. */
export const desktop = (): Desktop | null => chosen?.desktop ?? null;
