import type { ComponentType } from "react";
import { RouterProvider } from "react-router";
import { connection, reconnect } from "@/api";
import type { Desktop } from "@/platform";
import { openDestination } from "./destinations";
import { warmScreen } from "./features";
import { Providers } from "./Providers";
import { router } from "./routes";

function Keepers() {
  return (
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  );
}

/** Makes Keepers ready to be shown, at the place that was asked for. Needs no session yet. */
export async function start(desktop: Desktop | null): Promise<ComponentType> {
  warmScreen("timeline");
  const destination = await desktop?.takeDestination().catch((error: unknown) => {
    desktop.logProblem(`where to begin: ${String(error)}`);
    return null;
  });
  if (destination) openDestination(destination, (path) => void router.navigate(path));
  return Keepers;
}

/** Keepers is back after it broke off: asks for what is shown anew. */
export function goOn(): void {
  connection.answered();
  reconnect();
}
