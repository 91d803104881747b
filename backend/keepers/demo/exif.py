"""What a demo photo says of itself."""

from fractions import Fraction

from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from keepers.demo.cameras import CAMERAS
from keepers.demo.plan import Frame

# The right side of the scene is at the top of the stored picture: turn it clockwise to look at it.
_TURN_CLOCKWISE = 6


def exif_of(planned: Frame, width: int, height: int) -> tuple[bytes, bool]:
    """EXIF bytes (b"" for what a messenger passed on), and whether the picture is to be stored lying."""
    if planned.copy == "sent":
        return b"", False
    camera = CAMERAS[planned.camera]
    lying = camera.sideways and height > width and planned.copy is None
    exif = Image.Exif()
    time = planned.taken.strftime("%Y:%m:%d %H:%M:%S")
    exif[ExifTags.Base.Make] = camera.make
    exif[ExifTags.Base.Model] = camera.model
    exif[ExifTags.Base.Orientation] = _TURN_CLOCKWISE if lying else 1
    exif[ExifTags.Base.DateTime] = time
    exif[ExifTags.Base.ImageDescription] = "Demo photo, made by Keepers"
    more = exif.get_ifd(ExifTags.IFD.Exif)
    more[ExifTags.Base.DateTimeOriginal] = time
    more[ExifTags.Base.DateTimeDigitized] = time
    more[ExifTags.Base.SubsecTimeOriginal] = f"{planned.taken.microsecond // 1000:03d}"
    more[ExifTags.Base.FNumber] = IFDRational(Fraction(camera.f_number).limit_denominator(100))
    more[ExifTags.Base.FocalLength] = IFDRational(Fraction(camera.focal_mm).limit_denominator(100))
    seed = planned.taken.toordinal() + planned.taken.minute
    more[ExifTags.Base.ISOSpeedRatings] = (100, 125, 200, 400, 640)[seed % 5]
    more[ExifTags.Base.ExposureTime] = IFDRational(1, (60, 125, 200, 500)[seed % 4])
    if camera.lens:
        more[ExifTags.Base.LensModel] = camera.lens
    if planned.place is not None and camera.has_gps:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        latitude, longitude = planned.place
        gps[ExifTags.GPS.GPSLatitudeRef] = "N" if latitude >= 0 else "S"
        gps[ExifTags.GPS.GPSLatitude] = _degrees(latitude)
        gps[ExifTags.GPS.GPSLongitudeRef] = "E" if longitude >= 0 else "W"
        gps[ExifTags.GPS.GPSLongitude] = _degrees(longitude)
    return exif.tobytes(), lying


def _degrees(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    seconds = abs(value) * 3600
    return (
        IFDRational(int(seconds // 3600)),
        IFDRational(int(seconds % 3600 // 60)),
        IFDRational(round(seconds % 60 * 1000), 1000),
    )
