import type { BackendState, Fatal, Migrating, Ready } from "@/platform";

/** Why the page is there and the process behind it is not: it broke off, it is on its way, or it was ended. */
export type Away = "crashed" | "starting" | "stopped";

/** What the window shows: Keepers on its way, Keepers itself, or why it cannot be. */
export type Scene =
  | { show: "splash"; migrating: Migrating | null }
  | { show: "fatal"; fatal: Fatal }
  | { show: "app"; away: Away | null };

/**
 * What to show. `opened` is what the page was opened with, null until Keepers was ready once; `crashed`
 * is whether the process broke off since it was ready last.
 */
export function sceneOf(state: BackendState, opened: Ready | null, crashed: boolean): Scene {
  if (state.state === "fatal") return { show: "fatal", fatal: state };
  if (state.state === "ready") return { show: "app", away: null };
  if (opened === null)
    return { show: "splash", migrating: state.state === "migrating" ? state : null };
  if (state.state === "stopped") return { show: "app", away: "stopped" };
  return { show: "app", away: crashed ? "crashed" : "starting" };
}

/**
 * What a page does when Keepers is ready again.
 *
 * `go_on`: the same server as before, all that is shown may be old. `reload`: it is reached in another
 * way. `begin`: it has another library, so that no address of this one means anything in it.
 */
export function afterReturn(opened: Ready, now: Ready): "nothing" | "go_on" | "reload" | "begin" {
  if (opened.library !== now.library) return "begin";
  const same =
    opened.session.api === now.session.api &&
    opened.session.media === now.session.media &&
    opened.session.token === now.session.token;
  if (!same) return "reload";
  return opened.run === now.run ? "nothing" : "go_on";
}
