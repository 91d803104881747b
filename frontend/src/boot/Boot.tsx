import { useEffect, useState, useSyncExternalStore, type ComponentType } from "react";
import type { Desktop } from "@/platform";
import { Away } from "./Away";
import { FatalScreen } from "./FatalScreen";
import { FirstFrame } from "./FirstFrame";
import { Splash } from "./Splash";
import type { startBoot } from "./start";
import "./boot.css";

interface BootProps {
  scene: ReturnType<typeof startBoot>;
  desktop: Desktop | null;
  /** Keepers itself, loaded while the process behind it starts. */
  app: Promise<ComponentType>;
  reload: () => void;
}

const MISSING = {
  state: "fatal",
  code: "page_missing",
  message: "",
  facts: {},
  library: null,
} as const;

/** Everything the window shows, from its first frame on. */
export function Boot({ scene: store, desktop, app, reload }: BootProps) {
  const scene = useSyncExternalStore(
    (changed) => store.subscribe(changed),
    () => store.getState(),
  );
  const [loaded, setLoaded] = useState<{ App: ComponentType | null } | null>(null);
  useEffect(() => {
    let here = true;
    app.then(
      (App) => {
        if (here) setLoaded({ App });
      },
      (error: unknown) => {
        if (here) setLoaded({ App: null });
        desktop?.logProblem(`the page could not be loaded: ${String(error)}`);
      },
    );
    return () => {
      here = false;
    };
  }, [app, desktop]);

  const fatal = scene.show === "fatal" ? scene.fatal : loaded?.App === null ? MISSING : null;
  if (fatal !== null)
    return (
      <FirstFrame>
        <FatalScreen fatal={fatal} desktop={desktop} reload={reload} />
      </FirstFrame>
    );
  if (scene.show !== "app" || !loaded?.App)
    return (
      <FirstFrame>
        <Splash migrating={scene.show === "splash" ? scene.migrating : null} />
      </FirstFrame>
    );
  return (
    <>
      <loaded.App />
      {scene.away !== null && desktop !== null && <Away why={scene.away} desktop={desktop} />}
    </>
  );
}
