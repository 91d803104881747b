import { useId, useState, type KeyboardEvent, type ReactNode, type Ref } from "react";
import { OWN_ESCAPE } from "./escape";

export interface Option {
  id: string;
  content: ReactNode;
  /** A fact at the right, such as a count. */
  hint?: string | undefined;
}

interface ComboboxProps {
  label: string;
  placeholder?: string;
  value: string;
  onType: (value: string) => void;
  options: readonly Option[];
  onChoose: (id: string) => void;
  /** Enter, when nothing of the list is chosen. */
  onEnter?: () => void;
  /** Keys that are not the list's own. */
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  onBlur?: () => void;
  /** The first of the list is chosen without an arrow. */
  first?: boolean;
  /** The list lies over what follows and is there only while the focus is. */
  floating?: boolean;
  className?: string;
  maxLength?: number;
  field?: Ref<HTMLInputElement>;
}

/** A line to type in, with what it may mean beneath; arrows go through the list, Enter takes one. */
export function Combobox({
  label,
  placeholder,
  value,
  onType,
  options,
  onChoose,
  onEnter,
  onKeyDown,
  onBlur,
  first = false,
  floating = false,
  className = "",
  maxLength,
  field,
}: ComboboxProps) {
  const id = useId();
  const start = first ? 0 : -1;
  const [at, setAt] = useState(start);
  const [here, setHere] = useState(false);
  const shown = options.length > 0 && (here || !floating);
  const now = shown ? Math.min(at, options.length - 1) : -1;

  const choose = (option: Option) => {
    setAt(start);
    onChoose(option.id);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = options[now];
    if (step !== undefined && shown) {
      // One place before the first is the line itself.
      const places = options.length + 1;
      setAt(((now + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && shown && chosen) choose(chosen);
    else if (event.key === "Enter" && onEnter) onEnter();
    else if (event.key === "Escape" && value !== "") onType("");
    else {
      onKeyDown?.(event);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={`combobox ${className}`}>
      <input
        ref={field}
        type="text"
        role="combobox"
        className="input"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-activedescendant={now >= 0 ? `${id}-${now}` : undefined}
        {...(value === "" ? {} : OWN_ESCAPE)}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        maxLength={maxLength}
        onChange={(event) => {
          setAt(start);
          onType(event.target.value);
        }}
        onKeyDown={press}
        onFocus={() => setHere(true)}
        onBlur={() => {
          setHere(false);
          setAt(start);
          onBlur?.();
        }}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        hidden={!shown}
        className={floating ? "options pop" : "options"}
      >
        {options.map((option, index) => (
          <div
            key={option.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === now}
            className={`menu-item${index === now ? " is-hover" : ""}`}
            ref={
              index === now ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined
            }
            // The focus stays in the line.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
          >
            <span className="cut">{option.content}</span>
            {option.hint !== undefined && <span className="hint num">{option.hint}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
