"""The cameras that took the demo photos, and how they name their files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True)
class Camera:
    """A camera of the demo. `name` holds {n} (a running number) or parts of the time.

    `sideways`: whether upright pictures are stored lying, with an orientation.
    """

    make: str
    model: str
    lens: str
    name: str
    first_number: int
    f_number: float
    focal_mm: float
    sideways: bool
    has_gps: bool

    def file_name(self, number: int, taken: datetime) -> str:
        """The name of the `number`-th file of this camera, taken at `taken`."""
        return taken.strftime(self.name).format(
            n=self.first_number + number, ms=f"{taken.microsecond // 1000:03d}"
        )


CAMERAS: Final = {
    "canon": Camera(
        "Canon",
        "Canon EOS 80D",
        "EF-S17-55mm f/2.8 IS USM",
        "IMG_{n:04d}.JPG",
        4021,
        4.0,
        35.0,
        sideways=True,
        has_gps=True,
    ),
    "sony": Camera(
        "SONY",
        "ILCE-6400",
        "E 18-135mm F3.5-5.6 OSS",
        "DSC{n:05d}.JPG",
        1187,
        5.6,
        50.0,
        sideways=True,
        has_gps=True,
    ),
    "pixel": Camera(
        "Google",
        "Pixel 7",
        "Pixel 7 back camera 6.81mm f/1.85",
        "PXL_%Y%m%d_%H%M%S{ms}.jpg",
        0,
        1.85,
        6.81,
        sideways=False,
        has_gps=True,
    ),
    "phone": Camera(
        "samsung",
        "SM-G991B",
        "",
        "%Y%m%d_%H%M%S.jpg",
        0,
        1.8,
        5.4,
        sideways=False,
        has_gps=False,
    ),
}
