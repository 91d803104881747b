import { queryOptions } from "@tanstack/react-query";
import { api, call, keys } from "@/api";

/** How the library is and what is being done. Events keep it fresh; the pause is for lost ones. */
export const statusQuery = queryOptions({
  queryKey: keys.status,
  queryFn: () => call(api.GET("/api/v1/status")),
  refetchInterval: (query) => (query.state.data?.work.active ? 5000 : 30_000),
});
