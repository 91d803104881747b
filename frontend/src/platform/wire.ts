import { sessionOf } from "@/api/session";
import {
  PlatformError,
  type BackendState,
  type ChosenFolder,
  type Destination,
  type DesktopSettings,
  type Fatal,
  type Update,
} from "./platform";

/** What comes from the window, untyped until it was read here. */
type Facts = Readonly<Record<string, unknown>>;

const isFacts = (value: unknown): value is Facts => typeof value === "object" && value !== null;
const factsOf = (value: unknown): Facts => (isFacts(value) ? value : {});
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const number = (value: unknown): number => (typeof value === "number" ? value : 0);

const fatal = (code: string, message: string, facts: Facts = {}, library: string | null = null) =>
  ({ state: "fatal", code, message, facts, library }) satisfies Fatal;

/** Reads a state of the process behind the page. One that is not known is told as what it is. */
export function readBackendState(payload: unknown): BackendState {
  const told = factsOf(payload);
  const library = text(told["library"]);
  switch (told["state"]) {
    case "starting":
    case "stopped":
      return { state: told["state"] };
    case "migrating":
      return {
        state: "migrating",
        phase: told["phase"] === "backing_up" ? "backing_up" : "applying",
        percent: Math.min(100, Math.max(0, Math.round(number(told["percent"])))),
      };
    case "ready": {
      const [port, token, mediaKey] = [told["port"], text(told["token"]), text(told["mediaKey"])];
      if (typeof port !== "number" || token === null || mediaKey === null) break;
      return {
        state: "ready",
        session: sessionOf({ port, token, mediaKey }),
        library,
        worksHere: told["worksHere"] !== false,
        run: number(told["run"]),
      };
    }
    case "restarting":
      return {
        state: "restarting",
        attempt: number(told["attempt"]),
        inMs: number(told["inMs"]),
      };
    case "fatal":
      return fatal(
        text(told["code"]) ?? "unexpected",
        text(told["message"]) ?? "",
        factsOf(told["facts"]),
        library,
      );
  }
  return fatal("protocol_unknown", "");
}

/** Reads what a command rejected with. */
export function readError(thrown: unknown): PlatformError {
  if (thrown instanceof PlatformError) return thrown;
  const told = factsOf(thrown);
  return new PlatformError(
    text(told["code"]) ?? "unexpected",
    text(told["message"]) ?? (typeof thrown === "string" ? thrown : ""),
  );
}

export function readDestination(payload: unknown): Destination | null {
  const told = factsOf(payload);
  switch (told["place"]) {
    case "photos":
    case "activity":
    case "picks":
    case "settings":
      return { place: told["place"] };
    case "photo": {
      const id = told["id"];
      return typeof id === "number" && Number.isSafeInteger(id) && id > 0
        ? { place: "photo", id }
        : null;
    }
    default:
      return null;
  }
}

export function readFolder(payload: unknown): ChosenFolder | null {
  const told = factsOf(payload);
  const [handle, name, path] = [text(told["handle"]), text(told["name"]), text(told["path"])];
  return handle === null || name === null || path === null ? null : { handle, name, path };
}

export const readFolders = (payload: unknown): ChosenFolder[] =>
  (Array.isArray(payload) ? payload : []).flatMap((one) => readFolder(one) ?? []);

export const readDrag = (payload: unknown): boolean => factsOf(payload)["over"] === true;

export const readAction = (payload: unknown): string => text(factsOf(payload)["action"]) ?? "";

export function readSettings(payload: unknown): DesktopSettings {
  const told = factsOf(payload);
  const on = (name: string) => told[name] === true;
  return {
    closeToTray: on("closeToTray"),
    openAtLogin: on("openAtLogin"),
    notifyWhenDone: on("notifyWhenDone"),
    checkForUpdates: on("checkForUpdates"),
    library: text(told["library"]),
    canOpenAtLogin: on("canOpenAtLogin"),
    canUpdate: on("canUpdate"),
    hasTray: on("hasTray"),
    version: text(told["version"]) ?? "",
  };
}

export function readUpdate(payload: unknown): Update {
  const told = factsOf(payload);
  const version = text(told["version"]);
  return told["state"] === "available" && version !== null
    ? { state: "available", version, notes: text(told["notes"]) ?? "" }
    : { state: "none" };
}
