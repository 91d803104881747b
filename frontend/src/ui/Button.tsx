import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { Kbd } from "./Kbd";
import { Tooltip } from "./Tooltip";

type Look = "plain" | "primary" | "ghost" | "keep" | "danger";
type Size = "sm" | "md" | "lg";

const classes = (look: Look, size: Size, extra: string | undefined) =>
  ["btn", look === "plain" ? "" : look, size === "md" ? "" : size, extra ?? ""]
    .filter(Boolean)
    .join(" ");

export interface ButtonProps extends ComponentProps<"button"> {
  look?: Look;
  size?: Size;
  icon?: LucideIcon;
  /** Keys as in the action registry, shown behind the words. */
  keys?: string;
}

/** One solid (`primary`) button a view; everything else is plain or ghost. */
export function Button({
  look = "plain",
  size = "md",
  icon: Icon,
  keys,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button type="button" className={classes(look, size, className)} {...rest}>
      {Icon && <Icon className={size === "sm" ? "icon s14" : "icon"} aria-hidden />}
      {children}
      {keys !== undefined && <Kbd keys={keys} />}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  icon: LucideIcon;
  /** The name for a screen reader, and the tooltip. */
  label: string;
  keys?: string;
  look?: Look;
  size?: Size;
  filled?: boolean;
  side?: "top" | "bottom" | "left" | "right";
}

/** An icon everyone knows; its name is always in the tooltip. */
export function IconButton({
  icon: Icon,
  label,
  keys,
  look = "ghost",
  size = "md",
  filled = false,
  side = "bottom",
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} side={side} {...(keys === undefined ? {} : { keys })}>
      <button
        type="button"
        aria-label={label}
        className={classes(look, size, `icon-only ${className ?? ""}`.trim())}
        {...rest}
      >
        <Icon
          className={`icon${size === "sm" ? " s14" : ""}${filled ? " fill" : ""}`}
          aria-hidden
        />
      </button>
    </Tooltip>
  );
}
