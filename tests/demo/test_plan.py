"""The plan of the demo: the same every time, with the truth it promises."""

from collections import Counter, defaultdict

from keepers.demo.cameras import CAMERAS
from keepers.demo.moods import MOODS
from keepers.demo.outings import OUTINGS
from keepers.demo.plan import plan
from keepers.demo.samples import SAMPLES
from keepers.demo.scenery import PALETTES


def test_the_same_seed_gives_the_same_plan_and_another_one_another() -> None:
    assert plan() == plan()
    assert plan(1) != plan(2)


def test_it_is_about_120_photos_of_three_years_and_every_name_is_its_own() -> None:
    frames = plan()
    assert 110 <= len(frames) <= 135
    assert {frame.taken.year for frame in frames} == {2022, 2023, 2024}
    assert len({frame.taken.date() for frame in frames}) >= 25
    assert len({frame.path.lower() for frame in frames}) == len(frames)


def test_some_photos_say_where_they_were_taken_and_some_do_not() -> None:
    places = {frame.place and (round(frame.place[0]), round(frame.place[1])) for frame in plan()}
    assert None in places
    assert len(places) >= 5


def test_a_burst_is_four_to_six_frames_within_seconds_and_one_is_sharp() -> None:
    bursts = defaultdict(list)
    for frame in plan():
        if frame.kind == "burst":
            bursts[frame.group].append(frame)
    assert len(bursts) >= 6
    for frames in bursts.values():
        assert 4 <= len(frames) <= 6
        assert sum(frame.blur is None for frame in frames) == 1
        times = [frame.taken for frame in frames]
        assert times == sorted(times)
        assert (times[-1] - times[0]).total_seconds() < 10


def test_the_sharp_frame_is_not_always_in_the_same_place() -> None:
    places = Counter()
    at: dict[str, int] = defaultdict(int)
    for frame in plan():
        if frame.kind == "burst":
            places[at[frame.group]] += frame.blur is None
            at[frame.group] += 1
    assert sum(count > 0 for count in places.values()) >= 3


def test_a_copy_names_the_photo_it_is_made_of() -> None:
    frames = {frame.path: frame for frame in plan()}
    copies = [frame for frame in frames.values() if frame.kind == "copy"]
    assert {frame.copy for frame in copies} == {"resaved", "sent"}
    for copy in copies:
        assert frames[copy.group].scene == copy.scene
        assert frames[copy.group].kind == "single"


def test_every_fault_is_there_and_no_two_shots_see_the_same() -> None:
    faults = Counter(frame.fault for frame in plan())
    assert min(faults["blurred"], faults["dark"], faults["bright"]) >= 3
    scenes = [shot.scene for outing in OUTINGS for shot in outing.shots]
    seen = Counter((scene.kind, scene.of, scene.box, scene.seed) for scene in scenes)
    assert seen.most_common(1)[0][1] == 1


def test_scenes_ask_only_for_what_there_is() -> None:
    samples = {sample.name for sample in SAMPLES}
    for outing in OUTINGS:
        assert outing.camera in CAMERAS
        for shot in outing.shots:
            scene = shot.scene
            assert scene.of in (samples if scene.kind in {"cut", "starry"} else PALETTES)
            assert scene.mood in MOODS
            left, top, wide, high = scene.box
            assert min(left, top) >= 0
            assert max(left + wide, top + high) <= 1 + 1e-9
