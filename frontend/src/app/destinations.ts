import { closeViews } from "@/actions/views";
import type { Destination } from "@/platform";
import { photoPath, sequenceStore } from "./sequence";

/** The address of a place that something outside the page asked for. */
export function pathOf(destination: Destination): string {
  switch (destination.place) {
    case "photos":
      return "/";
    case "photo":
      return photoPath(destination.id);
    default:
      return `/${destination.place}`;
  }
}

/** Goes where a link, a notification or the tray says. */
export function openDestination(destination: Destination, go: (path: string) => void): void {
  closeViews();
  // A photo opened by itself is left for the timeline, not for where another was opened from.
  if (destination.place === "photo") sequenceStore.setState({ sequence: null });
  go(pathOf(destination));
}
