"""The regions an XMP packet marks: by the Metadata Working Group, by Microsoft, and names without a place.

Boxes are of the picture as stored; `regions.all_upright` turns them.
"""

from dataclasses import dataclass

from keepers.metadata.left_out import LeftOut, left_out
from keepers.metadata.regions import MAX_REGIONS, Box, Region, kind_of, within
from keepers.metadata.xmp_tree import Value
from keepers.metadata.xmp_values import Properties, as_number, once, one_line, text

_MWG, _MICROSOFT = "mwg-rs:Regions", "MP:RegionInfo"


@dataclass(frozen=True)
class Marked:
    """`regions` of the stored picture; `applied`: the size they were noted on; `persons`: all names."""

    regions: tuple[Region, ...] = ()
    applied: tuple[float, float] | None = None
    persons: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def read_regions(properties: Properties) -> Marked:
    """What a packet marks. Microsoft's box of somebody whom the other list has too is left to that."""
    missing: list[LeftOut] = []
    applied, regions = _mwg(properties, missing)
    known = {region.name.casefold() for region in regions if region.name}
    regions += [region for region in _microsoft(properties, missing) if region.name.casefold() not in known]
    shown = properties.get("Iptc4xmpExt:PersonInImage")
    return Marked(tuple(regions), applied, once(shown.texts()) if shown else (), tuple(missing))


def _mwg(properties: Properties, missing: list[LeftOut]) -> tuple[tuple[float, float] | None, list[Region]]:
    info = properties.get(_MWG)
    if info is None:
        return None, []
    applied = dimensions(info.fields.get("mwg-rs:AppliedToDimensions"))
    listed = info.fields.get("mwg-rs:RegionList", Value()).items
    if len(listed) > MAX_REGIONS:
        missing.append(left_out("regions", "too_many", f"{len(listed):,}"))
    found = []
    for item in listed[:MAX_REGIONS]:
        fields = item.fields
        name = text(fields, "mwg-rs:Name") or ""
        area = fields.get("mwg-rs:Area")
        box = area_box(area.fields, applied) if area is not None and area.fields else "incomplete"
        if isinstance(box, str):
            missing.append(left_out("region", box, name))
            continue
        said = one_line(fields.get("mwg-rs:Description", Value()).text) or ""
        kind = kind_of(text(fields, "mwg-rs:Type") or "", name)
        found.append(Region(kind, box, name, said, "mwg-rs"))
    return applied, found


def dimensions(value: Value | None) -> tuple[float, float] | None:
    """Width and height of a structure of dimensions, both above nought; None when they are not said."""
    if value is None:
        return None
    width = as_number(text(value.fields, "stDim:w") or "")
    height = as_number(text(value.fields, "stDim:h") or "")
    return (width, height) if width and height and width > 0 and height > 0 else None


def area_box(fields: Properties, applied: tuple[float, float] | None) -> Box | str:
    """The box of an area (MWG 2.0, 5.9.4: the middle, and the size or the diameter), or why there is none."""
    numbers = {key: as_number(text(fields, f"stArea:{key}") or "") for key in ("x", "y", "w", "h", "d")}
    x, y, width, height, across = (numbers[key] for key in ("x", "y", "w", "h", "d"))
    if x is None or y is None:
        return "incomplete"
    scale = (1.0, 1.0)
    if (text(fields, "stArea:unit") or "").lower() == "pixel":
        if applied is None:
            return "no_dimensions"
        scale = applied
    if width is None or height is None:
        if across is None:
            return "incomplete"
        if scale != (1.0, 1.0) or applied is None:
            width = height = across
        else:
            # The diameter is a part of the shorter side.
            shorter = min(applied)
            width, height = across * shorter / applied[0], across * shorter / applied[1]
    width, height = width / scale[0], height / scale[1]
    box = Box(x / scale[0] - width / 2, y / scale[1] - height / 2, width, height)
    return within(box) or "out_of_range"


def _microsoft(properties: Properties, missing: list[LeftOut]) -> list[Region]:
    info = properties.get(_MICROSOFT)
    listed = info.fields.get("MPRI:Regions", Value()).items if info is not None else []
    if len(listed) > MAX_REGIONS:
        missing.append(left_out("regions", "too_many", f"{len(listed):,}"))
    found = []
    for item in listed[:MAX_REGIONS]:
        name = text(item.fields, "MPReg:PersonDisplayName") or ""
        box = rectangle_box(item.fields)
        if isinstance(box, str):
            missing.append(left_out("region", box, name))
            continue
        found.append(Region("person", box, name, "", "MP"))
    return found


def rectangle_box(fields: Properties) -> Box | str:
    """The box of one of Microsoft's regions, or why there is none."""
    parts = [as_number(part) for part in (text(fields, "MPReg:Rectangle") or "").split(",")[:5]]
    numbers = [part for part in parts if part is not None]
    if len(parts) != 4 or len(numbers) != 4:
        return "incomplete"
    return within(Box(*numbers)) or "out_of_range"
