import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { listenToKeys } from "@/actions/keyboard";
import { follow, followInvalidation, queryClient } from "@/api";
import { TooltipProvider } from "@/ui";

/** What every screen stands on: the cache, the event stream, the keys, tooltips. */
export function Providers({ children }: { children: ReactNode }) {
  useEffect(() => {
    const stop = new AbortController();
    const ends = [followInvalidation(), listenToKeys(), () => stop.abort()];
    void follow(stop.signal);
    return () => ends.forEach((end) => end());
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider delayDuration={500} skipDelayDuration={200}>
        {children}
      </TooltipProvider>
    </QueryClientProvider>
  );
}
