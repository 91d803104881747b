import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import type { Asset } from "@/app/editing/answers";
import { ConflictChoice } from "@/app/editing/ConflictChoice";
import { edit } from "@/app/editing/edits";
import { useValueWords } from "@/app/editing/valueWords";
import { useWriteWords } from "@/app/editing/writeWords";
import type { FieldChange } from "@/domain/editing/changes";
import type { Field } from "@/domain/editing/values";
import { i18n } from "@/i18n";

interface YoursProps {
  asset: Asset;
  field: Field;
}

/** Back to what the files said before it was changed. */
function putBack(asset: Asset, field: Field, base: unknown) {
  const change = { field, action: "set", value: base ?? null } as FieldChange;
  const what = i18n.t(`editing:field.${field}`);
  void edit(i18n.t("editing:done.back", { field: what }), [asset.id], [change]);
}

/** What of a field counts now, as it is compared and told. */
function valueOf(asset: Asset, field: Field): unknown {
  switch (field) {
    case "keywords":
    case "people":
      return asset[field].length > 0 ? asset[field] : null;
    case "date":
      return { time_ms: asset.capture_time, offset_min: asset.capture_offset_min };
    case "position":
      return asset.latitude === null ? null : [asset.latitude, asset.longitude];
    default:
      return asset[field];
  }
}

/** Says that a field is a person's own and where it is kept; nothing where the files alone speak. */
export function Yours({ asset, field }: YoursProps) {
  const { t } = useTranslation("editing");
  const words = useValueWords();
  const own: Schemas["EditDto"] | undefined = asset.edits[field];
  const why = useWriteWords();
  if (!own) return null;
  if (own.state === "conflict")
    return (
      <ConflictChoice
        id={asset.id}
        field={field}
        mine={valueOf(asset, field)}
        theirs={own.theirs}
      />
    );
  const said =
    own.base === null
      ? t("yours.fileSaidNothing")
      : t("yours.fileSaid", { value: words(field, own.base) });
  const waits = own.state === "pending" || own.state === "kept";
  const unwritten = waits && asset.write_problem ? why(asset.write_problem.code) : "";
  return (
    <p className="yours t-12 ink-3">
      {unwritten === "" ? t(`yours.${own.state}`) : t("yours.unwritten", { why: unwritten })}{" "}
      <button
        type="button"
        className="link"
        title={said}
        aria-label={t("yours.backName", { field: t(`field.${field}`) })}
        onClick={() => putBack(asset, field, own.base)}
      >
        {t("yours.back")}
      </button>
    </p>
  );
}
