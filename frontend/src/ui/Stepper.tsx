import { Minus, Plus } from "lucide-react";
import { useState } from "react";

interface StepperProps {
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  /** The name of the number, for a screen reader. */
  label: string;
  fewer: string;
  more: string;
  /** What to write instead of the number, such as "Auto". */
  text?: string;
  /** Lets the number be typed. */
  editable?: boolean;
  className?: string;
}

/** A number with a button on each side. */
export function Stepper({
  value,
  onChange,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  step = 1,
  label,
  fewer,
  more,
  text,
  editable = false,
  className,
}: StepperProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const set = (next: number) => onChange(Math.min(max, Math.max(min, next)));
  const commit = () => {
    const typed = Number.parseInt(draft ?? "", 10);
    if (Number.isFinite(typed)) set(typed);
    setDraft(null);
  };
  /** From what is written, also when it was not taken yet. */
  const arrow = (by: number) => {
    const typed = Number.parseInt(draft ?? "", 10);
    set((Number.isFinite(typed) ? typed : value) + by);
    setDraft(null);
  };
  return (
    <span className={`stepper ${className ?? ""}`.trim()} role="group" aria-label={label}>
      <button
        type="button"
        aria-label={fewer}
        disabled={value <= min}
        onClick={() => set(value - step)}
      >
        <Minus className="icon s14" aria-hidden />
      </button>
      {editable ? (
        <input
          inputMode="numeric"
          aria-label={label}
          value={draft ?? text ?? String(value)}
          onChange={(event) => setDraft(event.target.value.replace(/\D/g, ""))}
          onFocus={(event) => event.target.select()}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
            else if (event.key === "Escape" && draft !== null) setDraft(null);
            else if (event.key === "ArrowUp") arrow(step);
            else if (event.key === "ArrowDown") arrow(-step);
            else return;
            event.preventDefault();
          }}
        />
      ) : (
        <output aria-live="polite">{text ?? value}</output>
      )}
      <button
        type="button"
        aria-label={more}
        disabled={value >= max}
        onClick={() => set(value + step)}
      >
        <Plus className="icon s14" aria-hidden />
      </button>
    </span>
  );
}
