"""Real packets of every maker in the shared photos: what is written reads back, and twice is once."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepers.metadata.blocks import find_blocks
from keepers.metadata.fields import FIELDS, Field, same
from keepers.metadata.xmp import read_xmp
from keepers.metadata.xmp_tree import read_tree
from keepers.writing.sidecar import write_sidecar
from keepers.writing.xmp_merge import fields_of
from keepers.writing.xmp_packet import write_packet
from writing.xmp_values import about, changes

pytestmark = [pytest.mark.photos]
_FOLDERS = ("xmp", "xmp_sidecar", "raw", "heif", "avif", "tiny_meta", "iphone_edit", "gps", "odd", "dates")


def packets(photos_dir: Path) -> dict[str, bytes]:
    found: dict[bytes, str] = {}
    for folder in _FOLDERS:
        for path in sorted((photos_dir / "formats" / folder).iterdir()):
            data = path.read_bytes() if path.is_file() else b""
            said = data if path.suffix == ".xmp" else find_blocks(data).xmp
            if said and not read_xmp(said).left_out:
                found.setdefault(said, f"{folder}/{path.name}")
    assert len(found) > 25
    return {name: said for said, name in found.items()}


def test_what_is_written_reads_back_and_the_rest_stays(photos_dir: Path) -> None:
    real = packets(photos_dir)

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.sampled_from(sorted(real)),
        changes,
        st.integers(1, 8),
        st.sampled_from([write_sidecar, write_packet]),
    )
    def holds(name: str, said: dict[Field, Any], orientation: int, write: Any) -> None:
        of = about(orientation)
        before, made = fields_of(real[name], of), write(real[name], said, of)
        read = fields_of(made, of)
        for field in FIELDS:
            if field == "date" and field in said and said[field] is None:
                assert read_xmp(made).times.original is read_xmp(made).times.created is None
                continue
            assert same(field, read[field], said[field] if field in said else before[field]), (name, field)
        assert write(made, said, of) == made

    holds()


def test_nothing_written_changes_nothing_that_is_read(photos_dir: Path) -> None:
    for name, before in packets(photos_dir).items():
        made = read_tree(write_sidecar(before, {}, about())).properties
        made.pop("xmp:MetadataDate")
        was = {key: value for key, value in read_tree(before).properties.items() if key != "xmp:MetadataDate"}
        assert made == was, name
