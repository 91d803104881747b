// node scripts/icons.mjs [FOLDER]: draws the icons and installer pictures anew from desktop/icons/source,
// into desktop/icons or the folder named.
//
// Needs rsvg-convert (librsvg2-bin) and ImageMagick. What it makes is committed: building needs neither.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { CHECKOUT } from "./places.mjs";
import { Stop, main, step } from "./say.mjs";

const ICONS = join(CHECKOUT, "desktop", "icons");
const SOURCE = join(ICONS, "source");
/** Up to this size the drawing with fewer and larger shapes is used. */
const SMALL = 32;

const HICOLOR = [16, 22, 24, 32, 48, 64, 128, 256, 512];
const ICO = [16, 20, 24, 32, 40, 48, 64, 96, 128, 256];
/** Types of an icns file that hold a PNG, with its size in pixels. */
const ICNS = [
  ["icp4", 16],
  ["icp5", 32],
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic13", 256],
  ["ic08", 256],
  ["ic14", 512],
  ["ic09", 512],
  ["ic10", 1024],
];
const PICTURES = [
  ["nsis-header", 150, 57],
  ["nsis-sidebar", 164, 314],
  ["wix-banner", 493, 58],
  ["wix-dialog", 493, 312],
];

function run(command, args) {
  const { status, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
  });
  if (error !== undefined)
    throw new Stop(
      `${command} is not here; on Debian and Ubuntu: sudo apt-get install librsvg2-bin imagemagick`,
    );
  if (status !== 0) throw new Stop(`${command} failed: ${stderr.trim()}`);
}

function png(drawing, width, height, to) {
  run("rsvg-convert", [
    ...["--width", String(width), "--height", String(height), "--output", to],
    join(SOURCE, `${drawing}.svg`),
  ]);
  return to;
}

const square = (drawing, size, to) =>
  png(size <= SMALL ? "small" : drawing, size, size, to);

/** An icns file: a header, then each PNG behind its type and length. */
function icns(pngs) {
  const parts = pngs.map(([type, content]) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, "latin1");
    head.writeUInt32BE(content.length + 8, 4);
    return Buffer.concat([head, content]);
  });
  const length = parts.reduce((total, part) => total + part.length, 8);
  const head = Buffer.alloc(8);
  head.write("icns", 0, "latin1");
  head.writeUInt32BE(length, 4);
  return Buffer.concat([head, ...parts]);
}

await main(() => {
  const to = resolve(process.argv[2] ?? ICONS);
  const scratch = mkdtempSync(join(tmpdir(), "keepers-icons-"));
  try {
    for (const folder of ["hicolor", "tray", "installer"])
      mkdirSync(join(to, folder), { recursive: true });
    for (const size of HICOLOR)
      square("linux", size, join(to, "hicolor", `${size}x${size}.png`));
    copyFileSync(
      join(SOURCE, "linux.svg"),
      join(to, "hicolor", "scalable.svg"),
    );
    const windows = ICO.map((size) =>
      square("windows", size, join(scratch, `windows-${size}.png`)),
    );
    run("convert", [
      ...windows,
      "-define",
      "png:exclude-chunks=date,time",
      join(to, "icon.ico"),
    ]);
    const mac = ICNS.map(([type, size]) => [
      type,
      readFileSync(square("macos", size, join(scratch, `mac-${size}.png`))),
    ]);
    writeFileSync(join(to, "icon.icns"), icns(mac));
    png("tray-template", 44, 44, join(to, "tray", "template.png"));
    for (const size of [22, 32, 44]) {
      png(
        "tray-on-light",
        size,
        size,
        join(to, "tray", `on-light-${size}.png`),
      );
      png("tray-on-dark", size, size, join(to, "tray", `on-dark-${size}.png`));
    }
    for (const [name, width, height] of PICTURES) {
      const drawn = png(name, width, height, join(scratch, `${name}.png`));
      // The installers of Windows read 24-bit bitmaps without alpha.
      run("convert", [
        drawn,
        "-background",
        "white",
        "-alpha",
        "remove",
        "-alpha",
        "off",
        `BMP3:${join(to, "installer", `${name}.bmp`)}`,
      ]);
    }
    png(
      "dmg-background",
      660,
      400,
      join(to, "installer", "dmg-background.png"),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  step(`Icons drawn into ${to}`);
  return 0;
});
