import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It is all the screen has, so its title is the screen's. */
  alone?: boolean;
}

/** Says in one sentence how an empty place fills. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  alone = false,
}: EmptyStateProps) {
  const Title = alone ? "h1" : "h2";
  return (
    <div className="empty-room">
      <div className="empty">
        <Icon className="icon" aria-hidden />
        <Title className="t-15 title">{title}</Title>
        {children !== undefined && <p>{children}</p>}
        {action}
      </div>
    </div>
  );
}
