import type { Schemas } from "@/api";

export type Asset = Schemas["AssetDto"];
export type DateOp = Schemas["DatesAsk"]["op"];
/** INTERIM until GET /places/search is there. */
export interface FoundPlace {
  name: string;
  city: string | null;
  state: string | null;
  country: string | null;
  country_code: string | null;
  latitude: number;
  longitude: number;
}
