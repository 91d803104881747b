"""All that speaks of one picture, unweighed: its own blocks, a sidecar, the tables of a service. Pure."""

from dataclasses import dataclass, field, replace

from keepers.metadata.dates import Moment, read_stamp
from keepers.metadata.dating import Claims
from keepers.metadata.exif import Exif
from keepers.metadata.facts import Trust
from keepers.metadata.film_words import FilmWords
from keepers.metadata.icloud import IcloudPhoto
from keepers.metadata.iptc import Iptc
from keepers.metadata.takeout import TakeoutPhoto
from keepers.metadata.xmp import Xmp


@dataclass(frozen=True)
class Witnesses:
    """All that speaks of one file. `iptc_digest`: Photoshop's note; `size`: width, height as stored.

    `film`: what the container of a film says; `exif` is then that of the small picture (THM) beside it.
    """

    exif: Exif = field(default_factory=Exif)
    xmp: Xmp | None = None
    iptc: Iptc | None = None
    iptc_digest: bytes | None = None
    sidecar: Xmp | None = None
    takeout: TakeoutPhoto | None = None
    icloud: IcloudPhoto | None = None
    albums: tuple[str, ...] = ()
    size: tuple[int, int] | None = None
    film: FilmWords | None = None

    @property
    def trust(self) -> Trust:
        """How these sources stand to each other."""
        noted = self.iptc_digest
        inside = read_stamp(self.xmp.times.metadata) if self.xmp else None
        beside = read_stamp(self.sidecar.times.metadata) if self.sidecar else None
        return Trust(
            iptc_changed=self.iptc is not None and noted is not None and self.iptc.digest != noted,
            embedded_later=inside is not None and beside is not None and _utc(inside) > _utc(beside),
        )


def claims_of(of: Witnesses) -> Claims:
    """What the witnesses say of when, with what tells a scanner from a camera, and of where."""
    exif, iptc, trust = of.exif, of.iptc or Iptc(), of.trust
    xmp, sidecar, takeout = of.xmp or Xmp(), of.sidecar or Xmp(), of.takeout or TakeoutPhoto()
    film = of.film or FilmWords()
    places = (sidecar.position, exif.basics, film, xmp.position, takeout)
    place = next((each for each in places if each.latitude is not None and each.longitude is not None), None)
    times = exif.basics.times
    return Claims(
        # Some programs keep the satellites' clock in XMP only.
        exif=replace(times, gps=times.gps or xmp.times.gps or sidecar.times.gps),
        sidecar=None if trust.embedded_later else sidecar.times.original or sidecar.times.created,
        film=film,
        xmp_original=xmp.times.original,
        xmp_created=xmp.times.created,
        iptc_created=iptc.created,
        xmp_digitized=xmp.times.digitized,
        iptc_digitized=iptc.digitized,
        iptc_first=trust.iptc_changed,
        takeout_ms=takeout.taken_ms,
        icloud_ms=of.icloud.original_ms if of.icloud else None,
        make=exif.make or film.make or xmp.make or sidecar.make,
        model=exif.model or film.model or xmp.model or sidecar.model,
        software=exif.software or film.software,
        file_source=exif.file_source,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
    )


def _utc(moment: Moment) -> int:
    return moment.time_ms - (moment.offset_min or 0) * 60_000
