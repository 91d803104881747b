/** Names of everything the query cache holds; invalidating a prefix refreshes all under it. */
export const keys = {
  status: ["status"] as const,
  roots: ["roots"] as const,
  folders: (handle: string | null) => ["folders", handle] as const,
  timeline: ["timeline"] as const,
  buckets: ["timeline", "buckets"] as const,
  dayPlaces: (month: number) => ["timeline", "places", month] as const,
  assets: ["assets"] as const,
  asset: (id: number) => ["assets", id] as const,
  jobs: ["jobs"] as const,
  job: (id: number) => ["jobs", id] as const,
  problems: ["problems"] as const,
  picks: ["picks"] as const,
  /** Not under picks: they are large, so the screen that shows them asks again in its own measure. */
  candidates: ["pick-candidates"] as const,
  scopes: ["picks", "scopes"] as const,
  settings: ["settings"] as const,
  /** What people wrote into photos, over all of them: keywords, what waits to be written, conflicts. */
  described: ["described"] as const,
  network: ["network"] as const,
  /** Who is who: people, their faces, and the questions about them. */
  people: ["people"] as const,
  /** What models are here, and what each would bring. */
  models: ["models"] as const,
};
