"""How large a picture may be, judged by its header before any pixel is unpacked."""

import warnings

from PIL import Image

from keepers.media.problems import problem

#: Pixels a picture may have, at most; the largest stitched panoramas of cameras have half of that.
MAX_PIXELS = 300_000_000
#: Bytes the decoder may need at once for one picture.
MAX_DECODED_BYTES = 768 << 20
#: Bytes a file may have: it is read whole.
MAX_FILE_BYTES = 512 << 20

# Pillow raises at twice its own limit, which also guards what the header does not tell (frames of a GIF).
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
# What Pillow mutters about odd metadata is of no use to anybody here.
warnings.filterwarnings("ignore", module=r"PIL\.")

# What Pillow keeps per pixel: palette, grey and bilevel modes one byte, 16 bit two, all else four.
_BYTES_PER_PIXEL = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2, "I;16N": 2}


def check_size(width: int, height: int, mode: str, scale: int = 1, progressive: bool = False) -> None:
    """Raise FileUnreadable `too_large` when unpacking needs more than is allowed, `broken` for nothing.

    `scale`: the decoder shrinks by it while it unpacks. `progressive`: it must hold all coefficients.
    """
    if width < 1 or height < 1:
        raise problem("broken", width=width, height=height)
    pixels = width * height
    needed = pixels * _BYTES_PER_PIXEL.get(mode, 4) // (scale * scale)
    if progressive:
        # Three channels of two bytes when the colours are not thinned out.
        needed += pixels * 6
    if pixels > MAX_PIXELS or needed > MAX_DECODED_BYTES:
        raise problem("too_large", width=width, height=height)
