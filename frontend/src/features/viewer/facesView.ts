import { createStore } from "zustand/vanilla";
import type { Box } from "@/domain/viewer/boxes";

/** A box under hand: a new one, or that of a face that is moved. */
export interface Draft {
  photo: number;
  /** The face whose box it is; null for a new one. */
  face: number | null;
  box: Box;
}

interface FacesView {
  /** Boxes are drawn over photos, from one photo to the next. */
  shown: boolean;
  /** The face that is pointed at somewhere else, such as in the drawer. */
  lit: number | null;
  /** A new box is asked for on this photo; where it begins depends on what is seen. */
  wanted: number | null;
  draft: Draft | null;
  /** The face of which more are looked for. */
  sought: number | null;
}

const CALM: Omit<FacesView, "shown"> = { lit: null, wanted: null, draft: null, sought: null };

export const facesView = createStore<FacesView>(() => ({ shown: false, ...CALM }));

export const showFaces = (shown: boolean): void => facesView.setState({ ...CALM, shown });

export const lightFace = (lit: number | null): void => facesView.setState({ lit });

/** Lets a face be drawn on a photo. */
export const wantBox = (photo: number): void =>
  facesView.setState({ ...CALM, shown: true, wanted: photo });

export const setDraft = (draft: Draft | null): void => facesView.setState({ draft, wanted: null });

export const seek = (sought: number | null): void => facesView.setState({ sought });

/** What was begun on a photo ends when it is left. */
export const leaveFaces = (): void => facesView.setState(CALM);
