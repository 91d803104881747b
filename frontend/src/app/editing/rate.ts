import { i18n } from "@/i18n";
import { edit } from "./edits";

/** Gives a photo stars (1 to 5), rejects it (-1), or takes both away (null). `had`: what it has now. */
export function rate(id: number, had: number | null, value: number | null): Promise<boolean> {
  const said =
    value === -1
      ? i18n.t("editing:done.rejected")
      : value !== null
        ? i18n.t("editing:done.stars", { count: value })
        : had === -1
          ? i18n.t("editing:done.notRejected")
          : i18n.t("editing:done.noStars");
  return edit(said, [id], [{ field: "rating", action: "set", value }]);
}
