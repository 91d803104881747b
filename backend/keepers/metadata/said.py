"""All that is said of one picture, brought together: of each field what is believed, by whom, and why. Pure.

The order of the sources is in `facts`, that of the times in `dating`; docs/metadata.md tells it for people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from keepers.metadata.facts import Candidate, Fact, T, choose
from keepers.metadata.film_words import FilmWords
from keepers.metadata.iptc import LIMITS, Iptc
from keepers.metadata.people import Person, people_of_all, regions_of
from keepers.metadata.regions import Region
from keepers.metadata.takeout import TakeoutPhoto
from keepers.metadata.witnesses import Witnesses
from keepers.metadata.xmp import Xmp
from keepers.metadata.xmp_keywords import Path
from keepers.metadata.xmp_kinds import Lineage, Motion, Panorama
from keepers.metadata.xmp_values import best

# What Windows writes for one to five stars, and what lies between (as exiftool and digiKam read it).
_STARS = ((1, 0), (13, 1), (38, 2), (63, 3), (88, 4), (101, 5))


@dataclass(frozen=True)
class Said:
    """What is believed of one picture; None: nobody says anything of it.

    `rating`: -1 (rejected), 0 (none given) to 5. `position`: degrees, WGS 84. Boxes are of the upright one.
    """

    title: Fact[str] | None = None
    headline: Fact[str] | None = None
    description: Fact[str] | None = None
    keywords: Fact[tuple[str, ...]] | None = None
    keyword_paths: Fact[tuple[Path, ...]] | None = None
    people: tuple[Person, ...] = ()
    regions: tuple[Region, ...] = ()
    rating: Fact[int] | None = None
    label: Fact[str] | None = None
    favourite: Fact[bool] | None = None
    creators: Fact[tuple[str, ...]] | None = None
    rights: Fact[str] | None = None
    position: Fact[tuple[float, float]] | None = None
    altitude_m: Fact[float] | None = None
    direction_deg: Fact[float] | None = None
    sublocation: Fact[str] | None = None
    city: Fact[str] | None = None
    state: Fact[str] | None = None
    country: Fact[str] | None = None
    country_code: Fact[str] | None = None
    make: Fact[str] | None = None
    model: Fact[str] | None = None
    lens: Fact[str] | None = None
    orientation: Fact[int] | None = None
    albums: tuple[str, ...] = ()
    lineage: Lineage = field(default_factory=Lineage)
    panorama: Panorama | None = None
    motion: Motion | None = None
    gain_map: bool = False


def reconcile(of: Witnesses) -> Said:
    """What the witnesses say together."""
    exif, iptc, takeout, trust = of.exif, of.iptc or Iptc(), of.takeout or TakeoutPhoto(), of.trust
    film = of.film or FilmWords()
    stored = exif.basics.orientation
    regions = regions_of(of.sidecar, of.xmp, of.size, stored)

    def fact(
        name: str,
        key: str,
        read: Callable[[Xmp], T | None],
        *more: Candidate[T],
        before: Iterable[Candidate[T]] = (),
    ) -> Fact[T] | None:
        """Sidecar, what goes before XMP, XMP, and the rest."""
        xmp = read(of.xmp) if of.xmp else None
        beside = read(of.sidecar) if of.sidecar else None
        candidates = [Candidate("sidecar", key, beside), *before, Candidate("xmp", key, xmp), *more]
        return choose(candidates, trust, LIMITS.get(name, 0))

    def place(name: str, key: str) -> Fact[str] | None:
        def of_xmp(xmp: Xmp) -> str | None:
            found: str | None = getattr(xmp.place, name)
            return found

        return fact(name, key, of_xmp, Candidate("iptc", name, getattr(iptc, name)))

    return Said(
        title=fact(
            "title", "dc:title", lambda xmp: best(xmp.title),
            Candidate("iptc", "ObjectName", iptc.title), Candidate("windows", "XPTitle", exif.windows_title),
            Candidate("film", "title", film.title),
        ),
        headline=fact(
            "headline", "photoshop:Headline", lambda xmp: xmp.headline,
            Candidate("iptc", "Headline", iptc.headline),
            Candidate("windows", "XPSubject", exif.windows_subject),
        ),
        description=fact(
            "description", "dc:description", lambda xmp: best(xmp.description),
            Candidate("iptc", "Caption-Abstract", iptc.description),
            Candidate("exif", "UserComment", exif.comment),
            Candidate("windows", "XPComment", exif.windows_comment),
            Candidate("film", "caption", film.caption),
            before=[
                Candidate("takeout", "description", takeout.description),
                Candidate("exif", "ImageDescription", exif.description),
            ],
        ),
        keywords=fact(
            "keywords", "dc:subject", lambda xmp: xmp.keywords.flat,
            Candidate("iptc", "Keywords", iptc.keywords),
            Candidate("windows", "XPKeywords", exif.windows_keywords),
            Candidate("film", "keywords", film.keywords),
        ),
        keyword_paths=fact("", "keywords", lambda xmp: xmp.keywords.paths),
        people=people_of_all(regions, of.sidecar, of.xmp, takeout.people),
        regions=regions,
        rating=fact(
            "", "xmp:Rating", _rating,
            Candidate("exif", "Rating", exif.rating),
            Candidate("exif", "RatingPercent", _stars(exif.rating_percent)),
            Candidate("film", "rating", film.rating),
        ),
        label=fact("", "xmp:Label", lambda xmp: xmp.label),
        favourite=fact(
            "", "fstop:favorite", lambda xmp: xmp.favourite,
            Candidate("takeout", "favorited", takeout.favourite or None),
            Candidate("icloud", "favorite", of.icloud.favourite if of.icloud else None),
        ),
        creators=fact(
            "creators", "dc:creator", lambda xmp: xmp.creators,
            Candidate("iptc", "By-line", iptc.creators),
            Candidate("windows", "XPAuthor", (exif.windows_author,) if exif.windows_author else None),
            Candidate("film", "creators", film.creators),
            before=[Candidate("exif", "Artist", exif.artists)],
        ),
        rights=fact(
            "rights", "dc:rights", lambda xmp: best(xmp.rights),
            Candidate("iptc", "CopyrightNotice", iptc.rights),
            Candidate("film", "rights", film.rights),
            before=[Candidate("exif", "Copyright", exif.copyright)],
        ),
        position=fact(
            "", "exif:GPS", lambda xmp: _pair(xmp.position.latitude, xmp.position.longitude),
            Candidate("takeout", takeout.place_from or "geoData", _pair(takeout.latitude, takeout.longitude)),
            before=[
                Candidate("exif", "GPS", _pair(exif.basics.latitude, exif.basics.longitude)),
                Candidate("film", "position", _pair(film.latitude, film.longitude)),
            ],
        ),
        altitude_m=fact(
            "", "exif:GPSAltitude", lambda xmp: xmp.position.altitude_m,
            Candidate("takeout", "altitude", takeout.altitude_m),
            before=[
                Candidate("exif", "GPSAltitude", exif.altitude_m),
                Candidate("film", "altitude", film.altitude_m),
            ],
        ),
        direction_deg=fact(
            "", "exif:GPSImgDirection", lambda xmp: xmp.position.direction_deg,
            before=[Candidate("exif", "GPSImgDirection", exif.direction_deg)],
        ),
        sublocation=place("sublocation", "Iptc4xmpCore:Location"),
        city=place("city", "photoshop:City"),
        state=place("state", "photoshop:State"),
        country=place("country", "photoshop:Country"),
        country_code=place("country_code", "Iptc4xmpCore:CountryCode"),
        make=_of_camera(of, "make", "tiff:Make", exif.make, film.make),
        model=_of_camera(of, "model", "tiff:Model", exif.model, film.model),
        lens=_of_camera(of, "lens", "aux:Lens", exif.basics.lens),
        # No viewer turns a picture for what XMP says: EXIF alone is believed, the rest is told.
        orientation=choose([
            Candidate("exif", "Orientation", stored if stored != 1 else None),
            Candidate("xmp", "tiff:Orientation", of.xmp.orientation if of.xmp else None),
            Candidate("sidecar", "tiff:Orientation", of.sidecar.orientation if of.sidecar else None),
        ]),
        albums=of.albums,
        lineage=of.xmp.lineage if of.xmp else Lineage(),
        panorama=of.xmp.panorama if of.xmp else None,
        motion=of.xmp.motion if of.xmp else None,
        gain_map=of.xmp.gain_map if of.xmp else False,
    )  # fmt: skip


def _of_camera(
    of: Witnesses, name: str, key: str, own: str | None, of_film: str | None = None
) -> Fact[str] | None:
    """What took it, by the camera itself before what others copied."""
    of_xmp = getattr(of.xmp, name) if of.xmp else None
    beside = getattr(of.sidecar, name) if of.sidecar else None
    return choose([
        Candidate("exif", name, own),
        Candidate("film", name, of_film),
        Candidate("xmp", key, of_xmp),
        Candidate("sidecar", key, beside),
    ])  # fmt: skip


def _rating(xmp: Xmp) -> int | None:
    if xmp.rating is not None:
        return -1 if xmp.rating < 0 else round(xmp.rating)
    return _stars(xmp.rating_percent)


def _stars(percent: int | None) -> int | None:
    return None if percent is None else next(stars for below, stars in _STARS if percent < below)


def _pair(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)
