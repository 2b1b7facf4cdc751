"""``samenspel evaluation``: what shows the impact, and when it is looked at."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.options import Slug, noun
from samenspel.cli.rows import EvaluationView, ScheduleLine
from samenspel.cli.schedule import schedule

app = noun("evaluation", "Show the impact and say when it is evaluated.")


@app.command
def show(slug: Slug, /) -> Sheet[EvaluationView]:
    """Show the last figure of every indicator, and what the last round said of the impact.

    Example: samenspel evaluation show onderwijs
    """
    from models.actions import lists_impact

    record = lists_impact.evaluation(slug)
    figures = ("key", "baseline", "target", "value", "measured_on", "unit", "weight", "critical", "title")
    return Sheet(
        record,
        ("alliance", "threshold", "round", "verdict", "attainment", "closed_at", "open_round"),
        {"indicators": Listing(record.indicators, figures)},
        then=f"samenspel round show {slug}" if record.round or record.open_round else "",
    )


@app.command
def schedules(
    slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None, /
) -> Listing[ScheduleLine]:
    """List when alliances are evaluated: the rule, its zone, and the next three moments.

    Example: samenspel evaluation schedules onderwijs
    """
    from models.actions import schedules

    return Listing(
        schedules.schedules(slug),
        ("alliance", "rule", "starts", "timezone", "active", "next"),
        "No alliance is evaluated at fixed moments."
        if slug is None
        else "{alliance} is not evaluated at fixed moments.",
        words={"alliance": slug},
    )


app.command(schedule)
