"""``samenspel evaluation schedule``: when rounds open by themselves, for each purpose (R57)."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.errors import BadInput, NotAllowed
from models.method.rounds import RoundPurpose
from samenspel.cli.answers import Done
from samenspel.cli.changes import done
from samenspel.cli.language import local_moment
from samenspel.cli.options import By, Slug, actor
from samenspel.cli.parts import changed, something

if TYPE_CHECKING:
    from datetime import datetime

    from models.method.definition_parts import Evaluation, Recurring


def schedule(
    slug: Slug,
    /,
    *,
    by: By,
    purpose: Annotated[RoundPurpose, Parameter(help="What the rounds are about.")] = RoundPurpose.IMPACT,
    rrule: Annotated[
        str | None,
        Parameter(help="A rule of RFC 5545, as FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1; at nine if it names no hour."),
    ] = None,
    timezone: Annotated[str | None, Parameter(help="The time zone of the rule.")] = None,
    starts: Annotated[str | None, Parameter(help="Where the rule begins to count, as 2027-01-11 09:00.")] = None,
    off: Annotated[bool, Parameter(help="Evaluate only when somebody opens a round.")] = False,
) -> Done:
    """Say when rounds open by themselves, or that none do; the next dates are shown.

    An alliance may have other times for each purpose: the impact, the collaboration, or both in one round.

    Example: samenspel evaluation schedule onderwijs --rrule "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9" --by hz
    """
    from models.actions import schedules
    from models.actions.revise import revise

    given = something(rrule=rrule, timezone=timezone, starts=starts, off=off or None)
    if off and len(given) > 1:
        raise BadInput("a schedule that is off has no rule; give either --off or the others")
    edit = _scheduling(purpose, rrule, timezone, starts, off=off)
    found = revise(slug, lambda now: now.model_copy(update={"evaluation": edit(now.evaluation)}), by=actor(by))
    kept = [line for line in schedules.schedules(slug) if line.purpose is purpose]
    if off and any(line.active for line in kept):
        raise NotAllowed(
            "the schedule of {slug} was made in Prefect, as {rule}; switch it off there", slug=slug, rule=kept[0].rule
        )
    dates = tuple(moment for line in kept for moment in line.next)
    told = {"alliance": slug, "purpose": purpose, "next": dates, "by": by}
    if off:
        said = "{alliance} is evaluated ({purpose}) only when somebody opens a round."
        by_hand = "open {slug}" if purpose is RoundPurpose.IMPACT else "prepare {slug} {purpose}"
        return done(found, said, told, f"samenspel round {by_hand.format(slug=slug, purpose=purpose)} --by {by}")
    words = {"next": tuple(moment for line in kept for moment in local_moments(line.next, line.timezone))}
    if not dates:
        said = "The rule of {alliance} has no dates left."
    elif _at_nine(rrule, starts):
        said = "{alliance} is evaluated ({purpose}) on {next}. The rule names no hour, so it is at nine o'clock."
    else:
        said = "{alliance} is evaluated ({purpose}) on {next}."
    return done(found, said, told, f"samenspel evaluation schedules {slug}", words=words)


def local_moments(moments: "Sequence[datetime]", zone: str) -> tuple[str, ...]:
    """Return moments as the clocks of their zone show them, with the weekday and how far that is from UTC."""
    return tuple(local_moment(moment, zone) for moment in moments)


def _at_nine(rrule: str | None, starts: str | None) -> bool:
    from models.method.recurrence import names_hour

    return rrule is not None and starts is None and not names_hour(rrule)


def _scheduling(
    purpose: RoundPurpose, rrule: str | None, timezone: str | None, starts: str | None, *, off: bool
) -> "Callable[[Evaluation], Evaluation]":
    def change(evaluation: "Evaluation") -> "Evaluation":
        return evaluation.saying(purpose, recurring(evaluation.of(purpose)))

    def recurring(before: "Recurring") -> "Recurring":
        if off:
            return changed(before, {"rrule": "", "starts": ""})
        if rrule is None and before.rrule is None:
            raise BadInput("there is no rule yet; give one with --rrule")
        # A rule that says itself where it begins takes the place of the former beginning.
        begins = "" if starts is None and rrule is not None and rrule.startswith("DTSTART") else starts
        return changed(before, {"rrule": rrule, "timezone": timezone, "starts": begins})

    return change
