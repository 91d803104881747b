// Running other programs.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

import { CHECKOUT } from "./places.mjs";

/** Runs a program to its end without showing it; {code, output} with stdout and stderr as they came. */
export function capture(command, args, { env = {}, cwd = CHECKOUT } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => done({ code: 127, output: `${command}: ${error.message}\n` }));
    child.once("close", (code, signal) => done({ code: code ?? `ended by ${signal}`, output }));
  });
}

/** Runs a program to its end and shows what it says; {code, output}. */
export function show(command, args, { env = {}, cwd = CHECKOUT } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
        process.stdout.write(chunk);
      });
    }
    child.once("error", (error) => done({ code: 127, output: `${command}: ${error.message}\n` }));
    child.once("close", (code, signal) => done({ code: code ?? `ended by ${signal}`, output }));
  });
}

/**
 * Hands the terminal to a program until it ends; its exit code.
 *
 * Ctrl-C reaches the program from the terminal itself; here it must only not end us before it is done.
 */
export function handOver(command, args, { env = {}, cwd = CHECKOUT } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: "inherit",
    });
    const passOn = (signal) => child.kill(signal);
    const ignore = () => undefined;
    process.on("SIGINT", ignore);
    process.on("SIGTERM", passOn);
    process.on("SIGHUP", passOn);
    child.once("error", (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      done(1);
    });
    child.once("close", (code, signal) => {
      process.off("SIGINT", ignore);
      process.off("SIGTERM", passOn);
      process.off("SIGHUP", passOn);
      done(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/** What a program prints on stdout, or undefined when it cannot be run or fails. */
export function ask(command, args) {
  const run = spawnSync(command, args, { encoding: "utf8", windowsHide: true, maxBuffer: 1e8 });
  return run.status === 0 ? run.stdout : undefined;
}

/** How to call npm here: [command, first arguments]. */
export function npm() {
  const script = process.env.npm_execpath;
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script) && existsSync(script)) {
    return [process.execPath, [script]];
  }
  return process.platform === "win32" ? ["cmd.exe", ["/d", "/s", "/c", "npm"]] : ["npm", []];
}
