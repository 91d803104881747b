"""Who is in the photos: what people ask about persons and faces, and what they decide. `library.people`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from keepers.base.clock import Clock
from keepers.base.database import Database
from keepers.base.events import Events
from keepers.base.jobs import JobQueue
from keepers.catalog.cursor import cursor, keys_of
from keepers.catalog.face_looks import FaceLooks
from keepers.catalog.grouped_faces import GroupedFaces
from keepers.catalog.people_due import PeopleDue
from keepers.catalog.people_operations import PeopleOperations
from keepers.catalog.people_questions import Asked, PeopleQuestions
from keepers.catalog.person_company import PersonCompany, Together, Year
from keepers.catalog.person_faces import FacePage, FaceRow, FacesOfAsset, PersonFaces
from keepers.catalog.persons import PeopleCounts, PeoplePage, PersonRow, Persons, Shown
from keepers.catalog.timeline import MonthColumns, Timeline
from keepers.editing.editing import Editing
from keepers.people.answers import Answers
from keepers.people.expressions import Expression, expressions


@dataclass(frozen=True)
class PhotosOf:
    """Photos newest first, of `total` in all; `next` asks for those after them, None at the end."""

    columns: MonthColumns
    total: int
    next: str | None


@dataclass(frozen=True)
class Alike:
    """A face that looks like the one asked for: `likeness` is their cosine."""

    face: FaceRow
    likeness: float


class People(Answers):
    """Everything about people. Every act is one operation that can be taken back."""

    def __init__(
        self,
        db: Database,
        editing: Editing,
        jobs: JobQueue,
        events: Events,
        clock: Clock,
        embedder: Callable[[], str | None],
        thresholds: Callable[[str], Mapping[str, float] | None],
    ) -> None:
        super().__init__(PeopleOperations(db, clock), PeopleDue(db, clock), editing, jobs, events, clock)
        self._persons = Persons(db)
        self._company = PersonCompany(db)
        self._faces = PersonFaces(db)
        self._looks = FaceLooks(db)
        self._questions = PeopleQuestions(db)
        self._grouped = GroupedFaces(db, clock)
        self._timeline = Timeline(db)
        self._embedder = embedder
        self._thresholds = thresholds

    def list(
        self,
        kind: Literal["person", "cat", "dog", "pets", "all"] = "person",
        hidden: Shown = "shown",
        unsure: bool = False,
        named: bool | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> PeoplePage:
        """People, those who matter most first. Raises Invalid for a wrong `after`."""
        return self._persons.list(kind, hidden, unsure=unsure, named=named, after=after, limit=limit)

    def get(self, person_id: int) -> PersonRow:
        """One person. Raises NotFound."""
        return self._persons.get(person_id)

    def counts(self) -> PeopleCounts:
        """How many there are."""
        return self._persons.counts()

    def faces_of_person(self, person_id: int, after: str | None = None, limit: int = 100) -> FacePage:
        """The faces of a person, newest photo first. Raises NotFound, Invalid."""
        return self._faces.of_person(person_id, after, limit)

    def faces_of_asset(self, asset_id: int) -> FacesOfAsset:
        """The faces of one photo, from left to right."""
        return self._faces.of_asset(asset_id)

    def expressions(self, asset_id: int) -> dict[int, Expression]:
        """Whose eyes are open in a photo, and who smiles, by face; those that were measured alone."""
        return expressions(self._looks.about(asset_id))

    def photos(self, ids: Sequence[int], after: str | None = None, limit: int = 500) -> PhotosOf:
        """The photos that show all of these people, newest first. Raises NotFound, Invalid."""
        last = keys_of(after, 2)
        found = self._company.photos(ids)
        rest = [each for each in found if last is None or each < last]
        shown = rest[:limit]
        more = cursor(shown[-1]) if len(rest) > limit else None
        return PhotosOf(self._timeline.of([asset_id for _time, asset_id in shown]), len(found), more)

    def together_with(self, person_id: int, limit: int = 50) -> tuple[Together, ...]:
        """Who is in the same photos, those of most photos first. Raises NotFound."""
        return self._company.together_with(person_id, limit)

    def years(self, person_id: int) -> tuple[Year, ...]:
        """The years of a person, oldest first. Raises NotFound."""
        return self._company.years(person_id)

    def alike(self, face_id: int, limit: int = 100) -> tuple[Alike, ...]:
        """The faces that may be the same person's, most alike first. Raises NotFound."""
        from keepers.people.alike import most_alike  # noqa: PLC0415 - numpy, only for such a search

        model, asked, others = self._grouped.vectors(face_id, self._embedder())
        # Below it not even a question is worth asking.
        bars = self._thresholds(model) or {}
        found = most_alike(asked, others, limit, bars.get("unsure", -1.0))
        faces = self._faces.get([each for each, _likeness in found])
        return tuple(Alike(faces[each], likeness) for each, likeness in found if each in faces)

    def review(self, limit: int = 10) -> Asked:
        """The most useful questions about people, and how many there are."""
        return self._questions.ask(limit)

    def waiting(self) -> int:
        """How many questions wait."""
        return self._questions.ask(0).left
