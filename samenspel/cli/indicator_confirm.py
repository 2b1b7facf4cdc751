"""``samenspel indicator confirm-direction``: an indicator is meant to go its way, whatever its target says."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done
from samenspel.cli.options import By, Slug, actor


def confirm_direction(
    slug: Slug, key: Annotated[str, Parameter(help="The indicator, by its key.")], /, *, by: By
) -> Done:
    """Confirm the direction of an indicator that its target contradicts; only the target is asked for from then on.

    Example: samenspel indicator confirm-direction onderwijs vacatures --by hz
    """
    from models.actions import confirming

    version = confirming.confirm_direction(slug, key, by=actor(by))
    changed = {"alliance": slug, "indicator": key, "framework": version, "by": by}
    after = f"samenspel indicator show {slug} {key}"
    return Done("The direction of {indicator} holds; it is judged by whether its target is reached.", changed, after)
