"""Recording by which channels a person wants to be told that there is a letter."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done
from samenspel.cli.options import By, actor


def channels(
    key: Annotated[str, Parameter(help="The contact, by its key.")],
    /,
    *names: Annotated[str, Parameter(help="A channel they chose; without any, letters come by mail alone.")],
    by: By,
) -> Done:
    """Record by which channels a person is told that there is a letter, in every alliance that knows them.

    Example: samenspel contact channels fonds-1 staff-chat --by hz
    """
    from models.actions import contact_channels
    from notifications import channels as known
    from samenspel.settings import settings

    known.check_known(settings(), names)
    chosen = contact_channels.choose(key, names, by=actor(by))
    said = "{contact} is told by {channels} as well." if names else "{contact} is told by mail alone."
    changed = {"contact": key, "channels": chosen.channels, "alliances": chosen.alliances, "by": by}
    return Done(said, changed, "samenspel channel list")
