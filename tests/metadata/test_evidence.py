"""What belongs together is told by what is in the files, not by what lies beside them."""

from keepers.metadata.dates import ExifTimes, Stamp
from keepers.metadata.embedded import Embedded, read_embedded
from keepers.metadata.evidence import Evidence, evidence_of, evidence_of_film
from keepers.metadata.exif import Exif
from keepers.metadata.exif_basics import Metadata
from keepers.metadata.film_words import FilmWords
from keepers.metadata.xmp import read_xmp
from metadata.apple_notes import apple_jpeg
from metadata.packets import packet

_NOON = 1_714_825_815_000  # 2024-05-04 12:30:15 as if UTC


def test_a_phones_photo_says_its_content_id_and_its_clock() -> None:
    found = evidence_of(read_embedded(apple_jpeg("ABC-1")))
    assert found == Evidence(content_id="ABC-1", taken_ms=_NOON, taken_offset_min=120)


def test_a_day_alone_is_no_clock() -> None:
    exif = Exif(basics=Metadata(times=ExifTimes(original=Stamp("2024:05:04"))))
    assert evidence_of(Embedded(exif)).taken_ms is None


def test_the_lineage_of_xmp() -> None:
    said = read_xmp(
        packet(
            '<xmpMM:DerivedFrom stRef:documentID="d1"/>',
            'xmpMM:DocumentID="d2" xmpMM:OriginalDocumentID="d1"',
        )
    )
    found = evidence_of(Embedded(Exif(), said))
    assert (found.document_id, found.original_document_id, found.derived_from) == ("d2", "d1", "d1")


def test_a_films_clock_counts_in_utc_where_nobody_wrote_a_zone() -> None:
    assert evidence_of_film(FilmWords(made_utc_ms=5000)) == Evidence(taken_ms=5000, taken_offset_min=0)


def test_what_somebody_wrote_goes_before_a_films_clock() -> None:
    said = FilmWords(taken=Stamp("2024-05-04 12:30:15+0200"), made_utc_ms=5000, content_id="ABC-1")
    found = evidence_of_film(said)
    assert found == Evidence(content_id="ABC-1", taken_ms=_NOON, taken_offset_min=120)


def test_a_film_that_says_nothing() -> None:
    assert evidence_of_film(FilmWords()) == Evidence()
