// node scripts/lock.mjs [--upgrade]: makes requirements/*.txt anew from pyproject.toml, with `uv`.
// Each set is held to the one before it, so that one environment can hold them all.
// What requirements/left-out.in names is in none of them, whoever asks for it; pip is told to add nothing.
import { join } from "node:path";

import { CHECKOUT } from "./places.mjs";
import { capture } from "./processes.mjs";
import { Stop, main, step } from "./say.mjs";

const UV = process.env.UV ?? "uv";
const SETS = [
  { name: "run", from: "pyproject.toml", more: [] },
  {
    name: "demo",
    from: "pyproject.toml",
    more: ["--extra", "demo", "-c", "requirements/run.txt"],
  },
  {
    name: "dev",
    from: "pyproject.toml",
    more: ["--extra", "demo", "--extra", "dev", "-c", "requirements/demo.txt"],
  },
  { name: "build", from: "requirements/build.in", more: [] },
  {
    name: "freeze",
    from: "requirements/freeze.in",
    more: ["-c", "requirements/dev.txt"],
  },
];

await main(async () => {
  const upgrade = process.argv.includes("--upgrade") ? ["--upgrade"] : [];
  for (const { name, from, more } of SETS) {
    step(`requirements/${name}.txt`);
    // No address of an index is written down: whoever installs uses their own.
    const { code, output } = await capture(
      UV,
      [
        ...["pip", "compile", from, ...more, "--universal", "--python-version", "3.11", "--generate-hashes"],
        ...[
          "--excludes",
          join("requirements", "left-out.in"),
          "--no-emit-index-url",
          "--no-header",
          "--quiet",
          "-o",
          join("requirements", `${name}.txt`),
          ...upgrade,
        ],
      ],
      { cwd: CHECKOUT },
    );
    if (code !== 0) throw new Stop(`${output}\nrequirements/${name}.txt could not be made. Is uv installed?`);
  }
  return 0;
});
