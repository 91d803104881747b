import { beforeEach, describe, expect, it } from "vitest";
import { readSession } from "./session";

describe("readSession", () => {
  beforeEach(() => {
    sessionStorage.clear();
  });

  it("takes the media key from the path and the token from the fragment", () => {
    const session = readSession(
      new URL("http://127.0.0.1:8420/ui/abc/#token=secret"),
      sessionStorage,
    );
    expect(session).toEqual({
      api: "http://127.0.0.1:8420",
      media: "http://127.0.0.1:8420/media/abc",
      token: "secret",
    });
  });

  it("remembers the token for a reload, when the fragment is gone", () => {
    readSession(new URL("http://127.0.0.1:8420/ui/abc/#token=secret"), sessionStorage);
    expect(readSession(new URL("http://127.0.0.1:8420/ui/abc/#/picks"), sessionStorage).token).toBe(
      "secret",
    );
  });

  it("has no token when it was never given one", () => {
    expect(readSession(new URL("http://127.0.0.1:8420/ui/abc/"), sessionStorage).token).toBe("");
  });
});
