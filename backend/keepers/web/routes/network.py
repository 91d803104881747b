"""The ledger of requests to the internet."""

from dataclasses import asdict

from keepers.base.ledger import Ledger
from keepers.web.routing import Resource
from keepers.web.schemas.network import LedgerEntry, LedgerPage, LedgerQuery
from keepers.web.session import Session

resource = Resource("network")


@resource.get("/network", errors=("invalid",))
def list_requests(session: Session, query: LedgerQuery) -> LedgerPage:
    """List every request to the internet, refused ones too, newest first."""
    rows = Ledger(session.library.db, session.library.clock).entries(query.after, query.limit + 1)
    page = rows[: query.limit]
    return LedgerPage(
        entries=[LedgerEntry.model_validate(asdict(row)) for row in page],
        next=page[-1].id if len(rows) > query.limit else None,
    )
