// What has to be on the machine before anything can be set up, and the sentence when it is not.
import { ask } from "./processes.mjs";
import { Stop } from "./say.mjs";

export const PYTHON_AT_LEAST = [3, 11];
export const NODE_AT_LEAST = [20, 19];

const NEWEST_PYTHON = 15;
const PROBE =
  "import importlib.util as u, json, sys; print(json.dumps({'version': list(sys.version_info[:3])," +
  " 'venv': all(u.find_spec(m) for m in ('venv', 'ensurepip')), 'path': sys.executable}))";

/** Whether a version ([3, 11, 7]) is at least another ([3, 11]). */
export function atLeast(version, least) {
  for (let index = 0; index < least.length; index += 1) {
    const part = version[index] ?? 0;
    if (part !== least[index]) return part > least[index];
  }
  return true;
}

/** [20, 19, 1] of "v20.19.1". */
export function versionOf(text) {
  return (/\d+(?:\.\d+)*/.exec(text)?.[0] ?? "").split(".").filter(Boolean).map(Number);
}

/** The sentence about Node, or undefined when it is new enough. */
export function nodeProblem(version = process.version) {
  if (atLeast(versionOf(version), NODE_AT_LEAST)) return undefined;
  return `Keepers needs Node.js ${NODE_AT_LEAST.join(".")} or newer and this is ${version}: install a newer one from https://nodejs.org and run this again.`;
}

/** Python commands in the order they are tried, on this platform. */
export function pythonCandidates(platform = process.platform, env = process.env) {
  const named = [];
  for (let minor = NEWEST_PYTHON; minor >= PYTHON_AT_LEAST[1]; minor -= 1) named.push([`python3.${minor}`]);
  const usual = platform === "win32" ? [["py", "-3"], ["python"], ["python3"]] : [["python3"], ["python"]];
  const wished = env.KEEPERS_BASE_PYTHON ? [[env.KEEPERS_BASE_PYTHON]] : [];
  return [...wished, ...usual, ...named];
}

/** What a Python says of itself ({version, venv, path}), or undefined when there is none. */
export function probePython([command, ...args]) {
  const answer = ask(command, [...args, "-c", PROBE]);
  if (answer === undefined) return undefined;
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}

/** The first Python that will do: {path, version}; otherwise {problem} with the sentence. */
export function choosePython(candidates, probe = probePython) {
  let tooOld;
  let withoutVenv;
  for (const candidate of candidates) {
    const found = probe(candidate);
    if (found === undefined) continue;
    if (!atLeast(found.version, PYTHON_AT_LEAST)) tooOld ??= found;
    else if (!found.venv) withoutVenv ??= found;
    else return { path: found.path, version: found.version };
  }
  const least = PYTHON_AT_LEAST.join(".");
  if (withoutVenv !== undefined) {
    return {
      problem: `Python at ${withoutVenv.path} has no venv or pip: install them (on Debian and Ubuntu: sudo apt install python3-venv) and run this again.`,
    };
  }
  if (tooOld !== undefined) {
    return {
      problem: `Keepers needs Python ${least} or newer and found only ${tooOld.version.join(".")} at ${tooOld.path}: install a newer one from https://www.python.org and run this again.`,
    };
  }
  return {
    problem: `Keepers needs Python ${least} or newer and found none: install it from https://www.python.org and run this again.`,
  };
}

/** Stops with a sentence when Node is too old. */
export function requireNode() {
  const problem = nodeProblem();
  if (problem !== undefined) throw new Stop(problem);
}

/** The Python to build the virtual environment with; stops with a sentence when there is none. */
export function requirePython() {
  const found = choosePython(pythonCandidates());
  if (found.problem !== undefined) throw new Stop(found.problem);
  return found;
}
