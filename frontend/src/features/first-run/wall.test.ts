import { describe, expect, it } from "vitest";
import { deal, grow, MOST_PIECES, type Piece } from "./wall";

const pieces = (ids: readonly number[], ratio = 1.5): Piece[] =>
  ids.map((id) => ({ id, ratio, placeholder: null, version: null }));

describe("the wall", () => {
  it("keeps what hangs there and adds only what is new", () => {
    const grown = grow(pieces([5, 6]), pieces([7, 6, 8]));
    expect(grown.map(({ id }) => id)).toEqual([5, 6, 7, 8]);
  });

  it("stops when it is full", () => {
    const many = Array.from({ length: 90 }, (_, i) => i);
    expect(grow(pieces([1000]), pieces(many))).toHaveLength(MOST_PIECES);
  });

  it("never moves a piece when more come", () => {
    const few = deal(pieces([1, 2, 3, 4, 5], 0.8), 3);
    const more = deal(pieces([1, 2, 3, 4, 5, 6, 7], 0.8), 3);
    few.forEach((column, i) => expect(more[i]?.slice(0, column.length)).toEqual(column));
  });
});
