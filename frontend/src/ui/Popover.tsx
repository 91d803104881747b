import { Popover as Radix } from "radix-ui";
import type { CSSProperties, ReactElement, ReactNode } from "react";
import { leaveEscape } from "./escape";

interface PopoverProps {
  /** The element it opens from; left out when `anchor` is given. */
  trigger?: ReactElement;
  /** An element it points at without opening from it. */
  anchor?: { current: Element | null };
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  label: string;
  children: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
  caret?: boolean;
  /** It lies in the main part of the page, as menus do, so that colours follow. */
  inMain?: boolean;
  onCloseAutoFocus?: (event: Event) => void;
  className?: string;
  style?: CSSProperties;
}

/** Grows from its trigger, with a caret, and stays inside the window. */
export function Popover({
  trigger,
  anchor,
  open,
  onOpenChange,
  label,
  children,
  side = "bottom",
  align = "center",
  caret = true,
  inMain = false,
  onCloseAutoFocus,
  className,
  style,
}: PopoverProps) {
  return (
    <Radix.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      {anchor?.current && <Radix.Anchor virtualRef={{ current: anchor.current }} />}
      <Radix.Portal container={inMain ? document.querySelector("main") : undefined}>
        <Radix.Content
          className={`pop ${className ?? ""}`.trim()}
          aria-label={label}
          onEscapeKeyDown={leaveEscape}
          side={side}
          align={align}
          sideOffset={caret ? 4 : 6}
          collisionPadding={12}
          style={style}
          {...(onCloseAutoFocus === undefined ? {} : { onCloseAutoFocus })}
        >
          <div className="pop-room">{children}</div>
          {caret && <Radix.Arrow className="pop-caret" width={16} height={8} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const PopoverClose = Radix.Close;
