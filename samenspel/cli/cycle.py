"""``samenspel cycle``: the walks through the ring."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.options import Slug, noun
from samenspel.cli.rows import CycleLine, CycleView

app = noun("cycle", "Show the cycles that an alliance walked.")


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[CycleLine]:
    """List the cycles of an alliance with the phases that were walked in each.

    Example: samenspel cycle list onderwijs
    """
    from models.actions import lists_alliance

    columns = ("number", "starts_at", "from_decision", "opened_at", "closed_at", "phases")
    return Listing(lists_alliance.cycles(slug), columns)


@app.command
def show(
    slug: Slug, number: Annotated[int | None, Parameter(help="Which cycle; the last if left out.")] = None, /
) -> Sheet[CycleView]:
    """Show one cycle: its phases, how each was left, and what it took over from the one before.

    Example: samenspel cycle show onderwijs 1
    """
    from models.actions import lists_alliance

    record = lists_alliance.cycle(slug, number)
    shown = ("alliance", "number", "starts_at", "from_decision", "opened_at", "closed_at", "carry_over")
    phases = ("phase", "opened_at", "closed_at", "outcome", "missing", "conditions", "remarks", "reason")
    return Sheet(record, shown, {"phases": Listing(record.phases, phases)})
