import { CircleX, Star } from "lucide-react";
import { ToggleGroup } from "radix-ui";
import { Tooltip } from "./Tooltip";

interface StarsProps {
  /** -1 for rejected, 1 to 5, null for none. */
  value: number | null;
  /** The same again takes them away. */
  onChange: (value: number | null) => void;
  label: string;
  starLabel: (stars: number) => string;
  rejectLabel: string;
}

const ALL = [1, 2, 3, 4, 5];

/** Five stars and a no; arrows move, as in a group of radio buttons. */
export function Stars({ value, onChange, label, starLabel, rejectLabel }: StarsProps) {
  return (
    <ToggleGroup.Root
      type="single"
      className="stars"
      value={value === null ? "" : String(value)}
      onValueChange={(next) => onChange(next === "" ? null : Number(next))}
      aria-label={label}
    >
      {ALL.map((stars) => (
        <ToggleGroup.Item
          key={stars}
          value={String(stars)}
          aria-label={starLabel(stars)}
          className={value !== null && value >= stars ? "on" : ""}
        >
          <Star className="icon" aria-hidden />
        </ToggleGroup.Item>
      ))}
      <Tooltip label={rejectLabel}>
        <ToggleGroup.Item
          value="-1"
          aria-label={rejectLabel}
          className={value === -1 ? "reject on" : "reject"}
        >
          <CircleX className="icon" aria-hidden />
        </ToggleGroup.Item>
      </Tooltip>
    </ToggleGroup.Root>
  );
}
