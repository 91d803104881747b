import type { LucideIcon } from "lucide-react";
import { ContextMenu as RadixContext, DropdownMenu as Radix } from "radix-ui";
import { useRef, type ReactElement } from "react";
import { Kbd } from "./Kbd";

export interface MenuEntry {
  id: string;
  label: string;
  icon?: LucideIcon | undefined;
  /** A fact at the right, such as a count. */
  hint?: string | undefined;
  keys?: string | undefined;
  checked?: boolean | undefined;
  disabled?: boolean | undefined;
  danger?: boolean | undefined;
  onSelect: () => void;
}

/** A heading over the entries that follow, or a line between groups. */
export type MenuRow = MenuEntry | { heading: string } | "rule";

interface MenuProps {
  rows: readonly MenuRow[];
  children: ReactElement;
  label?: string;
  align?: "start" | "center" | "end";
  onOpenChange?: (open: boolean) => void;
}

type Parts = Pick<typeof Radix, "Item" | "CheckboxItem" | "Label" | "Separator">;

/** What was chosen is done once focus is back: a dialog that opens then returns it there too. */
function useChoice() {
  const chosen = useRef<MenuEntry | null>(null);
  return {
    choose: (entry: MenuEntry) => {
      chosen.current = entry;
    },
    onCloseAutoFocus: () => {
      const entry = chosen.current;
      chosen.current = null;
      // Radix moves the focus right after this.
      if (entry) queueMicrotask(entry.onSelect);
    },
  };
}

interface RowsProps {
  rows: readonly MenuRow[];
  parts: Parts;
  onChoose: (entry: MenuEntry) => void;
}

function Rows({ rows, parts, onChoose }: RowsProps) {
  return rows.map((row, index) => {
    if (row === "rule") return <parts.Separator key={`rule-${index}`} className="menu-rule" />;
    if ("heading" in row)
      return (
        <parts.Label key={row.heading} className="label">
          {row.heading}
        </parts.Label>
      );
    const Icon = row.icon;
    const inside = (
      <>
        {Icon ? <Icon className="icon" aria-hidden /> : <span className="icon" />}
        <span>{row.label}</span>
        {row.hint !== undefined && <span className="hint num">{row.hint}</span>}
        {row.keys !== undefined && (
          <span className="hint keys">
            <Kbd keys={row.keys} />
          </span>
        )}
      </>
    );
    const shared = {
      className: `menu-item${row.danger ? " danger" : ""}`,
      disabled: row.disabled ?? false,
      onSelect: () => onChoose(row),
    };
    return row.checked === undefined ? (
      <parts.Item key={row.id} {...shared}>
        {inside}
      </parts.Item>
    ) : (
      <parts.CheckboxItem key={row.id} checked={row.checked} {...shared}>
        {inside}
      </parts.CheckboxItem>
    );
  });
}

/** Menus lie in the main part of the page: nothing floats outside of its landmarks, and colours follow. */
const main = () => document.querySelector("main");

/** A menu under a button. */
export function Menu({ rows, children, label, align = "end", onOpenChange }: MenuProps) {
  const { choose, onCloseAutoFocus } = useChoice();
  return (
    <Radix.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={main()}>
        <Radix.Content
          className="pop menu"
          align={align}
          sideOffset={6}
          collisionPadding={12}
          aria-label={label}
          onCloseAutoFocus={onCloseAutoFocus}
        >
          <Rows rows={rows} parts={Radix} onChoose={choose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The same menu at the pointer; `rows` may be empty, then nothing opens. */
export function ContextMenu({ rows, children, label, onOpenChange }: MenuProps) {
  const { choose, onCloseAutoFocus } = useChoice();
  return (
    <RadixContext.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      {rows.length > 0 && (
        <RadixContext.Portal container={main()}>
          <RadixContext.Content
            className="pop menu"
            collisionPadding={12}
            aria-label={label}
            onCloseAutoFocus={onCloseAutoFocus}
          >
            <Rows rows={rows} parts={RadixContext} onChoose={choose} />
          </RadixContext.Content>
        </RadixContext.Portal>
      )}
    </RadixContext.Root>
  );
}
