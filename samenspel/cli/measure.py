"""``samenspel measure``: measured figures of the indicators."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done
from samenspel.cli.options import By, Day, Number, Slug, actor, noun, today

app = noun("measure", "Record measured figures of the indicators.")


@app.command
def add(
    slug: Slug,
    indicator: Annotated[str, Parameter(help="The indicator; `samenspel evaluation show SLUG` names all.")],
    value: Number,
    /,
    *,
    by: By,
    on: Day | None = None,
    source: Annotated[str, Parameter(help="Where the figure comes from.")] = "",
) -> Done:
    """Record a figure, in the indicator's own unit, for the day it holds for; today unless said otherwise.

    Example: samenspel measure add onderwijs vacatures 62 --on 2026-11-20 --source "Regiomonitor" --by hz
    """
    from models.actions import rounds

    day = on or today()
    rounds.measure(slug, indicator, value, by=actor(by), on=day, source=source)
    changed = {"alliance": slug, "indicator": indicator, "value": value, "on": day, "source": source, "by": by}
    return Done(f"{indicator} is {value:.10g} on {day}.", changed, f"samenspel evaluation show {slug}")
