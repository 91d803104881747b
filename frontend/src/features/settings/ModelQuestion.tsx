import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui";

interface QuestionProps {
  label: string;
  children: ReactNode;
  /** The button that does it. */
  go: ReactNode;
  onClose: () => void;
}

/** What will happen, under the row it is about, before it does. Escape leaves things as they are. */
export function ModelQuestion({ label, children, go, onClose }: QuestionProps) {
  const { t } = useTranslation("models");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div
      ref={box}
      className="model-question"
      role="group"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      {children}
      <div className="buttons">
        {go}
        <Button look="ghost" onClick={onClose}>
          {t("leave")}
        </Button>
      </div>
    </div>
  );
}
