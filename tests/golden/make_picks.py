"""Write tests/golden/picks.json: what the picking rule answers, for every port of it to agree with.

Run `python tests/golden/make_picks.py` after a deliberate change of the rule; a test fails until it is done.
"""

import base64
import json
import random
from pathlib import Path
from typing import Any

from keepers.curation.candidate import Candidate
from keepers.curation.coverage import DAY_MS, day_of, gentle_cap, iso, month_of
from keepers.curation.likeness import likeness, sameness
from keepers.curation.picks import PickParams, Selection, choose
from keepers.curation.reasons import Reason, faults, why_not
from keepers.curation.score import Sliders, score, standing, strength, weights

FILE = Path(__file__).with_name("picks.json")
HOUR = 3_600_000
SUMMER_2024 = 1_719_792_000_000  # 1 July 2024, 00:00


def photo(**values: Any) -> Candidate:
    return Candidate(**values)


def grid(lightness: int, a: int = 128, b: int = 128) -> bytes:
    return bytes([lightness, a, b] * 16)


def scattered(
    seed: int, count: int, days: int, *, stacks: int = 0, start: int = SUMMER_2024
) -> list[Candidate]:
    """Photos of `days` days with bursts, look-alikes, missing measures and a few bad ones."""
    rng = random.Random(seed)
    found: list[Candidate] = []
    scene_hash, scene_colour, time = 0, b"", start
    for number in range(count):
        if number == 0 or rng.random() < 0.6:
            scene_hash = rng.getrandbits(64)
            scene_colour = bytes(rng.randrange(40, 216) for _ in range(48))
            time = start + rng.randrange(days) * DAY_MS + rng.randrange(24) * HOUR
        time += rng.randrange(900_000)
        flipped = scene_hash
        for _ in range(rng.randrange(0, 6)):
            flipped ^= 1 << rng.randrange(64)
        jitter = bytes(max(0, min(255, c + rng.randrange(-6, 7))) for c in scene_colour)
        blank = rng.random() < 0.03
        known = rng.random() < 0.9
        found.append(
            Candidate(
                id=1000 + number * 7 % 9973,
                time_ms=time,
                time_sure=rng.random() < 0.92,
                sharpness=round(rng.random(), 3) if known else None,
                light=round(rng.random(), 3) if known and rng.random() < 0.95 else None,
                composition=round(rng.random(), 3) if known and rng.random() < 0.9 else None,
                dhash=flipped if known else None,
                colour=jitter if known else None,
                blank=blank and known,
                stack_id=rng.randrange(stacks) if stacks and rng.random() < 0.3 else None,
            )
        )
    return found


def candidates() -> dict[str, list[Candidate]]:
    plain = [
        photo(id=i, time_ms=SUMMER_2024 + i * DAY_MS, sharpness=s, light=0.7, composition=0.5)
        for i, s in ((1, 0.9), (2, 0.9), (3, 0.5), (4, 0.1), (5, 0.95))
    ]
    same = {"light": 0.6, "composition": 0.6, "dhash": 7, "colour": grid(120), "stack_id": 1}
    burst = [
        photo(id=i, time_ms=SUMMER_2024 + i * 300, sharpness=s, **same)
        for i, s in ((1, 0.4), (2, 0.9), (3, 0.6))
    ]
    lone = photo(
        id=9,
        time_ms=SUMMER_2024 + 40 * DAY_MS,
        sharpness=0.3,
        light=0.5,
        composition=0.4,
        dhash=(1 << 64) - 1,
        colour=grid(60),
    )
    unseen = [photo(id=i, time_ms=SUMMER_2024 + i * HOUR) for i in range(11, 18)]
    return {
        "none": [],
        "plain": plain,
        "burst": [*burst, lone],
        "unseen": unseen,
        "mixed": [*plain, *unseen],
        "busy": [
            photo(
                id=i,
                time_ms=SUMMER_2024 + (0 if i <= 12 else i) * DAY_MS,
                sharpness=0.9 - i / 50,
                dhash=(i * 0x9E3779B97F4A7C15) % (1 << 64),
            )
            for i in range(1, 18)
        ],
        "year": scattered(5, 120, 360, stacks=25, start=1_704_067_200_000),
        "trip": scattered(11, 70, 6, stacks=10),
        "old": scattered(3, 40, 20, start=-DAY_MS * 400),
    }


