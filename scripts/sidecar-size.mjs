// What the frozen sidecar weighs: its parts, and whether it keeps to its budget.

const MB = 1e6;

// Libraries of a wheel lie beside its package, under a name of their own.
const SAME_PART = [
  [/^opencv_python_headless\.libs$/, "cv2"],
  [/^pillow\.libs$/, "PIL"],
  [/^_?pillow_heif[._].*$/, "pillow_heif"],
  [/^(\w+)\.libs$/, "$1"],
  [/^([A-Za-z]\w*?)-[\d.]+\.dist-info$/, "records of packages"],
  [/^(libpython.*|python3\d*\.dll|Python|base_library\.zip|lib-dynload|python3\.\d+)$/, "Python"],
];

const rounded = (bytes) => Number((bytes / MB).toFixed(1));

/** The part a file belongs to; `path` is relative to the sidecar's folder, with slashes. */
export function partOf(path) {
  const [first, second] = path.split("/");
  if (first !== "_internal" || second === undefined) return "the program and our own code";
  for (const [pattern, part] of SAME_PART) {
    if (pattern.test(second)) return second.replace(pattern, part);
  }
  return /\.(so|dylib|dll|pyd)(\.|$)/i.test(second) ? "libraries of the system" : second;
}

/** {unpacked_mb, files, parts, largest}: the ten largest parts and files of [{path, bytes}], in MB of 10^6. */
export function weigh(files) {
  const parts = new Map();
  let total = 0;
  for (const { path, bytes } of files) {
    total += bytes;
    parts.set(partOf(path), (parts.get(partOf(path)) ?? 0) + bytes);
  }
  const ten = (pairs) =>
    pairs
      .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
      .slice(0, 10)
      .map(([name, bytes]) => ({ name, mb: rounded(bytes) }));
  return {
    unpacked_mb: rounded(total),
    files: files.length,
    parts: ten([...parts]),
    largest: ten(files.map(({ path, bytes }) => [path, bytes])),
  };
}

/** The sentence when the sidecar is above its budget; undefined while it keeps to it. */
export function overBudget(size, budget) {
  if (!(budget.unpacked_mb > 0)) return "packaging/sidecar/budget.json names no budget (unpacked_mb).";
  if (size.unpacked_mb <= budget.unpacked_mb) return undefined;
  const over = (size.unpacked_mb - budget.unpacked_mb).toFixed(1);
  return (
    `The sidecar is ${size.unpacked_mb} MB, ${over} MB above its budget of ${budget.unpacked_mb} MB. ` +
    "See what grew in packaging/sidecar/dist/size.json; leave it out, or change budget.json and say why."
  );
}

/** The report as lines for a terminal. */
export function report(size, budget) {
  const packed = [
    ...(size.gzip_mb === undefined ? [] : [`gzip ${size.gzip_mb} MB`]),
    ...(size.xz_mb === undefined ? [] : [`xz ${size.xz_mb} MB`]),
  ];
  const head = `${size.unpacked_mb} MB in ${size.files} files, budget ${budget.unpacked_mb} MB`;
  return [
    packed.length === 0 ? head : `${head} (${packed.join(", ")})`,
    ...size.parts.map(({ name, mb }) => `${mb.toFixed(1).padStart(7)} MB  ${name}`),
  ];
}
