/** How good a photo is, from what was measured of it. A port: additions run in the order of the backend's rule. */
import type { Photo, Sliders } from "./types";

const SHARES = { sharpness: 0.45, light: 0.3, composition: 0.25 };

// Below these a photo is clearly bad: it is taken only when nothing decent is left.
const NOT_SHARP = 0.35;
const BAD_LIGHT = 0.2;
// Mean lightness (0..255) that parts "too dark" from "too bright".
const MIDDLE_LIGHTNESS = 118.0;
/** Stands in for the score of a photo none of whose measured sub-scores has any weight. */
export const NEUTRAL = 0.5;

export const DECENT = 0;
export const NOT_JUDGED = 1;
export const BAD = 2;

export type Weights = Sliders;

/** How much a slider multiplies: 0, 0.5, 1, 2, 4 at 0..4, straight lines between. */
export function strength(slider: number): number {
  if (slider <= 2.0) return slider / 2.0;
  if (slider <= 3.0) return slider - 1.0;
  return 2.0 + (slider - 3.0) * 2.0;
}

/** The weights the sliders stand for. Only their proportions matter. */
export function weights(sliders: Sliders): Weights {
  return {
    sharpness: SHARES.sharpness * strength(sliders.sharpness),
    light: SHARES.light * strength(sliders.light),
    composition: SHARES.composition * strength(sliders.composition),
  };
}

/** The weighted mean (0..1) of what was measured and has weight; null without any. */
export function score(photo: Photo, by: Weights): number | null {
  let total = 0.0;
  let weight = 0.0;
  if (photo.sharpness !== null && by.sharpness > 0.0) {
    total = total + by.sharpness * photo.sharpness;
    weight = weight + by.sharpness;
  }
  if (photo.light !== null && by.light > 0.0) {
    total = total + by.light * photo.light;
    weight = weight + by.light;
  }
  if (photo.composition !== null && by.composition > 0.0) {
    total = total + by.composition * photo.composition;
    weight = weight + by.composition;
  }
  return weight === 0.0 ? null : total / weight;
}

/** The mean lightness 0..255 of a photo's colours; null without any. */
export function lightness(photo: Photo): number | null {
  if (photo.colourAt < 0) return null;
  let sum = 0;
  for (let i = 0; i < 48; i += 3) sum += photo.colours[photo.colourAt + i] ?? 0;
  return sum / 16.0;
}

/** What makes a photo clearly bad; a slider at "not at all" cannot make it so. */
export function fault(photo: Photo, by: Weights): string | null {
  if (photo.blank) return "blank";
  if (by.sharpness > 0.0 && photo.sharpness !== null && photo.sharpness < NOT_SHARP)
    return "not_sharp";
  if (by.light > 0.0 && photo.light !== null && photo.light < BAD_LIGHT) {
    const level = lightness(photo);
    return level !== null && level > MIDDLE_LIGHTNESS ? "too_bright" : "too_dark";
  }
  return null;
}

/** DECENT, NOT_JUDGED (nothing was measured yet) or BAD. */
export function standing(photo: Photo, by: Weights): number {
  if (fault(photo, by) !== null) return BAD;
  if (photo.sharpness === null && photo.light === null && photo.composition === null)
    return NOT_JUDGED;
  return DECENT;
}
