import type { ReactNode } from "react";
import { Switch } from "@/ui";

interface ChoiceProps {
  label: string;
  words: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Something that is on or off, and what that means. */
export function Choice({ label, words, checked, onChange }: ChoiceProps) {
  return (
    <div className="choice-row">
      <Switch label={label} checked={checked} onChange={onChange}>
        {label}
      </Switch>
      <p>{words}</p>
    </div>
  );
}
