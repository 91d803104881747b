import { Tag } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "@/app/editing/answers";
import { edit } from "@/app/editing/edits";
import { rate } from "@/app/editing/rate";
import { Button, Menu, Stars, type MenuRow } from "@/ui";
import { Yours } from "./Yours";

/** As Lightroom, Bridge and digiKam write them. */
const LABELS = ["Red", "Yellow", "Green", "Blue", "Purple"] as const;
const KEYS = {
  Red: "label.red",
  Yellow: "label.yellow",
  Green: "label.green",
  Blue: "label.blue",
  Purple: "label.purple",
} as const;

/** Stars, a no, and the label other programs sort by. */
export function Rating({ asset }: { asset: Asset }) {
  const { t } = useTranslation("editing");
  const label = asset.label;
  const written = (name: string) => {
    const known = LABELS.find((one) => one === name);
    return known ? t(KEYS[known]) : name;
  };
  const set = (value: string | null) => {
    if (value !== label)
      void edit(t("done.label"), [asset.id], [{ field: "label", action: "set", value }]);
  };
  const row = (value: string | null): MenuRow => ({
    id: value ?? "none",
    label: value === null ? t("label.none") : written(value),
    checked: value === label,
    onSelect: () => set(value),
  });
  const own = label !== null && !LABELS.some((one) => one === label) ? [label] : [];
  return (
    <section aria-label={t("rating.name")}>
      <div className="row">
        <Stars
          label={t("rating.name")}
          starLabel={(count) => t("rating.star", { count })}
          rejectLabel={t("rating.reject")}
          value={asset.rating}
          onChange={(value) => void rate(asset.id, asset.rating, value)}
        />
        <span className="push" />
        <Menu rows={[...[...LABELS, ...own].map(row), row(null)]} label={t("field.label")}>
          <Button
            look="ghost"
            size="sm"
            icon={Tag}
            className="label"
            aria-label={
              label === null ? t("label.none") : t("label.name", { label: written(label) })
            }
          >
            {label === null ? t("label.add") : written(label)}
          </Button>
        </Menu>
      </div>
      <Yours asset={asset} field="rating" />
      <Yours asset={asset} field="label" />
    </section>
  );
}
