"""``samenspel measure``: measured figures of the indicators."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done, Listing
from samenspel.cli.confirm import DryRun
from samenspel.cli.ids import Id
from samenspel.cli.options import By, Day, Number, Reason, Slug, actor, noun, today
from samenspel.cli.rows import MeasurementLine

app = noun("measure", "Record, list and take back measured figures.")


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
    return Done("{indicator} is {value} on {on}.", changed, f"samenspel evaluation show {slug}")


@app.command(name="list")
def list_(
    slug: Slug, indicator: Annotated[str | None, Parameter(help="One indicator; all if left out.")] = None, /
) -> Listing[MeasurementLine]:
    """List every figure by day, also what was taken back; round is the closed round that looked at it.

    Example: samenspel measure list onderwijs vacatures
    """
    from models.actions import lists_rounds

    return Listing(
        lists_rounds.measurements(slug, indicator),
        ("id", "indicator", "on", "value", "unit", "source", "round", "recorded_by", "withdrawn_at", "withdrawn_by"),
        "Nothing was measured in {alliance} yet.",
        words={"alliance": slug},
    )


@app.command
def withdraw(slug: Slug, figure: Id, /, *, by: By, reason: Reason, dry_run: DryRun = False) -> Done:
    """Take back a figure that no closed round looked at: it stays in the list and no longer counts.

    Example: samenspel measure withdraw onderwijs 7 --reason "Van de verkeerde regio." --by hz
    """
    from models.actions import figures

    done = figures.take_back(slug, figure, by=actor(by), reason=reason, dry_run=dry_run)
    changed = {
        "alliance": slug,
        "measurement": figure,
        "indicator": done.indicator,
        "value": done.value,
        "on": done.on,
        "reason": reason,
        "by": by,
        "dry_run": dry_run,
    }
    if dry_run:
        return Done("{indicator} of {on}, {value}, would no longer count.", changed)
    after = f"samenspel measure add {slug} {done.indicator} VALUE --by {by}"
    return Done("{indicator} of {on}, {value}, no longer counts.", changed, after)
