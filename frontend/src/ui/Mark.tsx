import { useId } from "react";

/** The mark of Keepers: two peaks hold what is kept. The app icon in `desktop/icons` is the same drawing. */
export function Mark() {
  const tile = useId();
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <clipPath id={tile}>
        <rect width="20" height="20" rx="4.6" />
      </clipPath>
      <g clipPath={`url(#${tile})`} strokeLinejoin="round" strokeWidth="1.2">
        <rect width="20" height="20" fill="var(--solid)" />
        <circle cx="12.03" cy="7.97" r="3.75" fill="var(--keep-fill)" />
        <g fill="var(--on-solid)" stroke="var(--on-solid)" opacity="0.8">
          <path d="M2.26 24.8 16.8 10.8 28 24.8Z" />
        </g>
        <g fill="var(--on-solid)" stroke="var(--on-solid)">
          <path d="M-5.68 22.6 5.8 8.6 16.39 22.6Z" />
        </g>
      </g>
    </svg>
  );
}
