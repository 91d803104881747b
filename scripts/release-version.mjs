// node scripts/release-version.mjs vX.Y.Z: stops a release whose tag is not the version that every file says.
import { versionProblem, versions } from "./metadata.mjs";
import { Stop, main } from "./say.mjs";

await main(() => {
  const tag = process.argv[2] ?? "";
  if (!/^v\d+\.\d+\.\d+$/.test(tag)) throw new Stop(`A release is tagged vX.Y.Z, not "${tag}".`);
  const problem = versionProblem(versions(), tag.slice(1));
  if (problem !== undefined) throw new Stop(problem);
  return 0;
});
