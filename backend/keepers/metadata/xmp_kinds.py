"""What an XMP packet says of the file itself: whose copy it is, a panorama, a motion photo, HDR."""

from dataclasses import dataclass

from keepers.metadata.xmp_tree import Value
from keepers.metadata.xmp_values import Properties, between, number, text

_MAX_STEPS = 200
_MAX_BYTES = 1 << 40
_EDITS = {"derived", "edited", "cropped", "converted", "filtered", "resized", "color adjustments"}


@dataclass(frozen=True)
class Step:
    """One entry of a file's history: what was done, when (as written), by which program."""

    action: str
    when: str | None = None
    program: str | None = None


@dataclass(frozen=True)
class Lineage:
    """The ids of a file. `is_copy`: there is evidence that it was made from another file."""

    document_id: str | None = None
    instance_id: str | None = None
    original_id: str | None = None
    derived_from: str | None = None
    creator_tool: str | None = None
    history: tuple[Step, ...] = ()

    @property
    def is_copy(self) -> bool:
        """Whether it says what it was made from, or that it was changed."""
        own = self.original_id is not None and self.document_id is not None
        return (
            self.derived_from is not None
            or (own and self.original_id != self.document_id)
            or any(step.action.lower() in _EDITS for step in self.history)
        )


@dataclass(frozen=True)
class Panorama:
    """A picture to look around in; pixels of the whole sphere or cylinder it is a part of."""

    projection: str
    full_width: int | None = None
    full_height: int | None = None


@dataclass(frozen=True)
class Motion:
    """A picture with a film behind it: `length` bytes from the end of the file, None where not said."""

    length: int | None = None
    still_at_us: int | None = None


def read_lineage(properties: Properties) -> Lineage:
    """Ids and history (XMP media management)."""
    origin = properties.get("xmpMM:DerivedFrom", Value()).fields
    return Lineage(
        document_id=text(properties, "xmpMM:DocumentID"),
        instance_id=text(properties, "xmpMM:InstanceID"),
        original_id=text(properties, "xmpMM:OriginalDocumentID"),
        derived_from=text(origin, "stRef:documentID") or text(origin, "stRef:originalDocumentID"),
        creator_tool=text(properties, "xmp:CreatorTool"),
        history=tuple(
            Step(
                text(item.fields, "stEvt:action") or "",
                text(item.fields, "stEvt:when"),
                text(item.fields, "stEvt:softwareAgent"),
            )
            for item in properties.get("xmpMM:History", Value()).items[:_MAX_STEPS]
            if item.fields
        ),
    )


def read_panorama(properties: Properties) -> Panorama | None:
    """A panorama by Google's photo sphere namespace."""
    projection = text(properties, "GPano:ProjectionType")
    if projection is None:
        return None
    return Panorama(
        projection,
        _whole(between(properties, "GPano:FullPanoWidthPixels", 1, 10_000_000)),
        _whole(between(properties, "GPano:FullPanoHeightPixels", 1, 10_000_000)),
    )


def read_motion(properties: Properties) -> Motion | None:
    """A motion photo: Google's format 1.0 (a container of items), or the older micro video (an offset)."""
    if number(properties, "GCamera:MotionPhoto") == 1:
        return Motion(
            _film(properties),
            _whole(between(properties, "GCamera:MotionPhotoPresentationTimestampUs", 0, 10**12)),
        )
    if number(properties, "GCamera:MicroVideo") == 1:
        return Motion(
            _whole(between(properties, "GCamera:MicroVideoOffset", 1, _MAX_BYTES)),
            _whole(between(properties, "GCamera:MicroVideoPresentationTimestampUs", 0, 10**12)),
        )
    return None


def has_gain_map(properties: Properties) -> bool:
    """Whether a second picture for bright screens belongs to it: Ultra HDR, Apple, or Adobe's own."""
    return (
        text(properties, "hdrgm:Version") is not None
        or number(properties, "HDRGainMap:HDRGainMapVersion") is not None
        or any(semantic == "GainMap" for semantic, _length in _items(properties))
    )


def _film(properties: Properties) -> int | None:
    """The items lie one behind the other at the end of the file: the film's length and all behind it."""
    items = _items(properties)
    at = next((at for at, (semantic, _) in enumerate(items) if semantic == "MotionPhoto"), None)
    if at is None:
        return None
    behind = sum(length for _semantic, length in items[at:])
    return behind if 0 < behind <= _MAX_BYTES else None


def _items(properties: Properties) -> list[tuple[str, int]]:
    """(what it is, bytes with padding) of the items of a container."""
    found = []
    for entry in properties.get("Container:Directory", Value()).items[:100]:
        fields = entry.fields.get("Container:Item", entry).fields
        length = between(fields, "Item:Length", 0, _MAX_BYTES) or 0
        padding = between(fields, "Item:Padding", 0, _MAX_BYTES) or 0
        found.append((text(fields, "Item:Semantic") or "", round(length + padding)))
    return found


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
