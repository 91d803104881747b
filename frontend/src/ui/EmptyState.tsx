import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Says in one sentence how an empty place fills. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="empty-room">
      <div className="empty">
        <Icon className="icon" aria-hidden />
        <h2 className="t-15 title">{title}</h2>
        {children !== undefined && <p>{children}</p>}
        {action}
      </div>
    </div>
  );
}
