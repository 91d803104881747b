import { CircleMinus, Heart, Lock, PencilLine, Upload, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { findAction, runAction, useAllActions } from "@/actions/registry";
import { marksStore } from "@/app/marks";
import { clearSelection, selectionStore } from "@/app/selection";
import { Button, IconButton, Menu, type MenuRow } from "@/ui";

/** What can be changed of the photos, as far as the dialogs for it are there. */
function changes(): MenuRow[] {
  return ["edit.caption", "edit.keywords", "edit.place", "edit.date"].flatMap((id) => {
    const action = findAction(id);
    if (!action) return [];
    const { icon, keys } = action;
    return [
      { id, label: action.title(), icon, keys: keys?.[0], onSelect: () => void action.run() },
    ];
  });
}

/** What can be done with the selection. It floats, so it never pushes photos. */
export function SelectionBar() {
  const { t } = useTranslation("timeline");
  const ids = useStore(selectionStore, (state) => state.ids);
  const favourites = useStore(marksStore, (state) => state.favourites);
  useAllActions();
  if (ids.size === 0) return null;
  const all = [...ids].every((id) => favourites.get(id) ?? false);
  return (
    <div className="bar" role="toolbar" aria-label={t("bar.name", { count: ids.size })}>
      <span className="lead" aria-live="polite">
        {t("bar.lead", { count: ids.size })}
      </span>
      <span className="sep" />
      <Button look="ghost" icon={Heart} onClick={() => runAction("photos.favourite")}>
        {all ? t("bar.unfavourite") : t("bar.favourite")}
      </Button>
      <Button look="ghost" icon={Lock} onClick={() => runAction("photos.lockIn")}>
        {t("bar.lockIn")}
      </Button>
      <Button look="ghost" icon={CircleMinus} onClick={() => runAction("photos.leaveOut")}>
        {t("bar.leaveOut")}
      </Button>
      {findAction("edit.caption") && (
        <Menu rows={changes()} label={t("bar.edit")} align="center">
          <Button look="ghost" icon={PencilLine}>
            {t("bar.edit")}
          </Button>
        </Menu>
      )}
      {findAction("export.selection") && (
        <Button
          look="ghost"
          icon={Upload}
          onClick={() => runAction("export.selection", { ids: [...ids] })}
        >
          {t("bar.export")}
        </Button>
      )}
      <span className="sep" />
      <IconButton
        icon={X}
        label={t("bar.clear")}
        keys="escape"
        side="top"
        onClick={clearSelection}
      />
    </div>
  );
}
