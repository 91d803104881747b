/** What moves on the stage, for keys and menus: a film, a moving picture, the film of a moment. */
export interface Moving {
  /** Starts it, or stops it where it is moving. */
  toggle: () => void | Promise<void>;
  /** Sound on or off; absent where there is none. */
  mute?: () => void;
  /** Where Space leafs on: the film of a photo is played by its own key. */
  aside?: boolean;
}

/** Whether the person asked for less movement: then nothing moves by itself. */
export const wantsStillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Starts or stops a player. What it cannot play it says itself. */
export async function startOrStop(player: HTMLVideoElement | null): Promise<void> {
  if (!player) return;
  if (!player.paused) {
    player.pause();
    return;
  }
  try {
    await player.play();
  } catch {
    // Its `error` event tells why, beside it.
  }
}
