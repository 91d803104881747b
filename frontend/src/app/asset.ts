import { queryOptions } from "@tanstack/react-query";
import { api, call, keys } from "@/api";
import { i18n } from "@/i18n";

/** All that is known of one photo; the place it was taken at is named in the language of the page. */
export const assetQuery = (asset_id: number) =>
  queryOptions({
    queryKey: keys.asset(asset_id),
    queryFn: () =>
      call(
        api.GET("/api/v1/assets/{asset_id}", {
          params: { path: { asset_id }, query: { lang: i18n.language } },
        }),
      ),
  });
