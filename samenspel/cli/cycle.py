"""``samenspel cycle``: the walks through the ring, what a next one takes along, and how they compare."""

from collections.abc import Callable
from typing import Annotated, Any

from cyclopts import Parameter

from models.method.cycles import CarryOver
from models.method.phases import Phase
from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.cycle_plan import lines, plan, preview
from samenspel.cli.options import Slug, noun
from samenspel.cli.rows import Comparison, CycleLine, CycleView

app = noun("cycle", "Show and compare cycles; plan what a next one takes along.")

#: The phases of a cycle under their own names, which people read in their language.
_PHASES: dict[str, Callable[[Any], Any]] = {"phases": lambda line: tuple(Phase(code) for code in line.phases)}

app.command(plan)
app.command(preview)


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[CycleLine]:
    """List the cycles of an alliance with the phases that were walked in each.

    Example: samenspel cycle list onderwijs
    """
    from models.actions import lists_alliance

    columns = ("number", "starts_at", "from_decision", "opened_at", "closed_at", "phases")
    return Listing(lists_alliance.cycles(slug), columns, computed=_PHASES)


@app.command
def show(
    slug: Slug, number: Annotated[int | None, Parameter(help="Which cycle; the last if left out.")] = None, /
) -> Sheet[CycleView]:
    """Show one cycle: its phases, how each was left, and what it took over from the one before.

    Example: samenspel cycle show onderwijs 1
    """
    from models.actions import lists_alliance

    record = lists_alliance.cycle(slug, number)
    shown = ("alliance", "number", "starts_at", "solution", "from_decision", "opened_at", "closed_at")
    phases = ("phase", "opened_at", "closed_at", "outcome", "missing", "conditions", "remarks", "reason")
    carried = lines(CarryOver.model_validate(record.carry_over)) if record.carry_over else []
    parts: dict[str, Listing[Any]] = {
        "phases": Listing(record.phases, phases),
        "carried over": Listing(carried, ("what", "key", "how", "before", "after")),
    }
    return Sheet(record, shown, parts)


@app.command
def compare(slug: Slug, /) -> Sheet[Comparison]:
    """Put the cycles side by side: objectives, partners, solution, results and lessons of each.

    Example: samenspel cycle compare onderwijs
    """
    from models.actions import comparing

    record = comparing.compare(slug)
    walked = ("number", "starts_at", "phases", "solution", "verdict", "attainment", "partners", "joined", "left")
    aimed = ("cycle", "key", "title", "baseline", "target", "target_on", "value", "unit", "changed")
    learned = ("cycle", "id", "text", "rests_on")
    return Sheet(
        record,
        ("alliance",),
        {
            "cycles": Listing(record.cycles, walked, computed=_PHASES),
            "objectives": Listing(record.objectives, aimed),
            "lessons": Listing(record.lessons, learned),
        },
        then=f"samenspel cycle show {slug}",
    )
