import { web } from "./web";

/** What differs between a browser page and the desktop window. */
export interface Platform {
  kind: "web" | "desktop";
  /** Opens an address outside the app. */
  openOutside: (url: string) => void;
}

/** The platform this page runs on. The desktop shell brings its own implementation beside `web`. */
export const platform: Platform = web;
