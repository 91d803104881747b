import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title. */
  words?: ReactNode;
  /** The buttons, the solid one last. */
  actions?: ReactNode;
  children?: ReactNode;
  /** Hides the title from sight, not from a screen reader. */
  bare?: boolean;
  className?: string;
  /** Where focus goes; by default the first control. */
  onOpenAutoFocus?: (event: Event) => void;
}

/** For questions that need an answer before anything else can happen. */
export function Dialog({
  open,
  onOpenChange,
  title,
  words,
  actions,
  children,
  bare = false,
  className,
  onOpenAutoFocus,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="backdrop" />
        <Radix.Content
          className={className ?? "dialog"}
          {...(onOpenAutoFocus === undefined ? {} : { onOpenAutoFocus })}
          {...(words === undefined ? { "aria-describedby": undefined } : {})}
        >
          <Radix.Title className={bare ? "unseen" : "t-15 title"}>{title}</Radix.Title>
          {words !== undefined && <Radix.Description>{words}</Radix.Description>}
          {children}
          {actions !== undefined && <div className="row">{actions}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const DialogClose = Radix.Close;
