"""Is anything that people decide about people ever lost? Random sequences of all that may happen, as JSON.

A sequence is photos that come, are searched again, move, other models, stopped jobs, power cuts, and people
who name, bring together, part, deny, draw, take back. After each step every decision is compared.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from people.deciding import Deciding


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=20, help="of each sequence, at most")
    asked = parser.parse_args()
    begun = time.process_time()
    lost, why = 0, ""
    try:
        run_state_machine_as_test(
            Deciding,
            settings=settings(
                max_examples=asked.sequences,
                stateful_step_count=asked.steps,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except AssertionError as error:
        # The shortest sequence that loses something stands behind the message.
        lost, why = 1, "\n".join([str(error), *getattr(error, "__notes__", [])])
    print(
        json.dumps(
            {
                "sequences": asked.sequences,
                "steps": Deciding.steps,
                "acts": Deciding.acts,
                "taken_back": Deciding.taken_back,
                "lost": lost,
                "why": why,
                "cpu_s": round(time.process_time() - begun, 1),
            }
        )
    )
    sys.exit(lost)


if __name__ == "__main__":
    main()
