"""Names among the keywords of IPTC and of Windows' tags, which have no word for people. Pure."""

from collections.abc import Mapping, Sequence

from keepers.metadata.fields import BETWEEN, Field, Value
from keepers.writing.xmp_keywords import same_word


def without_gone(
    listed: Sequence[str], changes: Mapping[Field, Value], counts: Mapping[Field, Value]
) -> Mapping[Field, Value]:
    """The changes for a place that lists these keywords, the names of people who are gone taken out of them.

    Programs keep who is in a photo as keywords there too. While the packet of XMP says that they are people
    they count as such; once it does not, what is left of them would be taken for keywords. `counts`: what
    the photo says of each field before the changes.
    """
    if "people" not in changes or "keywords" in changes:
        return changes
    stay = {same_word(each["name"]) for each in changes["people"] or ()}
    stay |= {same_word(path.split(BETWEEN)[-1]) for path in counts["keywords"] or ()}
    gone = {same_word(each["name"]) for each in counts["people"] or ()} - stay
    kept = [each for each in listed if same_word(each) not in gone]
    return changes if len(kept) == len(listed) else {**changes, "keywords": kept or None}
