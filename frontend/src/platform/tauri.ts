import { createStore } from "zustand/vanilla";
import type { BackendState, Desktop, Platform } from "./platform";
import type { Transport } from "./transport";
import {
  readAction,
  readBackendState,
  readDestination,
  readDrag,
  readError,
  readFolder,
  readFolders,
  readSettings,
  readUpdate,
} from "./wire";

/** What the window takes of one message, in characters: it keeps 2 KB. */
const MESSAGE = 2000;

/** Keepers' own window, spoken to over a transport. */
export function tauriPlatform(transport: Transport): Platform {
  const ask = async (command: string, args?: Record<string, unknown>): Promise<unknown> => {
    try {
      return await transport.invoke(command, args);
    } catch (error) {
      throw readError(error);
    }
  };
  return {
    backend: followBackend(transport, ask),
    desktop: desktopOf(transport, ask),
  };
}

type Ask = (command: string, args?: Record<string, unknown>) => Promise<unknown>;

function followBackend(transport: Transport, ask: Ask): Platform["backend"] {
  const store = createStore<BackendState>(() => ({ state: "starting" }));
  let told = false;
  const take = (payload: unknown) => store.setState(readBackendState(payload), true);
  const begin = async () => {
    // Listening first: what changes between the question and its answer is heard, and is newer.
    await transport.listen("backend", (payload) => {
      told = true;
      take(payload);
    });
    const answer = await ask("backend_info");
    if (!told) take(answer);
  };
  begin().catch((error: unknown) => {
    const { code, message } = readError(error);
    if (!told) take({ state: "fatal", code, message });
  });
  return store;
}

function desktopOf(transport: Transport, ask: Ask): Desktop {
  const tell = async (command: string, args?: Record<string, unknown>): Promise<void> => {
    await ask(command, args);
  };
  const on = (event: string, hear: (payload: unknown) => void) => {
    const listening = transport.listen(event, hear);
    return () => void listening.then((stop) => stop());
  };
  const once = (command: string) => {
    let told = false;
    return () => {
      if (told) return;
      told = true;
      void tell(command);
    };
  };
  return {
    restartBackend: (options = {}) => tell("restart_backend", { ...options }),
    chooseLibrary: async () => {
      const path = await ask("choose_library");
      return typeof path === "string" ? path : null;
    },
    useUsualLibrary: () => tell("use_usual_library"),
    chooseFolder: async (title) => readFolder(await ask("choose_folder", { title })),
    onFoldersDropped: (hear) => on("folders-dropped", (payload) => hear(readFolders(payload))),
    onDrag: (hear) => on("drag", (payload) => hear(readDrag(payload))),
    settings: async () => readSettings(await ask("desktop_settings")),
    changeSettings: async (changes) =>
      readSettings(await ask("change_desktop_settings", { ...changes })),
    revealPhoto: (assetId) => tell("reveal_photo", { assetId }),
    revealLibrary: () => tell("reveal_library"),
    revealLog: () => tell("reveal_log"),
    takeDestination: async () => readDestination(await ask("take_destination")),
    onOpen: (hear) =>
      on("open", (payload) => {
        const destination = readDestination(payload);
        if (destination) hear(destination);
      }),
    onMenu: (hear) => on("menu", (payload) => hear(readAction(payload))),
    firstPhotoShown: once("first_photo_shown"),
    windowReady: once("window_ready"),
    // A log that cannot be written has nowhere to say so.
    logProblem: (message) =>
      void tell("log_problem", { message: message.slice(0, MESSAGE) }).catch(() => undefined),
    checkForUpdate: async () => readUpdate(await ask("check_for_update")),
    installUpdate: () => tell("install_update"),
  };
}
