import type { Platform } from ".";

/** A plain browser against `keepers serve`. */
export const web: Platform = {
  kind: "web",
  openOutside: (url) => {
    window.open(url, "_blank", "noopener,noreferrer");
  },
};
