import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCompass } from "@/app/editing/compass";
import type { Asset } from "@/app/editing/answers";
import { edit } from "@/app/editing/edits";
import { PlaceSearch, type Found } from "@/app/editing/PlaceSearch";
import type { FieldChange } from "@/domain/editing/changes";
import { positionWords } from "@/domain/editing/position";
import { NOWHERE, placeWords, type Position } from "@/domain/editing/values";
import { locale } from "@/i18n";
import { Button, Popover, Switch } from "@/ui";
import { Section } from "./Section";
import { Yours } from "./Yours";

const positionOf = ({ latitude, longitude }: Asset): Position | null =>
  latitude === null || longitude === null ? null : [latitude, longitude];

/** What changes when a place was found. A position that the camera knew stays unless it is to move. */
function changesFor(asset: Asset, found: Found, move: boolean): FieldChange[] {
  if (found.place === null) return [{ field: "position", action: "set", value: found.position }];
  if (found.position === null)
    return [
      {
        field: "place",
        action: "set",
        value: { ...(asset.place ?? NOWHERE), sublocation: found.place },
      },
    ];
  const words: FieldChange = { field: "place", action: "set", value: found.place };
  return move || positionOf(asset) === null
    ? [words, { field: "position", action: "set", value: found.position }]
    : [words];
}

function Editor({ asset, onDone }: { asset: Asset; onDone: () => void }) {
  const { t } = useTranslation("editing");
  const [move, setMove] = useState(false);
  const position = positionOf(asset);
  const save = (changes: readonly FieldChange[]) => {
    onDone();
    void edit(t("done.place", { count: 1 }), [asset.id], changes);
  };
  return (
    <div className="editor wide">
      <p className="t-15 title">{t("place.title")}</p>
      <PlaceSearch onFind={(found) => save(changesFor(asset, found, move))} />
      {position && (
        <Switch label={t("place.move")} checked={move} onChange={setMove}>
          {t("place.move")}
        </Switch>
      )}
      {(asset.place ?? position) && (
        <div className="row">
          {asset.place && (
            <Button
              look="ghost"
              size="sm"
              onClick={() => save([{ field: "place", action: "set", value: null }])}
            >
              {t("place.clearWords")}
            </Button>
          )}
          {position && (
            <Button
              look="ghost"
              size="sm"
              onClick={() => save([{ field: "position", action: "set", value: null }])}
            >
              {t("place.clearPosition")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Where it was taken, in words and on earth; a click changes it. */
export function Where({ asset }: { asset: Asset }) {
  const { t } = useTranslation(["editing", "viewer"]);
  const compass = useCompass();
  const [open, setOpen] = useState(false);
  const position = positionOf(asset);
  const numbers = position && positionWords(position, locale(), compass);
  const own = placeWords(asset.place);
  // What a person or a program wrote goes before what the map makes of the numbers.
  const words = own === "" ? (asset.place_name?.sentence ?? "") : own;
  const shown = words === "" ? numbers : words;
  return (
    <Section title={t("viewer:about.where")}>
      <Popover
        inMain
        open={open}
        onOpenChange={setOpen}
        label={t("place.title")}
        align="end"
        caret={false}
        className="editor-pop"
        trigger={
          <button
            type="button"
            className={`in-place num${shown === null ? " is-empty" : ""}`}
            aria-label={shown === null ? t("add.place") : t("place.change", { place: shown })}
          >
            {shown ?? t("add.place")}
          </button>
        }
      >
        <Editor asset={asset} onDone={() => setOpen(false)} />
      </Popover>
      {numbers !== null && words !== "" && <p className="t-12 ink-3 num">{numbers}</p>}
      <Yours asset={asset} field="place" />
      <Yours asset={asset} field="position" />
    </Section>
  );
}
