import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepers.base.database import Database
from keepers.base.errors import Invalid
from keepers.base.settings import Settings

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(_JSON)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_json_can_say_is_kept(db: Database, value: object) -> None:
    Settings(db).set("any", value)
    assert Settings(db).get("any", None) == value


def test_values_of_the_wrong_type_count_as_not_set(db: Database) -> None:
    kept = Settings(db)
    kept.set("weights.light", 3)
    kept.set("work.paused", True)
    kept.set("name", "x")
    assert kept.get_int("weights.light", 1) == 3
    assert kept.get_float("weights.light", 1.0) == 3.0
    assert kept.get_text("weights.light", "none") == "none"
    assert kept.get_bool("weights.light", default=False) is False
    assert kept.get_int("work.paused", 7) == 7
    assert kept.get_float("work.paused", 7.5) == 7.5
    assert kept.get_bool("work.paused", default=False) is True
    assert kept.get_text("name", "") == "x"
    assert kept.get("nowhere", [1]) == [1]


def test_settings_are_listed_and_forgotten(db: Database) -> None:
    kept = Settings(db)
    kept.set("a.one", 1)
    kept.set("a.two", None)
    kept.set("b", {"x": [1]})
    assert kept.all("a.") == {"a.one": 1, "a.two": None}
    kept.remove("a.one")
    assert kept.all() == {"a.two": None, "b": {"x": [1]}}


def test_what_json_cannot_say_is_refused(db: Database) -> None:
    for value in (object(), float("nan"), {1, 2}):
        with pytest.raises(Invalid):
            Settings(db).set("any", value)


def test_a_value_somebody_broke_by_hand_counts_as_not_set(db: Database) -> None:
    db.write(lambda connection: connection.execute("INSERT INTO settings VALUES ('n', 'not json')"))
    assert Settings(db).get_int("n", 5) == 5
