"""The routes, one file a resource."""

from keepers.web.routes import (
    assets,
    dates,
    demo,
    events,
    exports,
    faces,
    folders,
    in_common,
    jobs,
    metadata,
    models,
    network,
    people,
    picks,
    places,
    problems,
    roots,
    settings,
    status,
    timeline,
)
from keepers.web.routing import Operation

_RESOURCES = (
    status.resource,
    roots.resource,
    folders.resource,
    timeline.resource,
    assets.resource,
    metadata.resource,
    in_common.resource,
    dates.resource,
    people.resource,
    faces.resource,
    picks.resource,
    places.resource,
    exports.resource,
    jobs.resource,
    problems.resource,
    settings.resource,
    events.resource,
    models.resource,
    network.resource,
    demo.resource,
)


def operations() -> list[Operation]:
    """Every operation of the API, in the order of the documentation."""
    return [operation for resource in _RESOURCES for operation in resource.operations]
