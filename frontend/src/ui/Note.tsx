import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface NoteProps {
  icon: LucideIcon;
  /** `alert` is ink; `good` is green and only for bytes read back and compared. */
  tone?: "plain" | "alert" | "good";
  /** The one thought in bold. */
  lead?: ReactNode;
  children?: ReactNode;
  className?: string;
}

/** A calm message in the page. */
export function Note({ icon: Icon, tone = "plain", lead, children, className }: NoteProps) {
  return (
    <div
      className={`note ${tone === "plain" ? "" : tone} ${className ?? ""}`}
      role={tone === "alert" ? "alert" : "note"}
    >
      <Icon className="icon" aria-hidden />
      <span>
        {lead !== undefined && <b>{lead}</b>} {children}
      </span>
    </div>
  );
}
