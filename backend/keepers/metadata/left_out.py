"""What a reader of metadata passed over, and why: nothing a file says is dropped without a word."""

from dataclasses import dataclass

_DETAIL = 80

#: Why something was passed over. Codes are stable; the words are for people.
WHY = {
    "too_large": "it is larger than Keepers reads safely",
    "too_deep": "it is nested deeper than any program writes",
    "too_many": "there are more of them than any program writes",
    "entities": "it defines entities of its own, as attacks do",
    "not_xml": "it is no well-formed XML",
    "not_rdf": "there is no RDF in it",
    "not_json": "it is no well-formed JSON",
    "not_text": "its text is in no encoding that is known",
    "cut_off": "it ends before it is whole",
    "out_of_range": "its numbers lie outside of what is possible",
    "no_dimensions": "it counts in pixels and does not say of which size",
    "incomplete": "a part of it is missing",
    "unreadable": "the file could not be read",
    "empty": "there is nothing in it",
    "ambiguous": "it is there more than once, and the entries differ",
}


@dataclass(frozen=True)
class LeftOut:
    """One thing passed over: `part` names it ("xmp", "region", ...), `code` is a key of `WHY`."""

    part: str
    code: str
    detail: str = ""

    @property
    def words(self) -> str:
        """A sentence for people."""
        named = f"{self.part} ({self.detail})" if self.detail else self.part
        return f"{named} was left out: {WHY[self.code]}."


def left_out(part: str, code: str, detail: str = "") -> LeftOut:
    """What was passed over, its detail cut to a length that can be shown."""
    clean = "".join(sign if sign.isprintable() else " " for sign in detail[:_DETAIL])
    return LeftOut(part, code, clean.strip())
