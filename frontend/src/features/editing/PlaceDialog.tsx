import { useQuery } from "@tanstack/react-query";
import { MapPin } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { calls } from "@/app/editing/calls";
import { useCompass } from "@/app/editing/compass";
import { operate } from "@/app/editing/edits";
import { PlaceSearch, type Found } from "@/app/editing/PlaceSearch";
import { inCommonQuery } from "@/app/editing/queries";
import type { FieldChange } from "@/domain/editing/changes";
import { positionWords } from "@/domain/editing/position";
import { NOWHERE, placeWords } from "@/domain/editing/values";
import { locale } from "@/i18n";
import { Button, Switch } from "@/ui";
import { EditDialog } from "./EditDialog";

interface PlaceDialogProps {
  ids: readonly number[];
  onClose: () => void;
}

type Choice = Found | "nowhere";

/** One place for many photos. What a camera measured stays unless it is to move. */
export function PlaceDialog({ ids, onClose }: PlaceDialogProps) {
  const { t } = useTranslation("editing");
  const compass = useCompass();
  const count = ids.length;
  const common = useQuery(inCommonQuery(ids));
  const [choice, setChoice] = useState<Choice | null>(null);
  const [move, setMove] = useState(false);
  const now = common.data?.place;
  const nowhere = common.data?.nowhere ?? [];
  const somewhere = count - nowhere.length;

  const written = (found: Choice): string => {
    if (found === "nowhere") return t("place.noPlace");
    if (found.place === null) return positionWords(found.position, locale(), compass);
    return found.position === null ? found.place : placeWords(found.place);
  };
  /** Words come to all; a position to those without one, or to all. */
  const save = () => {
    if (choice === null) return;
    const steps: (() => ReturnType<typeof calls.edit>)[] = [];
    const set = (these: readonly number[], changes: readonly FieldChange[]) => {
      if (these.length > 0) steps.push(() => calls.edit(these, changes));
    };
    if (choice === "nowhere")
      set(ids, [
        { field: "place", action: "set", value: null },
        ...(move ? [{ field: "position", action: "set", value: null } satisfies FieldChange] : []),
      ]);
    else {
      const { place, position } = choice;
      if (place !== null)
        set(ids, [
          {
            field: "place",
            action: "set",
            value: typeof place === "string" ? { ...NOWHERE, sublocation: place } : place,
          },
        ]);
      if (position !== null)
        set(place === null || move ? ids : nowhere, [
          { field: "position", action: "set", value: position },
        ]);
    }
    onClose();
    void operate({ label: t("done.place", { count }), ids, steps });
  };
  const words = !common.data
    ? ""
    : now === undefined || now.count === 0
      ? t("place.nowNone", { count })
      : now.kinds > 1 || now.count < count
        ? t("place.nowSeveral", { count: now.count })
        : t("place.nowSame", { place: placeWords(now.value) });
  /** A place that was found says where it lies, too: whether photos move there is to be asked. */
  const asks =
    choice === "nowhere" || (choice !== null && typeof choice.place === "object" && choice.place);
  const replaces =
    choice !== null && choice !== "nowhere" && choice.place === null && somewhere > 0;
  return (
    <EditDialog
      title={t("place.batchTitle", { count })}
      save={choice === "nowhere" ? t("place.clear", { count }) : t("place.save", { count })}
      disabled={choice === null || !common.data}
      onSave={save}
      onClose={onClose}
      beside={replaces ? t("place.replaces", { count: somewhere }) : undefined}
    >
      <p className="facts ink-2" role="status">
        {common.isError ? t("loadFailed", { detail: common.error.message }) : words}
        {now !== undefined && now.count > 0 && choice === null && (
          <>
            {" "}
            <button type="button" className="link" onClick={() => setChoice("nowhere")}>
              {t("place.clearWords")}
            </button>
          </>
        )}
      </p>
      {choice === null ? (
        <PlaceSearch onFind={setChoice} />
      ) : (
        <div className="chosen">
          <MapPin className="icon" aria-hidden />
          <span>{written(choice)}</span>
          <Button look="ghost" size="sm" onClick={() => setChoice(null)}>
            {t("place.other")}
          </Button>
        </div>
      )}
      {Boolean(asks) && somewhere > 0 && (
        <div className="choice-row">
          <Switch
            label={choice === "nowhere" ? t("place.clearPosition") : t("place.move")}
            checked={move}
            onChange={setMove}
          >
            {choice === "nowhere" ? t("place.clearPosition") : t("place.move")}
          </Switch>
          <p className="t-12 ink-3">{t("place.moveWords", { count: somewhere })}</p>
        </div>
      )}
    </EditDialog>
  );
}
