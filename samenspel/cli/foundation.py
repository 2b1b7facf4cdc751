"""``samenspel foundation``: what holds for all alliances."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from cyclopts import Parameter, Token

from samenspel.cli.answers import Done, Sheet
from samenspel.cli.confirm import DryRun
from samenspel.cli.options import By, actor, day, noun
from samenspel.cli.parts import something
from samenspel.cli.rows import FoundationView

app = noun("foundation", "Show and choose on which days nobody is written to, in all alliances.")


def _days(kind: Any, tokens: Sequence[Token]) -> tuple[date, ...]:
    return tuple(day(kind, [token]) for token in tokens)


Days = Annotated[tuple[date, ...], Parameter(converter=_days, help="A day, written as 2026-12-31; may be given again.")]


@app.command
def show() -> Sheet[FoundationView]:
    """Show the days off beside weekends, public holidays and the quiet days of each alliance.

    Example: samenspel foundation show
    """
    from models.actions import foundation

    return Sheet(foundation.days_off(), ("good_friday_off", "liberation_day_off", "quiet_days"))


@app.command
def days_off(
    *,
    by: By,
    good_friday: Annotated[
        bool | None, Parameter(negative="--no-good-friday", help="Whether Good Friday is a day off.")
    ] = None,
    liberation_day: Annotated[
        bool | None,
        Parameter(negative="--no-liberation-day", help="Whether 5 May is a day off each year, not only in the fifth."),
    ] = None,
    quiet: Days = (),
    working: Days = (),
    dry_run: DryRun = False,
) -> Done:
    """Choose days on which nobody is written to; --working makes a quiet day an ordinary one again.

    Example: samenspel foundation days-off --quiet 2026-12-24 --no-good-friday --by hz
    """
    from models.actions import foundation

    something(good_friday=good_friday, liberation_day=liberation_day, quiet=quiet, working=working)
    actor(by)
    now = foundation.choose_days_off(
        good_friday_off=good_friday, liberation_day_off=liberation_day, quiet=quiet, working=working, dry_run=dry_run
    )
    changed = {
        "good_friday_off": now.good_friday_off,
        "liberation_day_off": now.liberation_day_off,
        "quiet_days": now.quiet_days,
        "by": by,
        "dry_run": dry_run,
    }
    if dry_run:
        return Done("The days off would be chosen so; nothing was changed.", changed)
    return Done("The days off are chosen.", changed, "samenspel foundation show")
