import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { Dialog, IconButton, Kbd, keyCaps, Switch } from "@/ui";
import { keysNow, lettersStore, setLetters } from "./letters";
import { useAllActions, type ActionGroup } from "./registry";
import { closeViews, viewStore } from "./views";

const GROUPS: readonly ActionGroup[] = ["go", "photo", "view", "edit", "app"];

function Sheet() {
  const { t } = useTranslation("actions");
  const letters = useStore(lettersStore, (state) => state.on);
  const actions = useAllActions()
    .filter((action) => !action.quiet)
    .map(({ id, group, title, keys }) => ({ id, group, title, keys: keysNow(keys, letters) }))
    .filter(({ keys }) => keys.length > 0);
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
                    {action.keys.slice(0, 2).map((chord) => (
                      <Kbd key={chord} keys={chord} />
                    ))}
                    <span className="unseen">{action.keys.join(", ")}</span>
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

/** Lets keys of one sign be no shortcuts. */
function Letters() {
  const { t } = useTranslation("actions");
  const on = useStore(lettersStore, (state) => state.on);
  return (
    <div className="key-letters">
      <Switch label={t("letters")} checked={on} onChange={setLetters}>
        {t("letters")}
      </Switch>
      <p className="t-12 ink-3">{t("lettersWords", { mod: keyCaps("mod") })}</p>
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
        // The sheet itself, so that it is read out before its switch and the button to leave.
        event.preventDefault();
        if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
      }}
    >
      <IconButton className="dialog-close" icon={X} label={t("keys.close")} onClick={closeViews} />
      <Sheet />
      <Letters />
    </Dialog>
  );
}
