"""The one place that knows pillow-heif: importing this module teaches Pillow to open HEIC and HEIF."""

import pillow_heif

# One thread: the worker processes are the parallelism. Sequences and thumbnails are never asked for.
pillow_heif.options.DECODE_THREADS = 1
pillow_heif.options.THUMBNAILS = False
pillow_heif.register_heif_opener()

#: Name of the opener, for Image.open(formats=...).
OPENER = "HEIF"
