import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { Button, Toast } from "@/ui";
import { selectionStore } from "./selection";
import { dismissToast, holdToasts, toastStore } from "./toasts";

/** The messages at the bottom, above the selection bar when there is one. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useStore(toastStore, (state) => state.toasts);
  const bar = useStore(
    selectionStore,
    (state) => state.ids.size > 0 && state.reach === "selection",
  );
  return (
    <section
      className={`toasts${bar ? " over-bar" : ""}`}
      aria-label={t("toast.region")}
      aria-live="polite"
      onPointerEnter={() => holdToasts(true)}
      onPointerLeave={() => holdToasts(false)}
      onFocus={() => holdToasts(true)}
      onBlur={() => holdToasts(false)}
    >
      {toasts.map((message) => (
        <Toast key={message.id} text={message.text}>
          {message.actions.length > 0
            ? message.actions.map((action) => (
                <Button
                  key={action.label}
                  {...(action.keys === undefined ? {} : { keys: action.keys })}
                  onClick={() => {
                    dismissToast(message.id);
                    action.run();
                  }}
                >
                  {action.label}
                </Button>
              ))
            : undefined}
        </Toast>
      ))}
    </section>
  );
}
