"""IPTC-IIM datasets: a block taken apart, changed and put together again, all else byte for byte. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from keepers.metadata.fields import BETWEEN, Field, Value
from keepers.metadata.wall_clock import from_ms
from keepers.writing.errors import Unwritable

_CHARSET: Final = (1, 90)
_UTF8: Final = b"\x1b%G"
_TITLE, _DATE, _TIME, _KEYWORD, _CAPTION = (2, 5), (2, 55), (2, 60), (2, 25), (2, 120)
_CODE: Final = (2, 100)
_PLACE: Final = {
    "city": (2, 90),
    "sublocation": (2, 92),
    "state": (2, 95),
    "country_code": _CODE,
    "country": (2, 101),
}
# Bytes IPTC-IIM 4.2 has for each.
_ROOM: Final = {
    _TITLE: 64, _KEYWORD: 64, _CAPTION: 2000,
    (2, 90): 32, (2, 92): 32, (2, 95): 32, _CODE: 3, (2, 101): 64,
}  # fmt: skip
# Datasets of the second record that hold no text: version, rasterised caption, audio, previews.
_NO_TEXT: Final = {0, 125, *range(150, 154), *range(200, 203)}
_MAX_DATASETS: Final = 5_000

Key = tuple[int, int]


@dataclass(frozen=True)
class Dataset:
    """One dataset: record and number, its value, and its bytes as they stand (None: made anew)."""

    key: Key
    value: bytes
    raw: bytes | None = None

    def spelt(self) -> bytes:
        """Its bytes, head and all."""
        if self.raw is not None:
            return self.raw
        length = len(self.value)
        head = length.to_bytes(2, "big") if length < 0x8000 else b"\x80\x04" + length.to_bytes(4, "big")
        return bytes((0x1C, *self.key)) + head + self.value


def write_iptc(block: bytes, changes: Mapping[Field, Value]) -> bytes:
    """The block with the fields it has a place for; the very same bytes where there are none.

    What is longer than IPTC has room for is cut, as XMP has it whole. Raises Unwritable `broken`.
    """
    wanted = _wanted(changes)
    if not wanted:
        return block
    datasets, tail = _datasets(block)
    charset = next((each.value for each in datasets if each.key == _CHARSET), b"")
    if charset != _UTF8 and not all(said.isascii() for values in wanted.values() for said in values):
        datasets = _in_utf8(datasets)
    made: list[Dataset] = []
    told: set[Key] = set()
    for each in datasets:
        if each.key not in wanted:
            made.append(each)
        elif each.key not in told:
            told.add(each.key)
            made += _spelt(each.key, wanted[each.key])
    for key in (key for key in sorted(wanted) if key not in told):
        # Records stand in their order; behind the last of the second one and those before it.
        at = next((at for at, each in enumerate(made) if each.key[0] > 2), len(made))
        made[at:at] = _spelt(key, wanted[key])
    return b"".join(each.spelt() for each in made) + tail


def _wanted(changes: Mapping[Field, Value]) -> dict[Key, list[str]]:
    wanted: dict[Key, list[str]] = {}
    for field, value in changes.items():
        if field == "title":
            wanted[_TITLE] = [value] if value else []
        elif field == "caption":
            wanted[_CAPTION] = [value] if value else []
        elif field == "keywords":
            wanted[_KEYWORD] = [path.split(BETWEEN)[-1] for path in value or ()]
        elif field == "date":
            wanted |= _date(value)
        elif field == "place":
            said: Mapping[str, Any] = value or {}
            wanted |= {key: [said[part]] if said.get(part) else [] for part, key in _PLACE.items()}
            # IPTC has codes of three letters; one of two is told by XMP alone.
            wanted[_CODE] = [code for code in wanted[_CODE] if len(code) == 3]
    return wanted


def _date(value: Value) -> dict[Key, list[str]]:
    if value is None:
        return {_DATE: [], _TIME: []}
    wall, offset = from_ms(value["time_ms"] // 1000 * 1000), value["offset_min"]
    time = []
    if offset is not None:
        # IPTC knows no hour without its zone.
        zone = f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}{abs(offset) % 60:02d}"
        time = [f"{wall.hour:02d}{wall.minute:02d}{wall.second:02d}{zone}"]
    return {_DATE: [f"{wall.year:04d}{wall.month:02d}{wall.day:02d}"], _TIME: time}


def _spelt(key: Key, said: list[str]) -> list[Dataset]:
    room = _ROOM.get(key, 11)
    cut = (each.encode("utf-8")[:room].decode("utf-8", "ignore").strip() for each in said)
    return [Dataset(key, each.encode("utf-8")) for each in dict.fromkeys(cut) if each]


def _datasets(block: bytes) -> tuple[list[Dataset], bytes]:
    """The datasets, and the noughts behind them."""
    found: list[Dataset] = []
    at = 0
    while at < len(block) and block[at] == 0x1C:
        begin = at
        length = int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if length & 0x8000:
            many = length & 0x7FFF
            length = int.from_bytes(block[at : at + many], "big") if many <= 4 else len(block)
            at += many
        if at + length > len(block) or len(found) >= _MAX_DATASETS:
            raise Unwritable("broken", "iptc")
        key = (block[begin + 1], block[begin + 2])
        found.append(Dataset(key, block[at : at + length], block[begin : at + length]))
        at += length
    if block[at:].strip(b"\x00"):
        raise Unwritable("broken", "iptc")
    return found, block[at:]


def _in_utf8(datasets: list[Dataset]) -> list[Dataset]:
    """The same texts in UTF-8, and the note that says so, behind the version of the envelope."""
    made: list[Dataset] = []
    for each in datasets:
        if each.key == _CHARSET:
            continue
        if each.key[0] != 2 or each.key[1] in _NO_TEXT or each.value.isascii():
            made.append(each)
        else:
            made.append(Dataset(each.key, _decoded(each.value).encode("utf-8")))
    at = next((at for at, each in enumerate(made) if each.key > _CHARSET), len(made))
    return [*made[:at], Dataset(_CHARSET, _UTF8), *made[at:]]


def _decoded(value: bytes) -> str:
    for code in ("utf-8", "cp1252"):
        try:
            return value.decode(code)
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")
