// Words on the terminal: one place, so that every script speaks in the same voice.

/** A reason to stop that a person can act on; told in one sentence, without a stack. */
export class Stop extends Error {}

/** A line of what is going on. Goes to stderr: stdout belongs to the program that is started. */
export function step(text) {
  process.stderr.write(`· ${text}\n`);
}

/** Runs a script's main function and turns what goes wrong into one sentence and an exit code. */
export async function main(act) {
  try {
    process.exitCode = await act();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** "4.2 s" or "3 min 5 s". */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