def cases() -> list[tuple[str, str, PickParams]]:
    ids = [p.id for p in candidates()["trip"]]
    decided = PickParams(n=12, locked_in=frozenset(ids[3:60:19]), left_out=frozenset(ids[4:70:5]))
    strict = PickParams(n=20, per_day=3, one_per_stack=True)
    between = PickParams(n=15, sliders=Sliders(1.3, 3.6, 2.7), variety=2.9)
    return [
        ("nothing to choose from", "none", PickParams(n=5)),
        ("fewer than asked", "plain", PickParams(n=9)),
        ("ties go to the lower id, the blurred one last", "plain", PickParams(n=3, balance_months=False)),
        ("one of a burst, then the other scene", "burst", PickParams(n=2)),
        ("a burst only because nothing else is left", "burst", PickParams(n=4)),
        ("one of a stack, strictly", "burst", PickParams(n=4, one_per_stack=True)),
        ("a busy day gives way before look-alikes", "busy", PickParams(n=12)),
        ("nothing was looked at yet", "unseen", PickParams(n=3)),
        ("photos not looked at come after decent ones", "mixed", PickParams(n=7)),
        ("a year, months balanced", "year", PickParams(n=24)),
        ("a year, months not balanced", "year", PickParams(n=24, balance_months=False)),
        ("fewer picks than months", "year", PickParams(n=7)),
        ("a trip, normal", "trip", PickParams(n=20)),
        ("a trip, one a day", "trip", PickParams(n=20, per_day=1)),
        ("a trip, three a day and one of a stack", "trip", strict),
        ("a trip, variety most", "trip", PickParams(n=20, variety=4.0)),
        ("a trip, variety not at all", "trip", PickParams(n=20, variety=0.0)),
        ("a trip, only sharpness", "trip", PickParams(n=15, sliders=Sliders(4.0, 0.0, 0.0))),
        ("a trip, sliders between steps", "trip", between),
        ("a trip, nothing matters", "trip", PickParams(n=15, sliders=Sliders(0.0, 0.0, 0.0))),
        ("a trip, locked in and left out", "trip", decided),
        ("more locked in than asked", "trip", PickParams(n=2, locked_in=frozenset(ids[:5]))),
        ("everything", "trip", PickParams(n=70)),
        ("more than everything, two a day", "trip", PickParams(n=200, per_day=2)),
        ("before 1970", "old", PickParams(n=10)),
    ]


def _photo(p: Candidate) -> dict[str, Any]:
    return {
        "id": p.id,
        "time_ms": p.time_ms,
        "time_sure": p.time_sure,
        "sharpness": p.sharpness,
        "light": p.light,
        "composition": p.composition,
        "dhash": None if p.dhash is None else f"{p.dhash:016x}",
        "colour": None if p.colour is None else base64.b64encode(p.colour).decode(),
        "blank": p.blank,
        "stack_id": p.stack_id,
    }


def _params(p: PickParams) -> dict[str, Any]:
    return {
        "n": p.n,
        "sliders": {
            "sharpness": p.sliders.sharpness,
            "light": p.sliders.light,
            "composition": p.sliders.composition,
        },
        "variety": p.variety,
        "per_day": p.per_day,
        "balance_months": p.balance_months,
        "one_per_stack": p.one_per_stack,
        "locked_in": sorted(p.locked_in),
        "left_out": sorted(p.left_out),
    }


def _reasons(reasons: list[Reason]) -> list[dict[str, Any]]:
    return [{"code": r.code, "facts": dict(r.facts)} for r in reasons]


def _selection(s: Selection) -> dict[str, Any]:
    return {
        "picks": [
            {"id": p.id, "score": p.score, "reasons": _reasons(p.reasons), "beat": p.beat} for p in s.picks
        ],
        "asked": s.asked,
        "shortfall": None
        if s.shortfall is None
        else {"code": s.shortfall.code, "facts": dict(s.shortfall.facts), "count": s.shortfall.count},
    }


def golden() -> dict[str, Any]:
    """Return the whole content of the file."""
    pool = scattered(23, 60, 3, stacks=8)
    pools = candidates()
    pairs = list(zip(pool[::2], pool[1::2], strict=True)) + [(pool[0], p) for p in pool[1:12]]
    by = weights(Sliders())
    days = [-720_000, -1, 0, 59, 11_016, 19_782, 20_000]
    return {
        "version": 1,
        "strength": [[s, strength(s)] for s in (0.0, 0.5, 1.0, 1.7, 2.0, 2.4, 3.0, 3.3, 4.0)],
        "days": [[d, iso(d), month_of(d)] for d in days],
        "day_of": [[t, day_of(t)] for t in (-1, 0, 86_399_999, 86_400_000, -86_400_000, -86_400_001)],
        "gentle_cap": [[n, d, gentle_cap(n, d)] for n, d in ((50, 38), (50, 5), (10, 200), (7, 0), (1, 1))],
        "photos": [
            {
                "photo": _photo(p),
                "score": score(p, by),
                "standing": standing(p, by),
                "faults": _reasons(faults(p, by)),
            }
            for p in pool[:30]
        ],
        "pairs": [
            {
                "a": _photo(a),
                "b": _photo(b),
                "likeness": likeness(a, b),
                "sameness": sameness(likeness(a, b)),
                "why_not": _reasons(why_not(a, b, by)),
                "why_not_day_full": _reasons(why_not(b, a, by, day_full=True)),
            }
            for a, b in pairs
        ],
        "pools": {name: [_photo(p) for p in photos] for name, photos in pools.items()},
        "cases": [
            {
                "name": name,
                "pool": pool_name,
                "params": _params(params),
                "expect": _selection(choose(pools[pool_name], params)),
            }
            for name, pool_name, params in cases()
        ],
    }


def text() -> str:
    """Return the file as it should stand."""
    return json.dumps(golden(), separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
