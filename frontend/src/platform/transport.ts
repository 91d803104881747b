/** How the page speaks to its window: ask, and hear. Tests bring another. */
export interface Transport {
  invoke: (command: string, args?: Record<string, unknown>) => Promise<unknown>;
  listen: (event: string, hear: (payload: unknown) => void) => Promise<() => void>;
}

/** Whether the page runs in Keepers' own window: the window says so before any script runs. */
export const inWindow = (): boolean => (globalThis as { isTauri?: unknown }).isTauri === true;

/** The way through Tauri, which is loaded only inside a window of its own. */
export async function tauriTransport(): Promise<Transport> {
  const [{ invoke }, { listen }] = await Promise.all([
    import("@tauri-apps/api/core"),
    import("@tauri-apps/api/event"),
  ]);
  return {
    invoke: (command, args) => invoke(command, args),
    listen: (event, hear) => listen(event, ({ payload }) => hear(payload)),
  };
}
