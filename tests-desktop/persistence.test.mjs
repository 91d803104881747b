// The window is not lost to what people do not see: the process that draws its page, or the end of another.
import assert from "node:assert/strict";
import { describe } from "node:test";

import { until } from "../tests-e2e/harness/wait.mjs";
import { end } from "./harness/processes.mjs";
import { useStage } from "./harness/stage.mjs";

/** A page without photos has fewer colours than this. */
const MANY = 5000;

describe("a page whose process is killed", () => {
  const { stage, step } = useStage();

  step("is loaded anew three times, and then a person is asked", async () => {
    const app = await stage.launch();
    await app.logged(/first photo after/);
    const drawing = () =>
      app.of("webkit").find(({ name }) => name === "WebKitWebProcess")?.pid;
    const ask = () =>
      stage.display.windows().filter(({ pid }) => pid === app.pid).length > 1;
    for (const loads of [2, 3, 4]) {
      end(await until(drawing, "the process that draws the page"));
      await app.logged(new RegExp(`(page loaded[\\s\\S]*){${loads}}`));
      await until(() => colours() > MANY, "photos on the screen");
    }
    assert.ok(!ask(), "nobody is asked yet");
    stage.picture("drawn-again");
    end(await until(drawing, "the process that draws the page"));
    await until(ask, "a question");
    stage.picture("not-drawn");
    stage.display.run("xdotool", ["key", "Return"]);
    await app.logged(/(page loaded[\s\S]*){5}/);
    await until(() => colours() > MANY, "photos on the screen");
  });

  /** How many colours there are on the screen. */
  function colours() {
    const count = "import -window root png:- | identify -format %k -";
    return Number(stage.display.run("sh", ["-c", count]));
  }
});

describe("a start while the first is being quit", () => {
  const { stage, step } = useStage();

  step("is done once the first has ended", async () => {
    const first = await stage.launch();
    await first.logged(/backend: ready/);
    await first.shown();
    // What does not run cannot stop either: there is time until it is ended by force.
    end(await first.sidecar(), "SIGSTOP");
    first.kill("SIGTERM");
    await first.logged(/quitting/);
    const second = await stage.launch({ args: ["keepers://activity"] });
    assert.deepEqual(await second.ended, { code: 0, signal: null });
    assert.deepEqual(await first.ended, { code: 0, signal: null });
    const anew = await until(
      () => first.of("window")[0],
      "a window in its place",
    );
    assert.deepEqual(anew.words.slice(1), ["keepers://activity"]);
    await first.logged(/starting anew[\s\S]*backend: ready/);
    await until(
      () => stage.display.windows().some(({ pid }) => pid === anew.pid),
      "it is shown",
    );
  });
});

describe("a window that is killed", () => {
  const { stage, step } = useStage();

  step(
    "right after its sidecar was started anew leaves nothing behind",
    async () => {
      const app = await stage.launch();
      await app.logged(/first photo after/);
      const killed = await app.sidecar();
      end(killed);
      await until(
        () => app.of("sidecar").some(({ pid }) => pid !== killed),
        "another sidecar",
      );
      app.kill("SIGKILL");
      await app.gone(5_000);
    },
  );
});
