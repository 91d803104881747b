import { useEffect, useRef, type ReactNode } from "react";

/** The heading of a step; a screen reader hears it when the step comes. */
export function StepTitle({ children, lede }: { children: ReactNode; lede: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <h1 ref={heading} className="t-28" tabIndex={-1}>
        {children}
      </h1>
      <p className="lede t-15">{lede}</p>
    </>
  );
}
