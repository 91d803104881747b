"""A place in words. Pure."""

from dataclasses import dataclass

from keepers.geography.folding import fold


@dataclass(frozen=True)
class Place:
    """Where something is. `district`: the part of the city, where one is known. `distance_km`: to its middle.

    `city` and `state` are None in the wild, where only the country is sure. `named_alike`: city and state
    bear one name, in English if not in this language.
    """

    district: str | None
    city: str | None
    state: str | None
    country: str
    country_code: str
    distance_km: float | None
    named_alike: bool = False

    @property
    def sentence(self) -> str:
        """ "Kreuzberg, Berlin, Germany": the smallest first, nothing said twice."""
        parts = [self.district, self.city]
        if not self.named_alike and self.state != self.country:
            parts.append(self.state)
        if self.city is None or not alike(self.country, self.city):
            parts.append(self.country)
        return ", ".join(part for part in parts if part)


def alike(name: str, other: str) -> bool:
    """Whether one of the names is the other, or the other with a word more: New York, New York City."""
    one, two = f" {fold(name)} ", f" {fold(other)} "
    return one in two or two in one
