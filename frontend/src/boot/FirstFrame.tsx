import type { ReactNode } from "react";
import { Mark } from "@/ui";

/** The window before Keepers is in it. index.html holds the same, so that nothing flashes. */
export function FirstFrame({ children }: { children?: ReactNode }) {
  return (
    <div className="app">
      <aside className="sidebar" aria-hidden="true">
        <div className="brand">
          <Mark />
          Keepers
        </div>
      </aside>
      <main className="main boot">{children}</main>
    </div>
  );
}
