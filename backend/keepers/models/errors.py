# ruff: noqa: N818 - these are sentences, read where they are raised
"""What can go wrong with models."""

from keepers.base.errors import KeepersError, Refused


class ModelUnavailable(Refused):
    """No source at hand has all the files of a model."""

    code = "model_unavailable"


class DownloadsOff(Refused):
    """Nothing may be fetched on this computer."""

    code = "downloads_off"


class ModelUnfit(Refused):
    """A file cannot be used as the model it is meant to be."""

    code = "model_unfit"


class ConversionDiffers(KeepersError):
    """A conversion gave other bytes than it should."""

    code = "conversion_differs"
