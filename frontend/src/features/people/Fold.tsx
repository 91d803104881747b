import { ChevronDown, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

interface FoldProps {
  title: string;
  /** Null while it is not known. */
  count: number | null;
  open: boolean;
  onOpen: (open: boolean) => void;
  children: ReactNode;
}

/** A part of the page that is folded until somebody wants it. */
export function Fold({ title, count, open, onOpen, children }: FoldProps) {
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <section aria-label={title}>
      <h2 className="t-15 title fold">
        <button type="button" aria-expanded={open} onClick={() => onOpen(!open)}>
          <Icon className="icon" aria-hidden />
          {title}
          {count !== null && <span className="ink-3 num">{count.toLocaleString()}</span>}
        </button>
      </h2>
      {open && children}
    </section>
  );
}
