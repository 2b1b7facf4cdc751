"""``samenspel evaluation schedule``: when the impact is evaluated again and again (R57)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.errors import BadInput, NotAllowed
from samenspel.cli.answers import Done
from samenspel.cli.changes import done
from samenspel.cli.options import By, Slug, actor
from samenspel.cli.parts import changed, something

if TYPE_CHECKING:
    from models.method.definition_parts import Evaluation


def schedule(
    slug: Slug,
    /,
    *,
    by: By,
    rrule: Annotated[str | None, Parameter(help="A rule of RFC 5545, as FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1.")] = None,
    timezone: Annotated[str | None, Parameter(help="The time zone of the rule.")] = None,
    starts: Annotated[str | None, Parameter(help="Where the rule begins to count, as 2027-01-11 09:00.")] = None,
    off: Annotated[bool, Parameter(help="Evaluate only when somebody opens a round.")] = False,
) -> Done:
    """Say when the impact is evaluated, or that it is not evaluated by itself; the next dates are shown.

    Example: samenspel evaluation schedule onderwijs --rrule "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9" --by hz
    """
    from models.actions import schedules
    from models.actions.revise import revise

    given = something(rrule=rrule, timezone=timezone, starts=starts, off=off or None)
    if off and len(given) > 1:
        raise BadInput("a schedule that is off has no rule; give either --off or the others")
    edit = _scheduling(rrule, timezone, starts, off=off)
    found = revise(slug, lambda now: now.model_copy(update={"evaluation": edit(now.evaluation)}), by=actor(by))
    kept = schedules.schedules(slug)
    if off and any(line.active for line in kept):
        raise NotAllowed(
            "the schedule of {slug} was made in Prefect, as {rule}; switch it off there", slug=slug, rule=kept[0].rule
        )
    dates = tuple(moment for line in kept for moment in line.next)
    told = {"alliance": slug, "next": dates, "by": by}
    if off:
        said = "{alliance} is evaluated only when somebody opens a round."
        return done(found, said, told, f"samenspel round open {slug} --by {by}")
    said = "{alliance} is evaluated on {next}." if dates else "The rule of {alliance} has no dates left."
    return done(found, said, told, f"samenspel evaluation schedules {slug}")


def _scheduling(
    rrule: str | None, timezone: str | None, starts: str | None, *, off: bool
) -> "Callable[[Evaluation], Evaluation]":
    def change(before: "Evaluation") -> "Evaluation":
        if off:
            return changed(before, {"rrule": "", "starts": ""})
        if rrule is None and before.rrule is None:
            raise BadInput("there is no rule yet; give one with --rrule")
        # A rule that says itself where it begins takes the place of the former beginning.
        begins = "" if starts is None and rrule is not None and rrule.startswith("DTSTART") else starts
        return changed(before, {"rrule": rrule, "timezone": timezone, "starts": begins})

    return change
