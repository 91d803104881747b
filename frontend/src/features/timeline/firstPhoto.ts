import { desktop } from "@/platform";

let told = false;

/** Tells the window once that a picture of the timeline is on the screen: decoded, and its frame drawn. */
export async function tellFirstPhoto(picture: Pick<HTMLImageElement, "decode">): Promise<void> {
  const window = desktop();
  if (told || !window) return;
  told = true;
  try {
    await picture.decode();
  } catch {
    // It was taken off the page meanwhile; the next one tells.
    told = false;
    return;
  }
  requestAnimationFrame(() => requestAnimationFrame(() => window.firstPhotoShown()));
}
