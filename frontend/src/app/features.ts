import { lazy, type ComponentType } from "react";

type Screen = ComponentType;
interface ScreenModule {
  default: Screen;
}

/**
 * The only place where features are put together.
 * `features/<name>/index.tsx` exports its screen as default.
 * `features/<name>/host.tsx`, where there is one, is drawn once beside every screen: dialogs that
 * answer an action of the registry, such as "export.selection".
 */
const screens = import.meta.glob<ScreenModule>("../features/*/index.tsx");
const hosts = import.meta.glob<ScreenModule>("../features/*/host.tsx");

export function screen(name: string) {
  return lazy(async () => {
    const load = screens[`../features/${name}/index.tsx`];
    if (!load) throw new Error(`There is no screen ${name}.`);
    return load();
  });
}

/** Loads a screen before it is asked for. One that cannot be loaded says so when it is shown. */
export function warmScreen(name: string): void {
  screens[`../features/${name}/index.tsx`]?.().catch(() => undefined);
}

export const hostScreens = Object.values(hosts).map((load) => lazy(load));
