import { keyCaps } from "./keyCaps";

/** A key or chord such as "mod+z", drawn as the machine at hand writes it. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd aria-hidden {...(keys.length === 1 ? { "data-letter": "" } : {})}>
      {keyCaps(keys)}
    </kbd>
  );
}
