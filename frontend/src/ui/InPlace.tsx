import { useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";

interface InPlaceProps {
  value: string;
  /** Called when another text was written, without blanks around it. */
  onSave: (value: string) => void;
  /** What it is, for a screen reader: "Caption". */
  label: string;
  /** What stands there while it is empty: "Add a caption". */
  placeholder: string;
  /** Shift and Enter begin a line, too. */
  lines?: boolean;
  maxLength?: number;
  className?: string;
}

/** A text that is edited where it stands: Enter or leaving it saves, Escape leaves it as it was. */
export function InPlace({
  value,
  onSave,
  label,
  placeholder,
  lines = false,
  maxLength,
  className = "",
}: InPlaceProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** The keyboard ended it, so the focus stays here. */
  const back = useRef(false);
  /** A field that goes tells that it was left, which is no reason to save once more. */
  const ended = useRef(false);
  const open = draft !== null;

  useLayoutEffect(() => {
    if (open) {
      ended.current = false;
      const at = field.current;
      at?.focus();
      at?.setSelectionRange(at.value.length, at.value.length);
    } else if (back.current) {
      back.current = false;
      button.current?.focus({ preventScroll: true });
    }
  }, [open]);
  // As tall as what is written in it.
  useLayoutEffect(() => {
    const at = field.current;
    if (!at) return;
    at.style.height = "0";
    at.style.height = `${at.scrollHeight}px`;
  }, [draft]);

  const save = () => {
    if (draft === null || ended.current) return;
    ended.current = true;
    const next = lines ? draft.trim() : draft.trim().replace(/\s*\n\s*/g, " ");
    if (next !== value) onSave(next);
    setDraft(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !(lines && event.shiftKey)) {
      back.current = true;
      save();
    } else if (event.key === "Escape") {
      back.current = true;
      ended.current = true;
      setDraft(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (draft === null)
    return (
      <button
        ref={button}
        type="button"
        className={`in-place ${value === "" ? "is-empty" : ""} ${className}`}
        aria-label={value === "" ? placeholder : `${label}: ${value}`}
        onClick={() => setDraft(value)}
      >
        {value === "" ? placeholder : value}
      </button>
    );
  return (
    <textarea
      ref={field}
      className={`in-place ${className}`}
      rows={1}
      aria-label={label}
      placeholder={placeholder}
      value={draft}
      maxLength={maxLength}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={press}
      onBlur={save}
    />
  );
}
