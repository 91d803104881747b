// What PyInstaller warned of: modules that were left out of the frozen program though its own code imports them.

/** [{module, by}] of a warn-*.txt: left out by the spec, and imported by modules of ours. */
export function leftOutButImported(text) {
  return [...text.matchAll(/^excluded module named (\S+) - imported by (.+)$/gm)].flatMap(
    ([, module, importers]) => {
      const ours = [...importers.matchAll(/\bkeepers(?:\.\w+)*(?= \()/g)].map(([name]) => name);
      return ours.length === 0 ? [] : [{ module, by: ours }];
    },
  );
}
