// A desktop of a test's own: a display, a window manager, a session bus, a notification daemon, a tray.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { until } from "../../tests-e2e/harness/wait.mjs";
import { privatePlaces } from "./account.mjs";
import { Tray, Witness } from "./desk.mjs";
import { end, isAlive } from "./processes.mjs";
import { SYSTEM_PYTHON } from "./tools.mjs";

const DESK = join(dirname(fileURLToPath(import.meta.url)), "desk.py");
const SIZE = { width: 1440, height: 900 };

// Nothing is started by being spoken to: what takes part is what the test started.
const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

// Notifications stay until they are clicked or closed.
const DUNST = `[global]
    follow = none
    width = 420
    origin = top-right
    offset = 20x20
    idle_threshold = 0
    mouse_left_click = do_action, close_current
    mouse_right_click = close_current
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
`;

/** @typedef {import("./account.mjs").Environment} Environment */

export class Display {
  /** @type {import("node:child_process").ChildProcess[]} */
  #started = [];
  /** @type {Environment} */
  #env = {};
  /** @type {Tray | undefined} */
  #tray;
  /** @type {Witness | undefined} */
  #witness;

  /**
   * What a program needs to be on this desktop, and nothing of the desktop the test is run on.
   * @returns {Environment}
   */
  get env() {
    return this.#env;
  }

  get tray() {
    if (!this.#tray) throw new Error("This desktop has no tray.");
    return this.#tray;
  }

  get notifications() {
    if (!this.#witness) throw new Error("This desktop is not there yet.");
    return this.#witness;
  }

  /**
   * @param {string} place An empty folder for all of it.
   * @param {{ tray: boolean }} wanted
   */
  async begin(place, { tray }) {
    this.#env = privatePlaces(place);
    this.#env["DISPLAY"] = `:${await this.#screen()}`;
    const bus = join(place, "bus.conf");
    writeFileSync(bus, BUS);
    this.#env["DBUS_SESSION_BUS_ADDRESS"] = await this.#firstLine("dbus-daemon", [
      ...["--nofork", "--nopidfile", "--print-address=1"],
      `--config-file=${bus}`,
    ]);
    this.#start("openbox", ["--sm-disable"]);
    const dunst = join(place, "dunstrc");
    writeFileSync(dunst, DUNST);
    this.#start("dunst", ["-config", dunst]);
    await until(
      () => this.run("xprop", ["-root", "_NET_SUPPORTING_WM_CHECK"]).includes("window id"),
      "openbox",
    );
    const told = "--object-path=/org/freedesktop/Notifications";
    const ask = ["introspect", "--session", "--dest=org.freedesktop.Notifications", told];
    await until(() => this.run("gdbus", ask).includes("GetServerInformation"), "dunst on the bus");
    const desk = this.#start(SYSTEM_PYTHON, [DESK, ...(tray ? ["--tray"] : [])]);
    this.#witness = new Witness(desk);
    if (tray) this.#tray = new Tray(desk, this.#witness);
    await this.#witness.ready;
  }

  /**
   * Runs a program of this desktop to its end; what it printed, also when it failed.
   * @param {string} command
   * @param {string[]} words
   */
  run(command, words) {
    const run = spawnSync(command, words, { encoding: "utf8", env: this.#env, timeout: 20_000 });
    if (run.error) throw run.error;
    return run.stdout;
  }

  /**
   * The windows a person sees or could bring up from the task bar.
   * @returns {{ id: string, pid: number, title: string }[]}
   */
  windows() {
    const lines = this.run("wmctrl", ["-lp"]).split("\n");
    return lines.flatMap((line) => {
      const [, id, pid, title] = /^(0x[0-9a-f]+)\s+-?\d+\s+(\d+)\s+\S+\s(.*)$/.exec(line) ?? [];
      return id === undefined ? [] : [{ id, pid: Number(pid), title: title ?? "" }];
    });
  }

  /** The window that has the keyboard, or undefined. */
  focused() {
    const told = /window id # (0x[0-9a-f]+)/.exec(
      this.run("xprop", ["-root", "_NET_ACTIVE_WINDOW"]),
    );
    const id = Number(told?.[1] ?? 0);
    return this.windows().find((window) => Number(window.id) === id);
  }

  /**
   * Clicks the place on the screen with the mouse.
   * @param {number} x
   * @param {number} y
   */
  click(x, y) {
    this.run("xdotool", ["mousemove", String(x), String(y), "click", "1"]);
  }

  /** Clicks the notification that stands on the screen, as a person does. */
  async clickNotification() {
    const ids = await until(
      () =>
        this.run("xdotool", ["search", "--onlyvisible", "--class", "Dunst"]).trim().split("\n")[0],
      "a notification on the screen",
    );
    const told = this.run("xdotool", ["getwindowgeometry", "--shell", ids]);
    const number = (/** @type {string} */ name) =>
      Number(new RegExp(`^${name}=(-?\\d+)$`, "m").exec(told)?.[1]);
    this.click(number("X") + number("WIDTH") / 2, number("Y") + number("HEIGHT") / 2);
    this.run("xdotool", ["mousemove", "5", "5"]);
  }

  /**
   * A picture of the whole screen.
   * @param {string} path
   */
  picture(path) {
    mkdirSync(dirname(path), { recursive: true });
    this.run("import", ["-window", "root", path]);
  }

  /** Ends what was started, the display last. */
  async end() {
    for (const child of this.#started.toReversed()) {
      if (child.pid !== undefined) end(-child.pid, "SIGTERM");
    }
    const left = () => this.#started.filter(({ pid }) => pid !== undefined && isAlive(pid));
    try {
      await until(() => left().length === 0, "the desktop to end", { timeout: 10_000 });
    } finally {
      for (const { pid } of left()) if (pid !== undefined) end(-pid);
    }
  }

  async #screen() {
    const words = [
      ...["-displayfd", "3", "-nolisten", "tcp", "-noreset"],
      ...["-screen", "0", `${SIZE.width}x${SIZE.height}x24`],
    ];
    const child = this.#start("Xvfb", words, ["ignore", "ignore", "ignore", "pipe"]);
    return firstLineOf(child, /** @type {import("node:stream").Readable} */ (child.stdio[3]));
  }

  /**
   * @param {string} command
   * @param {string[]} words
   */
  #firstLine(command, words) {
    const child = this.#start(command, words);
    return firstLineOf(child, /** @type {import("node:stream").Readable} */ (child.stdout));
  }

  /**
   * A group of its own, so that all of it can be ended.
   * @param {string} command
   * @param {string[]} words
   * @param {import("node:child_process").StdioOptions} [stdio]
   */
  #start(command, words, stdio = ["pipe", "pipe", "ignore"]) {
    const child = spawn(command, words, { stdio, env: this.#env, detached: true });
    child.once("error", () => undefined);
    this.#started.push(child);
    return child;
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {import("node:stream").Readable} stream
 * @returns {Promise<string>}
 */
function firstLineOf(child, stream) {
  return new Promise((done, fail) => {
    createInterface({ input: stream }).once("line", (line) => done(line.trim()));
    child.once("error", (error) => fail(new Error(`${child.spawnfile}: ${error.message}`)));
    child.once("exit", (code) => fail(new Error(`${child.spawnfile} ended with ${code}`)));
  });
}
