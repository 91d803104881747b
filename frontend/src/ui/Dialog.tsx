import { Dialog as Radix } from "radix-ui";
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { leaveEscape } from "./escape";

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
  /** Focus is back where it was. */
  onCloseAutoFocus?: () => void;
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
  onCloseAutoFocus,
}: DialogProps) {
  const opener = useRef<Element | null>(null);
  // Before any effect inside moves the focus.
  useLayoutEffect(() => {
    if (open) opener.current = document.activeElement;
  }, [open]);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="backdrop" />
        <Radix.Content
          className={className ?? "dialog"}
          onEscapeKeyDown={leaveEscape}
          {...(onOpenAutoFocus === undefined ? {} : { onOpenAutoFocus })}
          onCloseAutoFocus={(event) => {
            // Radix knows only triggers; ours are opened by commands, from wherever one is.
            event.preventDefault();
            const back = opener.current;
            const there = back instanceof HTMLElement && back.isConnected && back !== document.body;
            (there ? back : document.querySelector("main"))?.focus({ preventScroll: true });
            onCloseAutoFocus?.();
          }}
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
