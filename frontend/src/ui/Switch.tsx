import { Switch as Radix } from "radix-ui";
import { useId, type ReactNode } from "react";

interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  /** Shown words; without them only the switch is drawn and `label` names it. */
  children?: ReactNode;
  disabled?: boolean;
}

/** On or off, at once. */
export function Switch({ checked, onChange, label, children, disabled = false }: SwitchProps) {
  const id = useId();
  const control = (
    <Radix.Root
      id={id}
      className="switch"
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={children === undefined ? label : undefined}
    />
  );
  if (children === undefined) return control;
  return (
    <span className="switch-row">
      <label htmlFor={id}>{children}</label>
      {control}
    </span>
  );
}
