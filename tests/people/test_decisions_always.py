"""In whatever order searches, models, moves, power cuts and people come: nothing decided is lost."""

from hypothesis import settings

from people.deciding import Deciding

TestDeciding = Deciding.TestCase
# npm run bench -- identity does 1,000.
TestDeciding.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
