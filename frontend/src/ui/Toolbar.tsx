import type { ReactNode } from "react";

/** The strip over a screen. */
export function Toolbar({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <div
      className="toolbar"
      {...(label === undefined ? {} : { role: "toolbar", "aria-label": label })}
    >
      {children}
    </div>
  );
}
