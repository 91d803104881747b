import type { Schemas } from "@/api";

export type Asset = Schemas["AssetDto"];
export type DateOp = Schemas["DatesAsk"]["op"];
