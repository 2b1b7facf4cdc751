"""``samenspel status`` and ``samenspel log``: how alliances stand and what happened to them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.options import Day, Slug

if TYPE_CHECKING:
    from models.actions.overview import Overview

_SHOWN = (
    "slug",
    "name",
    "status",
    "ending",
    "cycle",
    "phase",
    "phase_label",
    "days_in_phase",
    "lead",
    "remarks",
    "commitments",
    "parked_reason",
)


def status(slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None, /) -> Listing | Sheet:
    """Show how one alliance stands, or all of them.

    Example: samenspel status onderwijs
    """
    from models.actions import overview

    if slug is not None:
        return _one(overview.overview(slug))
    return Listing(
        overview.portfolio(),
        ("slug", "status", "cycle", "phase_label", "days_in_phase", "lead", "waiting", "deciding", "name"),
        "There are no alliances yet; add one with: samenspel alliance add FILE",
        computed={
            "waiting": lambda seen: str(len(seen.waits_for)),
            "deciding": lambda seen: str(len(seen.decisions)),
        },
    )


def _one(seen: "Overview") -> Sheet:
    waiting = Listing(seen.waits_for, ("what",), computed={"what": str})
    return Sheet(
        seen,
        _SHOWN,
        {
            "the gate waits for": waiting,
            "decisions": Listing(
                seen.decisions, ("id", "verdict", "attainment", "proposed", "proposed_back", "due_at")
            ),
            "deliverables of this cycle": Listing(seen.deliverables, ("phase", "code", "status", "label")),
            "asked": Listing(seen.requests, ("kind", "subject", "of", "asked_at", "due_at")),
            "next dates": Listing(seen.next_dates, ("at", "what", "of")),
            "last events": Listing(seen.events, ("seq", "at", "type", "subject", "actor")),
        },
        then=_next(seen),
    )


def _next(seen: "Overview") -> str:
    if seen.parked_reason is not None or seen.status == "paused":
        return f"samenspel alliance resume {seen.slug} --by STAFF"
    if seen.decisions:
        return f"samenspel decision show {seen.decisions[0].id}"
    return f"samenspel gate show {seen.slug}" if seen.phase else f"samenspel log {seen.slug}"


def log(
    slug: Slug,
    /,
    *,
    since: Annotated[Day | None, Parameter(help="Only from this day on, written as 2026-12-31.")] = None,
) -> Listing:
    """List everything that happened to an alliance: when, what, to what, and by whom.

    Example: samenspel log onderwijs --since 2026-11-01
    """
    from models.actions import overview

    events = overview.log_of(slug)
    rows = [event for event in events if since is None or _day(event.at) >= since]
    return Listing(rows, ("seq", "at", "type", "subject", "actor"), f"Nothing happened to {slug} since {since}.")


def _day(at: datetime) -> date:
    from models.method.working_days import local_day

    return local_day(at)
