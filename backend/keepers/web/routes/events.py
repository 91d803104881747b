"""What happens, as it happens."""

from flask import Response

from keepers.web.routing import Resource
from keepers.web.schemas.events import EventData, EventsQuery
from keepers.web.session import Session

resource = Resource("events")


@resource.stream("/events", data=EventData)
def stream_events(session: Session, query: EventsQuery) -> Response:
    """Send events from now on, or from just after event `after`.

    Each has `id` (a rising number), `event` (a field of EventData) and `data` (that field). A comment comes
    every 15 seconds. At most four streams are open: a fifth closes the oldest.
    """
    return session.streams.open(query.after)
