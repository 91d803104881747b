// What a desktop under test is made of, and which Debian package brings it.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const TOOLS = {
  Xvfb: "xvfb",
  openbox: "openbox",
  "dbus-daemon": "dbus-daemon",
  gdbus: "libglib2.0-bin",
  dunst: "dunst",
  wmctrl: "wmctrl",
  xdotool: "xdotool",
  xprop: "x11-utils",
  import: "imagemagick",
  WebKitWebDriver: "webkit2gtk-driver",
};
/** The Python Debian's modules are for. */
export const SYSTEM_PYTHON = "/usr/bin/python3";

/** The packages that are missing on this machine, or the reason why nothing can be tried on it. */
export function missingTools() {
  if (process.platform !== "linux")
    return ["a Linux with WebKitGTK: other systems have no such driver"];
  const missing = Object.entries(TOOLS).flatMap(([tool, name]) => (onPath(tool) ? [] : [name]));
  const bus = spawnSync(SYSTEM_PYTHON, ["-c", "import dbus, gi"], { stdio: "ignore" });
  return bus.status === 0 ? missing : [...missing, "python3-dbus", "python3-gi"];
}

/** @param {string} tool */
function onPath(tool) {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
