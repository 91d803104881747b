import { Progress as Radix } from "radix-ui";

interface ProgressProps {
  /** 0 to 1; null when it is not known how much there is. */
  value: number | null;
  /** 0 to 1 of what has been read back and compared. */
  verified?: number;
  label: string;
  thick?: boolean;
}

const share = (value: number) => `${Math.min(100, Math.max(0, value * 100))}%`;

/** Ink is done; green is read back and compared. */
export function Progress({ value, verified, label, thick = false }: ProgressProps) {
  return (
    <Radix.Root
      className={`progress${thick ? " thick" : ""}${value === null ? " unknown" : ""}`}
      value={value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100)}
      aria-label={label}
    >
      {value !== null && <i style={{ width: share(value) }} />}
      {verified !== undefined && <i className="verified" style={{ width: share(verified) }} />}
    </Radix.Root>
  );
}
