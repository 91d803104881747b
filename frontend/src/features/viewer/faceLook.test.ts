import { expect, it } from "vitest";
import { faceLook } from "./faceLook";

it("tells closed eyes first, then a smile, and nothing of what was not measured", () => {
  expect(faceLook({ eyes: "closed", smiling: true })).toBe("eyesClosed");
  expect(faceLook({ eyes: "open", smiling: true })).toBe("smiling");
  expect(faceLook({ eyes: null, smiling: true })).toBe("smiling");
  expect(faceLook({ eyes: "open", smiling: false })).toBeNull();
  expect(faceLook({ eyes: null, smiling: null })).toBeNull();
});
