"""Who may use what: the terms of a model against what a person uses Keepers for."""

from typing import Final, Literal, get_args

from keepers.models.catalogue import ModelEntry, Terms

UseContext = Literal["personal", "research", "commercial"]

USE_CONTEXTS: Final[tuple[UseContext, ...]] = get_args(UseContext)

_ALLOWED: Final[dict[Terms, frozenset[UseContext]]] = {
    "any": frozenset({"personal", "research", "commercial"}),
    "non-commercial": frozenset({"personal", "research"}),
    "research": frozenset({"research"}),
}
_FOR: Final[dict[Terms, str]] = {
    "any": "any use",
    "non-commercial": "private use and study",
    "research": "research",
}


def allowed(entry: ModelEntry, use_context: UseContext) -> bool:
    """Whether the terms of a model allow that use."""
    return use_context in _ALLOWED[entry.terms]


def refusal(entry: ModelEntry, use_context: UseContext) -> str | None:
    """Why the terms do not allow that use, in a sentence; None when they do."""
    if allowed(entry, use_context):
        return None
    return (
        f"The licence of {entry.title} ({entry.licence}) allows {_FOR[entry.terms]} only, and Keepers is set "
        f"to {use_context} use. Change that under Help from models if it is wrong."
    )
