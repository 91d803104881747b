"""The ledger of requests to the internet."""

from keepers.web.routing import Resource
from keepers.web.schemas.network import LedgerPage, LedgerQuery
from keepers.web.session import Session

resource = Resource("network")


@resource.get("/network", errors=("invalid",))
def list_requests(session: Session, query: LedgerQuery) -> LedgerPage:
    """List every request to the internet, refused ones too."""
    raise NotImplementedError
