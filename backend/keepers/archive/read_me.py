"""The page that explains an exported library to whoever finds it, with or without Keepers."""

from typing import Final

from keepers.export.spec import Mode

_MODES: Final[dict[Mode, str]] = {
    "copy": "Each was copied byte for byte, and the copy was read back and compared.",
    "hardlink": "They are hard links: the same files as in the library's folders, which take no further "
    "space. To change one is to change both.",
    "symlink": "They are links to the library's folders. They lead nowhere once those folders are moved.",
}


def read_me(mode: Mode) -> str:
    """The text, in the lines a plain editor shows."""
    return f"""A photo library, taken out of Keepers
=====================================

Everything here can be used without Keepers.

Photos/         Photos and films in the folders they were in, one folder for each folder of the library.
                {_MODES[mode]}
                Beside them is what belongs to them: raw files, films of Live Photos, sidecars.

*.xmp           Sidecars: what people and services said of a photo and the photo does not say itself
                (title, caption, keywords, people with the places of their faces, rating, label, date, place).
                digiKam, darktable, Lightroom, exiftool and others read them.

Albums/         A list for each album, for favourites and for picks. They open in any spreadsheet.

photos.csv      All photos in one table.

manifest.json   All of it for programs: every file with its BLAKE3 hash, everything known of each photo, and
                at the end what could not be taken along, with the reason.

people.json     Who people are, for programs: their names, birthdays, and what you decided about which face.
                There is one only where something was decided. The names are in the sidecars as well.

keepers-written.json   Which files here Keepers made itself. It is needed only to export here again.
"""
