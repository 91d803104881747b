/**
 * A placeholder (36 bytes: 4 columns x 3 rows of RGB, row by row, base64) as a 4 x 3 bitmap address.
 * The browser stretches it smoothly, which is the blur; nothing is decoded in script.
 */
export function placeholderUrl(base64: string | null | undefined): string | null {
  if (!base64) return null;
  const known = made.get(base64);
  if (known !== undefined) return known;
  const rgb = atob(base64);
  if (rgb.length !== 36) return null;
  let pixels = "";
  // A bitmap is stored from the bottom row up, blue first. 4 pixels of 3 bytes need no padding.
  for (let row = 2; row >= 0; row--)
    for (let column = 0; column < 4; column++) {
      const at = (row * 4 + column) * 3;
      pixels += rgb.charAt(at + 2) + rgb.charAt(at + 1) + rgb.charAt(at);
    }
  const url = `data:image/bmp;base64,${btoa(HEAD + pixels)}`;
  if (made.size > 4000) made.clear();
  made.set(base64, url);
  return url;
}

const made = new Map<string, string>();

const word = (value: number) => String.fromCharCode(value & 255, (value >> 8) & 255);
const long = (value: number) => word(value) + word(value >> 16);
/** BITMAPFILEHEADER and BITMAPINFOHEADER of a 4 x 3 picture in 24 bits. */
const HEAD = `BM${long(90)}${long(0)}${long(54)}${long(40)}${long(4)}${long(3)}${word(1)}${word(24)}${long(0)}${long(36)}${long(2835)}${long(2835)}${long(0)}${long(0)}`;
