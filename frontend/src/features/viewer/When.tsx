import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import type { Asset } from "@/app/editing/answers";
import { edit } from "@/app/editing/edits";
import { MomentFields, typedOf } from "@/app/editing/MomentFields";
import { dateWords } from "@/app/editing/valueWords";
import { typedMoment, type WrongMoment } from "@/domain/editing/moment";
import { offsetName } from "@/domain/format";
import { Button, Popover } from "@/ui";
import { dateReason } from "./dateReason";
import { Section } from "./Section";
import { Yours } from "./Yours";

function Editor({ asset, onDone }: { asset: Asset; onDone: () => void }) {
  const { t } = useTranslation("editing");
  const [typed, setTyped] = useState(() => typedOf(asset.capture_time, zoneOf(asset)));
  const [wrong, setWrong] = useState<WrongMoment | null>(null);
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    const value = typedMoment(typed.day, typed.clock, typed.offset, Date.now());
    if (typeof value === "string") {
      setWrong(value);
      return;
    }
    onDone();
    void edit(t("done.date", { count: 1 }), [asset.id], [{ field: "date", action: "set", value }]);
  };
  return (
    <form className="editor" noValidate onSubmit={save}>
      <p className="t-15 title">{t("date.title")}</p>
      <MomentFields
        value={typed}
        wrong={wrong}
        onChange={(next) => {
          setTyped(next);
          setWrong(null);
        }}
      />
      <div className="row">
        <Button look="ghost" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button look="primary" type="submit">
          {t("date.save")}
        </Button>
      </div>
    </form>
  );
}

/** The offset, where more is known of it than what this computer's clock shows. */
const zoneOf = (asset: Asset): number | null =>
  asset.capture_zone === "computer" ? null : asset.capture_offset_min;

/** When it was taken, how sure that is and why; a click changes it. */
export function When({ asset }: { asset: Asset }) {
  const { t } = useTranslation(["editing", "viewer"]);
  const [open, setOpen] = useState(false);
  const date = dateWords(asset.capture_time, asset.capture_precision);
  const offset = zoneOf(asset);
  const zone = offset === null ? "" : offsetName(offset);
  return (
    <Section title={t("viewer:about.when")}>
      <Popover
        inMain
        open={open}
        onOpenChange={setOpen}
        label={t("date.title")}
        align="end"
        caret={false}
        className="editor-pop"
        trigger={
          <button
            type="button"
            className="in-place num"
            aria-label={t("date.change", { date: `${date} ${zone}`.trim() })}
          >
            {date} <span className="ink-3">{zone}</span>
          </button>
        }
      >
        <Editor asset={asset} onDone={() => setOpen(false)} />
      </Popover>
      {asset.edits["date"] === undefined && (
        <p className="t-12 ink-3">
          {dateReason(t, asset)}{" "}
          {asset.capture_code !== null && asset.capture_confidence === "unsure" && (
            <button
              type="button"
              className="link"
              onClick={() => runAction("edit.date", { ids: [asset.id] })}
            >
              {t("date.fix")}
            </button>
          )}
        </p>
      )}
      <Yours asset={asset} field="date" />
    </Section>
  );
}
