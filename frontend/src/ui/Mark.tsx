/** The mark of Keepers: a photo with its sun kept. */
export function Mark() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="1" width="18" height="18" rx="5.5" fill="var(--solid)" />
      <circle cx="13.2" cy="7" r="2.2" fill="var(--keep-fill)" />
      <path
        d="M3.6 15.2 8 9.4l3 3.6 1.6-1.8 3.8 4"
        fill="none"
        stroke="var(--on-solid)"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
