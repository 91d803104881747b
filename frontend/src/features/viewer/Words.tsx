import { useTranslation } from "react-i18next";
import type { Asset } from "@/app/editing/answers";
import { edit } from "@/app/editing/edits";
import { LONGEST, tidy } from "@/domain/editing/values";
import { InPlace } from "@/ui";
import { Yours } from "./Yours";

/** What it is called and what is told of it, written where it stands. */
export function Words({ asset }: { asset: Asset }) {
  const { t } = useTranslation("editing");
  return (
    <section className="words" aria-label={t("field.caption")}>
      <InPlace
        key={`title ${asset.id}`}
        className="strong"
        label={t("field.title")}
        placeholder={t("add.title")}
        maxLength={LONGEST.title}
        value={asset.title ?? ""}
        onSave={(text) =>
          void edit(
            t("done.title"),
            [asset.id],
            [{ field: "title", action: "set", value: tidy(text) }],
          )
        }
      />
      <Yours asset={asset} field="title" />
      <InPlace
        key={`caption ${asset.id}`}
        lines
        label={t("field.caption")}
        placeholder={t("add.caption")}
        maxLength={LONGEST.caption}
        value={asset.caption ?? ""}
        onSave={(text) =>
          void edit(
            t("done.caption", { count: 1 }),
            [asset.id],
            [{ field: "caption", action: "set", value: tidy(text) }],
          )
        }
      />
      <Yours asset={asset} field="caption" />
    </section>
  );
}
