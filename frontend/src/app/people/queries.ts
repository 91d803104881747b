import { queryOptions } from "@tanstack/react-query";
import { api, call, keys } from "@/api";

/** More than anybody goes through in a list of names; beyond them, a name that is typed still finds its person. */
const NAMES = 500;

/** Everybody with a name, those who matter most first. */
export const namesQuery = queryOptions({
  queryKey: [...keys.people, "names"],
  queryFn: () =>
    call(
      api.GET("/api/v1/people", {
        params: { query: { kind: "all", shown: "all", named: true, limit: NAMES } },
      }),
    ),
});

/** The faces of a photo, and whether it was searched for them. */
export const facesQuery = (asset_id: number) =>
  queryOptions({
    queryKey: [...keys.people, "asset", asset_id],
    queryFn: () =>
      call(api.GET("/api/v1/assets/{asset_id}/faces", { params: { path: { asset_id } } })),
  });

/** Faces that look like this one, most alike first. */
export const alikeQuery = (face_id: number, limit: number) =>
  queryOptions({
    queryKey: [...keys.people, "alike", face_id, limit],
    queryFn: () =>
      call(
        api.GET("/api/v1/faces/{face_id}/alike", {
          params: { path: { face_id }, query: { limit } },
        }),
      ),
    retry: false,
  });

/** How many people there are, and which models would bring more. */
export const peopleStateQuery = queryOptions({
  queryKey: [...keys.people, "state"],
  queryFn: () => call(api.GET("/api/v1/people/state")),
});

/** The address of a person's page. */
export const personPath = (id: number): string => `/people/${id}`;
