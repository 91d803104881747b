import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { Dialog, IconButton, Kbd } from "@/ui";
import { useAllActions, type ActionGroup } from "./registry";
import { closeViews, viewStore } from "./views";

const GROUPS: readonly ActionGroup[] = ["go", "photo", "view", "edit", "app"];

function Sheet() {
  const { t } = useTranslation("actions");
  const actions = useAllActions().filter(
    (action) => !action.quiet && action.keys && action.keys.length > 0,
  );
  return (
    <div className="key-sheet">
      {GROUPS.map((group) => {
        const rows = actions.filter((action) => action.group === group);
        if (rows.length === 0) return null;
        return (
          <section key={group} aria-label={t(`group.${group}`)}>
            <h3 className="t-12 ink-3">{t(`group.${group}`)}</h3>
            <dl>
              {rows.map((action) => (
                <div key={action.id}>
                  <dt>{action.title()}</dt>
                  <dd className="keys">
                    {action.keys?.slice(0, 2).map((chord) => (
                      <Kbd key={chord} keys={chord} />
                    ))}
                    <span className="unseen">{action.keys?.join(", ")}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}

/** The keys of every command that has one. */
export function KeySheet() {
  const { t } = useTranslation("shell");
  const open = useStore(viewStore, (state) => state.open === "keys");
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && closeViews()}
      title={t("keys.title")}
      words={t("keys.words")}
      className="dialog wide"
      onOpenAutoFocus={(event) => {
        // The sheet itself, so that it is read out; the only button in it is to leave.
        event.preventDefault();
        if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
      }}
    >
      <IconButton className="dialog-close" icon={X} label={t("keys.close")} onClick={closeViews} />
      <Sheet />
    </Dialog>
  );
}
