"""Small choices that belong to a library."""

from typing import Final, get_args

from keepers.catalog.edit_rows import DEFAULT_MODE
from keepers.web.routing import Resource
from keepers.web.schemas.settings import SettingsDto, SettingsPatch, Theme
from keepers.web.session import Session

resource = Resource("settings")

_PREFIX: Final = "ui."
_DEFAULTS: Final = SettingsDto(
    theme="system",
    language="system",
    row_height=200,
    show_stacks=True,
    pick_count=50,
    write_metadata=DEFAULT_MODE,
)


@resource.get("/settings")
def get_settings(session: Session) -> SettingsDto:
    """Give every choice with its present value."""
    settings = session.library.settings
    theme = settings.get_text(_PREFIX + "theme", _DEFAULTS.theme)
    return SettingsDto(
        theme=next((each for each in get_args(Theme) if each == theme), _DEFAULTS.theme),
        language=settings.get_text(_PREFIX + "language", _DEFAULTS.language),
        row_height=settings.get_int(_PREFIX + "row_height", _DEFAULTS.row_height),
        show_stacks=settings.get_bool(_PREFIX + "show_stacks", _DEFAULTS.show_stacks),
        pick_count=settings.get_int(_PREFIX + "pick_count", _DEFAULTS.pick_count),
        write_metadata=session.library.editing.state().mode,
    )


@resource.patch("/settings", errors=("invalid",))
def change_settings(session: Session, body: SettingsPatch) -> SettingsDto:
    """Change some choices; answers with all of them."""
    if body.write_metadata is not None:
        session.library.editing.set_mode(body.write_metadata)
    for name, value in body.model_dump(exclude_none=True, exclude={"write_metadata"}).items():
        session.library.settings.set(_PREFIX + name, value)
    return get_settings(session)
