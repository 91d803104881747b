/** The primitives every screen is built from; their looks live in tokens.css and ui.css. */
export { Button, IconButton, type ButtonProps, type IconButtonProps } from "./Button";
export { Dialog, DialogClose } from "./Dialog";
export { EmptyState } from "./EmptyState";
export { Kbd } from "./Kbd";
export { isApple, keyCaps } from "./keyCaps";
export { Mark } from "./Mark";
export { ContextMenu, Menu, type MenuEntry, type MenuRow } from "./Menu";
export { Note } from "./Note";
export { placeholderUrl } from "./placeholder";
export { Popover, PopoverClose } from "./Popover";
export { Progress } from "./Progress";
export { Segmented } from "./Segmented";
export { Slider } from "./Slider";
export { Stepper } from "./Stepper";
export { Switch } from "./Switch";
export { Toast } from "./Toast";
export { Toolbar } from "./Toolbar";
export { Tooltip, TooltipProvider } from "./Tooltip";
