import { X } from "lucide-react";
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { Combobox, type Option } from "./Combobox";

interface ChipsProps {
  /** What they are: "Keywords". */
  label: string;
  values: readonly string[];
  /** How one is written; as it is without it. */
  write?: (value: string) => ReactNode;
  /** The name of the button that takes one away. */
  removeLabel: (value: string) => string;
  onRemove: (value: string) => void;
  /** The line to add more: its name, and what is typed in it. */
  addLabel: string;
  typed: string;
  onType: (typed: string) => void;
  /** What is typed is to be added. */
  onAdd: (typed: string) => void;
  options: readonly Option[];
  maxLength?: number;
}

/** Short words in a row that come and go one by one. Backspace in the empty line takes the last. */
export function Chips({
  label,
  values,
  write = (value) => value,
  removeLabel,
  onRemove,
  addLabel,
  typed,
  onType,
  onAdd,
  options,
  maxLength,
}: ChipsProps) {
  const field = useRef<HTMLInputElement>(null);
  const add = (text: string) => {
    if (text.trim() !== "") onAdd(text);
    onType("");
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = values.at(-1);
    if (event.key === ",") add(typed);
    else if (event.key === "Escape") field.current?.blur();
    else if (event.key === "Backspace" && typed === "" && last !== undefined && !event.repeat)
      onRemove(last);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="chips" role="group" aria-label={label}>
      {values.map((value) => (
        <span key={value} className="chip">
          <span className="cut">{write(value)}</span>
          <button
            type="button"
            aria-label={removeLabel(value)}
            onClick={() => {
              onRemove(value);
              field.current?.focus({ preventScroll: true });
            }}
          >
            <X className="icon s14" aria-hidden />
          </button>
        </span>
      ))}
      <Combobox
        floating
        field={field}
        className="add"
        label={addLabel}
        placeholder={addLabel}
        value={typed}
        onType={onType}
        options={options}
        onChoose={add}
        onEnter={() => add(typed)}
        onKeyDown={press}
        onBlur={() => add(typed)}
        {...(maxLength === undefined ? {} : { maxLength })}
      />
    </div>
  );
}
