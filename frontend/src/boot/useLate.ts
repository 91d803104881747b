import { useEffect, useState } from "react";

/** How long something may take before it is worth a word. */
const PATIENCE_MS = 300;

/** False for a moment, then true: what is over quickly never flashes. */
export function useLate(): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return late;
}
