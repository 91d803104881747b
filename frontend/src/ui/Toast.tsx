import type { ReactNode } from "react";

interface ToastProps {
  text: ReactNode;
  /** A button or two, such as Undo. */
  children?: ReactNode;
}

/** One line over the photos; it never pushes them. */
export function Toast({ text, children }: ToastProps) {
  return (
    <div className={`toast${children === undefined ? " plain" : ""}`}>
      <span>{text}</span>
      {children}
    </div>
  );
}
