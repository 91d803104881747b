import type { StoreApi } from "zustand/vanilla";
import type { Session } from "@/api/session";

/** A place in Keepers that something outside the page can ask for. */
export type Destination =
  | { place: "photos" }
  | { place: "activity" }
  | { place: "picks" }
  | { place: "settings" }
  | { place: "photo"; id: number };

export interface Starting {
  state: "starting";
}
/** The library is given the shape this Keepers needs; a copy of it was made first. */
export interface Migrating {
  state: "migrating";
  phase: "backing_up" | "applying";
  /** 0 to 100. */
  percent: number;
}
export interface Ready {
  state: "ready";
  session: Session;
  /** Path of the library, for people; null where the page only knows its address. */
  library: string | null;
  /** False while another process works on the library. */
  worksHere: boolean;
  /** Rises with each start of the process behind the page. */
  run: number;
}
export interface Restarting {
  state: "restarting";
  attempt: number;
  /** When it is started, in ms from when this was told. */
  inMs: number;
}
export interface Fatal {
  state: "fatal";
  /** Stable, snake_case. */
  code: string;
  /** One sentence for people. */
  message: string;
  facts: Readonly<Record<string, unknown>>;
  library: string | null;
}
export interface Stopped {
  state: "stopped";
}

/** How the process behind the page is. */
export type BackendState = Starting | Migrating | Ready | Restarting | Fatal | Stopped;

/** A folder a person chose, which the server knows by its handle. */
export interface ChosenFolder {
  handle: string;
  name: string;
  path: string;
}

/** What the window keeps for itself, and what it can do on this system. */
export interface DesktopSettings {
  closeToTray: boolean;
  openAtLogin: boolean;
  notifyWhenDone: boolean;
  checkForUpdates: boolean;
  /** Path of the library that was chosen; null for the usual one. */
  library: string | null;
  canOpenAtLogin: boolean;
  canUpdate: boolean;
  hasTray: boolean;
  version: string;
}
export type DesktopChanges = Partial<
  Pick<DesktopSettings, "closeToTray" | "openAtLogin" | "notifyWhenDone" | "checkForUpdates">
>;

export type Update = { state: "none" } | { state: "available"; version: string; notes: string };

type Stop = () => void;

/** What only a window of its own can do. What fails rejects with a PlatformError. */
export interface Desktop {
  /** Starts the process behind the page now; `alongside` also if another one works on the library. */
  restartBackend: (options?: { alongside?: boolean }) => Promise<void>;
  /** Asks for a library and opens it; null when the person thought better of it. */
  chooseLibrary: () => Promise<string | null>;
  useUsualLibrary: () => Promise<void>;
  /** Asks for a folder in the dialog of the system; null when the person thought better of it. */
  chooseFolder: (title: string) => Promise<ChosenFolder | null>;
  /** An empty list says that nothing of what was dropped is a folder that can be taken. */
  onFoldersDropped: (hear: (folders: readonly ChosenFolder[]) => void) => Stop;
  /** Something is held over the window, or no longer. */
  onDrag: (hear: (over: boolean) => void) => Stop;
  settings: () => Promise<DesktopSettings>;
  changeSettings: (changes: DesktopChanges) => Promise<DesktopSettings>;
  revealPhoto: (id: number) => Promise<void>;
  revealLibrary: () => Promise<void>;
  revealLog: () => Promise<void>;
  /** What to show first, asked once; null for the usual. */
  takeDestination: () => Promise<Destination | null>;
  onOpen: (hear: (destination: Destination) => void) => Stop;
  /** Ids of actions of the registry. */
  onMenu: (hear: (action: string) => void) => Stop;
  /** The first picture of the timeline is on the screen. Told once, however often it is called. */
  firstPhotoShown: () => void;
  /** The first frame is on the screen. Told once, however often it is called. */
  windowReady: () => void;
  /** Writes an error of the page into the window's log, cut to its bounds. */
  logProblem: (message: string) => void;
  checkForUpdate: () => Promise<Update>;
  installUpdate: () => Promise<void>;
}

/** Where the page runs: in a browser, or in Keepers' own window. */
export interface Platform {
  backend: Pick<StoreApi<BackendState>, "getState" | "subscribe">;
  /** Null in a browser: what hangs on it is then absent. */
  desktop: Desktop | null;
}

/** Why the window did not do what was asked of it. */
export class PlatformError extends Error {
  override readonly name = "PlatformError";
  constructor(
    /** Stable, snake_case. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
