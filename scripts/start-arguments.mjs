// The words after `npm start --`.
import { Stop } from "./say.mjs";

const WITH_VALUE = new Set(["--port", "--library"]);

/** {demo, folder, options}: what to open, and what `keepers serve` is told besides. */
export function readArguments(words) {
  const options = [];
  const rest = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (!word.startsWith("-")) rest.push(word);
    else if (WITH_VALUE.has(word) && index + 1 < words.length) options.push(word, words[(index += 1)]);
    else options.push(word);
  }
  if (rest.length > 1) {
    throw new Stop(
      `One folder at a time, please; if "${rest.join(" ")}" is one name, put it in quotes: npm start -- "${rest.join(" ")}"`,
    );
  }
  const demo = rest[0] === "demo";
  return { demo, folder: demo ? undefined : rest[0], options };
}
