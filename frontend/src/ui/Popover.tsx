import { Popover as Radix } from "radix-ui";
import type { CSSProperties, ReactElement, ReactNode } from "react";

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
      <Radix.Portal>
        <Radix.Content
          className={`pop ${className ?? ""}`.trim()}
          aria-label={label}
          side={side}
          align={align}
          sideOffset={caret ? 4 : 6}
          collisionPadding={12}
          style={style}
        >
          <div className="pop-room">{children}</div>
          {caret && <Radix.Arrow className="pop-caret" width={16} height={8} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const PopoverClose = Radix.Close;
