import { CircleX, Star } from "lucide-react";
import { useActions, type Action } from "@/actions/registry";
import type { Asset } from "@/app/editing/answers";
import { rate } from "@/app/editing/rate";
import { starsAfter } from "@/domain/editing/values";
import { i18n } from "@/i18n";

const STARS = [1, 2, 3, 4, 5];

/** 1 to 5 give stars, x says no; the same again takes it back. 0 is for fitting the photo into the window. */
export function useRatingKeys(asset: Asset | undefined): void {
  const give = (value: number) => {
    if (asset) void rate(asset.id, asset.rating, starsAfter(asset.rating, value));
  };
  const action = (value: number, more: Pick<Action, "id" | "keys" | "title" | "icon">): Action => ({
    ...more,
    group: "photo",
    when: () => asset !== undefined,
    checked: () => asset?.rating === value,
    run: () => give(value),
  });
  useActions([
    ...STARS.map((count) =>
      action(count, {
        id: `viewer.stars.${count}`,
        icon: Star,
        keys: [String(count)],
        title: () => i18n.t("editing:rating.give", { count }),
      }),
    ),
    action(-1, {
      id: "viewer.reject",
      icon: CircleX,
      keys: ["x"],
      title: () => i18n.t("editing:rating.rejectIt"),
    }),
  ]);
}
