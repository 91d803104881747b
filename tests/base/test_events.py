import threading

from keepers.base.events import RESYNC, Events


def test_events_are_numbered_and_heard_in_order() -> None:
    events = Events(first=1)
    with events.subscribe() as first, events.subscribe() as second:
        events.publish("a", {"n": 1})
        events.publish("b", {"n": 2})
        events.close()
        heard = [(event.number, event.kind, event.data) for event in first]
        assert heard == [(1, "a", {"n": 1}), (2, "b", {"n": 2})]
        assert [event.number for event in second] == [1, 2]
    assert events.last == 2


def test_what_was_not_heard_yet_is_replaced_by_its_successor() -> None:
    events = Events(first=1)
    listener = events.subscribe()
    for done in range(5):
        events.publish("job", {"done": done}, coalesce_key="7")
        events.publish("job", {"done": -1}, coalesce_key="8")
        events.publish("other", {}, coalesce_key="7")
    events.publish("job", {"done": 5}, coalesce_key="7")
    events.close()
    assert [(event.kind, event.data.get("done")) for event in listener] == [
        ("job", -1),
        ("other", None),
        ("job", 5),
    ]


def test_a_listener_that_comes_back_hears_what_it_missed() -> None:
    events = Events(first=1)
    for n in range(4):
        events.publish("a", {"n": n})
    events.publish("job", {"done": 1}, coalesce_key="7")
    events.publish("job", {"done": 2}, coalesce_key="7")
    events_after_2 = events.subscribe(after=2)
    nothing_missed = events.subscribe(after=6)
    events.close()
    assert [event.number for event in events_after_2] == [3, 4, 6]
    assert list(nothing_missed) == []


def test_a_listener_that_was_away_too_long_is_told_to_read_afresh() -> None:
    events = Events(keep=3, first=1)
    for n in range(10):
        events.publish("a", {"n": n})
    from_before = events.subscribe(after=4)
    from_another_run = events.subscribe(after=500)
    just_in_time = events.subscribe(after=7)
    events.close()
    assert [(event.kind, event.number) for event in from_before] == [(RESYNC, 10)]
    assert [event.kind for event in from_another_run] == [RESYNC]
    assert [event.number for event in just_in_time] == [8, 9, 10]


def test_numbers_of_one_run_are_unknown_to_the_next() -> None:
    earlier = Events()
    earlier.publish("a", {})
    later = Events(first=earlier.last + 10)
    later.publish("a", {})
    listener = later.subscribe(after=earlier.last)
    later.close()
    assert [event.kind for event in listener] == [RESYNC]


def test_a_slow_listener_costs_no_memory_and_learns_of_it() -> None:
    events = Events(buffer=10, first=1)
    listener = events.subscribe()
    for n in range(10_000):
        events.publish("a", {"n": n})
    events.close()
    heard = list(listener)
    assert heard[0].kind == RESYNC
    assert len(heard) <= 10
    assert heard[-1].number == 10_000


def test_closing_wakes_who_waits() -> None:
    events = Events()
    listener = events.subscribe()
    heard: list[object] = []
    thread = threading.Thread(target=lambda: heard.append(listener.next()))
    thread.start()
    listener.close()
    thread.join(20)
    assert heard == [None]
    assert listener.closed
    events.publish("a", {})
    assert listener.next(timeout=0) is None


def test_after_the_end_there_is_nothing() -> None:
    events = Events()
    events.close()
    events.publish("a", {})
    assert list(events.subscribe()) == []
