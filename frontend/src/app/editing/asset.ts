import { queryOptions } from "@tanstack/react-query";
import { api, call, keys } from "@/api";

/** All that is known of one photo. */
export const assetQuery = (id: number) =>
  queryOptions({
    queryKey: keys.asset(id),
    queryFn: () =>
      call(api.GET("/api/v1/assets/{asset_id}", { params: { path: { asset_id: id } } })),
  });
