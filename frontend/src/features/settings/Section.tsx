import { useId, type ReactNode } from "react";

/** A part of the settings under its name. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="t-15 title">
        {title}
      </h2>
      {children}
    </section>
  );
}
