import { useQuery } from "@tanstack/react-query";
import { queryClient } from "@/api";
import { toast } from "@/app/toasts";
import { i18n } from "@/i18n";
import type { Desktop, DesktopChanges, DesktopSettings } from "@/platform";

const KEY = ["window"] as const;

/** What the window keeps for itself. */
export const useWindowSettings = (window: Desktop | null) =>
  useQuery({
    queryKey: KEY,
    queryFn: () => window?.settings() ?? null,
    enabled: window !== null,
    // A library can be chosen, and opening at login forbidden, outside of this page.
    staleTime: 0,
  });

/** Shows a change at once and keeps what the window made of it. */
export async function changeWindow(window: Desktop, changes: DesktopChanges): Promise<void> {
  const before = queryClient.getQueryData<DesktopSettings>(KEY);
  if (before) queryClient.setQueryData(KEY, { ...before, ...changes });
  try {
    queryClient.setQueryData(KEY, await window.changeSettings(changes));
  } catch (error) {
    queryClient.setQueryData(KEY, before);
    tellWrong(error);
  }
}

/** Says that the window did not do what was asked. */
export function tellWrong(error: unknown): void {
  const detail = error instanceof Error ? error.message : "";
  toast(i18n.t("settings:wrong", { detail }).trim(), { id: "window" });
}
