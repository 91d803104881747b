import { Slider as Radix } from "radix-ui";

interface SliderProps {
  value: number;
  onChange: (value: number) => void;
  /** Called once when the person lets go. */
  onCommit?: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  label: string;
  /** The value in words, such as "More". */
  valueText?: string;
  className?: string;
  disabled?: boolean;
}

/** A value people feel rather than read; the word for it stands beside it. */
export function Slider({
  value,
  onChange,
  onCommit,
  min = 0,
  max = 100,
  step = 1,
  label,
  valueText,
  className,
  disabled = false,
}: SliderProps) {
  return (
    <Radix.Root
      className={`slider-root ${className ?? ""}`.trim()}
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      onValueCommit={([next]) => next !== undefined && onCommit?.(next)}
    >
      <Radix.Track className="slider-track">
        <Radix.Range className="slider-range" />
      </Radix.Track>
      <Radix.Thumb className="slider-thumb" aria-label={label} aria-valuetext={valueText} />
    </Radix.Root>
  );
}
