from keepers.geography.days import day_names
from keepers.geography.place import Place


def place(city: str | None, district: str | None = None) -> Place:
    return Place(district, city, None, "Portugal", "PT", None)


def test_one_city() -> None:
    assert day_names({place("Lisbon"): 3}) == ["Lisbon"]
    assert day_names({place("Lisbon", "Alfama"): 3}) == ["Alfama", "Lisbon"]
    assert day_names({place("Lisbon", "Alfama"): 3, place("Lisbon", "Baixa"): 1}) == ["Lisbon"]


def test_several_cities_the_most_photos_first() -> None:
    photos = {place("Sintra"): 2, place("Lisbon", "Alfama"): 2, place("Lisbon", "Baixa"): 1, place("Faro"): 1}
    assert day_names(photos) == ["Lisbon", "Sintra", "Faro"]


def test_in_the_wild_the_country() -> None:
    assert day_names({place(None): 1}) == ["Portugal"]
    assert day_names({}) == []
