import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StreamParser } from "./sse";

const STREAM =
  ': heartbeat\n\nid: 7\nevent: job\ndata: {"id":1}\n\nevent: assets\ndata: {"added":\ndata: 3}\n\ndata\n\n: end\n\n';

describe("StreamParser", () => {
  it("reads messages, joins lines of data and skips heartbeats", () => {
    expect(new StreamParser().push(STREAM)).toEqual([
      { id: "7", event: "job", data: '{"id":1}' },
      { id: "7", event: "assets", data: '{"added":\n3}' },
      { id: "7", event: "message", data: "" },
    ]);
  });

  it("reads the same however the text is cut", () => {
    const whole = new StreamParser().push(STREAM);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
        const parser = new StreamParser();
        const found = [];
        for (let at = 0, turn = 0; at < STREAM.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          found.push(...parser.push(STREAM.slice(at, at + size)));
          at += size;
        }
        expect(found).toEqual(whole);
      }),
    );
  });
});
