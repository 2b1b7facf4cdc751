"""``samenspel status`` and ``samenspel log``: how alliances stand and what happened to them."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from models.method import labels
from models.method.commitments import Light
from models.method.evidence import EvidenceTaskKind
from models.method.phases import AllianceStatus, Phase
from samenspel.cli.amounts import Amount
from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.evidence import subject
from samenspel.cli.language import lang, tr
from samenspel.cli.options import Day, Slug
from samenspel.cli.output import by_eye, readable
from samenspel.cli.rows import EventLine, Overview

if TYPE_CHECKING:
    pass

#: A light as a sign of its own, so that it is seen at a glance; the word beside it says the same.
SIGNS: dict[Light, str] = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴", Light.NONE: "⚪"}

_SHOWN = (
    "slug",
    "name",
    "status",
    "ending",
    "archived_at",
    "ring",
    "cycle",
    "phase",
    "days_in_phase",
    "gate_due_at",
    "lead",
    "parked_reason",
    "letters_to_review",
)


def status(
    slug: Annotated[str | None, Parameter(help="One alliance; all if left out.")] = None,
    /,
    *,
    all_: Annotated[bool, Parameter(name="--all", help="Also those that are archived.")] = False,
) -> Listing[Overview] | Sheet[Overview]:
    """Show how one alliance stands, or all of them.

    Example: samenspel status onderwijs
    """
    from models.actions import overview

    if slug is not None:
        return _one(overview.overview(slug, lang()))
    seen = overview.portfolio(lang(), archived=all_)
    return Listing(
        seen,
        ("slug", "status", "phase", "days", "waits_on", "lights", "deciding")
        if sys.stdout.isatty()
        else ("slug", "status", "cycle", "phase", "days", "waits_on", "lights", "deciding", "reviewing"),
        "There are no alliances yet; add one with: samenspel alliance add FILE",
        computed={
            "status": lambda seen: by_eye(_resting(seen), seen.status),
            "phase": lambda seen: by_eye(_place(seen), seen.phase),
            "days": lambda seen: seen.days_in_phase,
            "waits_on": _waits_on,
            "lights": _lights,
            "deciding": lambda seen: len(seen.decisions) or None,
            "reviewing": lambda seen: seen.to_review or None,
        },
        then="samenspel letter review" if any(one.to_review for one in seen) else "",
    )


def ring(phase: Phase) -> str:
    """Return the six phases on one line: those behind us ticked off, the open one between brackets."""

    def seen(one: Phase) -> str:
        named = f"{one.number} {labels.label(one, lang())}"
        if one is phase:
            return f"[{named}]"
        return f"{named} ✓" if one.number < phase.number else named

    return " → ".join(seen(one) for one in Phase)


def _one(seen: "Overview") -> "Sheet[Overview]":
    return Sheet(
        seen,
        _SHOWN,
        {
            "the gate waits for": Listing(
                seen.owed,
                ("what", "who"),
                computed={
                    "what": lambda one: by_eye(
                        labels.waiting(one.kind, one.subject, lang()), f"{one.kind}:{one.subject}".rstrip(":")
                    )
                },
            ),
            "to look at": Listing(
                seen.remarks,
                ("remark",),
                computed={"remark": lambda code: by_eye(labels.remark(code, lang()), code)},
            ),
            "decisions": Listing(
                seen.decisions, ("id", "kind", "verdict", "attainment", "proposed", "proposed_back", "due_at")
            ),
            "to find out": Listing(
                seen.evidence,
                ("number", "kind", "subject", "owner", "due_on"),
                computed={"kind": lambda line: EvidenceTaskKind(line.kind), "subject": subject},
            ),
            "commitments": Listing(
                seen.promises,
                ("organisation", "promised", "received", "light"),
                computed={
                    "promised": lambda line: Amount(line.promised, line.unit),
                    "received": lambda line: Amount(line.delivered, line.unit),
                    "light": lambda line: by_eye(f"{SIGNS[line.light]} {labels.label(line.light, lang())}", line.light),
                },
            ),
            "next dates": Listing(seen.next_dates, ("at", "what", "of")),
            "last events": Listing(seen.events, ("at", "sentence")),
        },
        then=_next(seen),
        computed={
            "ring": lambda seen: by_eye(ring(Phase(seen.phase)), "") if seen.phase else "",
            "letters_to_review": lambda seen: seen.to_review or None,
        },
    )


def _resting(seen: "Overview") -> Any:
    # That an alliance runs goes without saying; then the table keeps room for what matters.
    if seen.archived_at is not None:
        return tr("archived")
    return seen.ending or (None if seen.status == AllianceStatus.RUNNING else seen.status)


def _place(seen: "Overview") -> str:
    if seen.phase is None:
        return ""
    where = f"{Phase(seen.phase).number} {readable(seen.phase)}"
    return where if seen.cycle == 1 else f"{where}, {tr('cycle')} {seen.cycle}"


def _waits_on(seen: "Overview") -> Any:
    names = tuple(dict.fromkeys(name for one in seen.owed for name in one.who))
    return by_eye(readable(names[0]) + (f" +{len(names) - 1}" if names[1:] else ""), names) if names else None


def _lights(seen: "Overview") -> Any:
    return by_eye(" ".join(f"{count}{SIGNS[Light(one)]}" for one, count in seen.lights.items()), seen.lights)


def _next(seen: "Overview") -> str:
    if seen.parked_reason is not None or seen.status == "paused":
        return f"samenspel alliance resume {seen.slug} --by STAFF"
    if seen.decisions:
        return f"samenspel decision show {seen.decisions[0].id}"
    if seen.phase is None:
        return f"samenspel log {seen.slug}"
    return f"samenspel open {seen.slug}" if seen.requests else f"samenspel gate show {seen.slug}"


def log(
    slug: Slug,
    /,
    *,
    since: Annotated[Day | None, Parameter(help="Only from this day on, written as 2026-12-31.")] = None,
    until: Annotated[Day | None, Parameter(help="Only up to and including this day.")] = None,
    about: Annotated[str | None, Parameter(help="Only about this: a deliverable, an organisation, c1 ...")] = None,
    kind: Annotated[
        str | None, Parameter(name="--type", help="Only this type of event, as gate.held, or all of a noun, as gate.")
    ] = None,
) -> Listing[EventLine]:
    """Tell everything that happened to an alliance; in JSON with the codes and figures behind each sentence.

    Example: samenspel log onderwijs --since 2026-11-01
    """
    from models.actions import history

    return Listing(
        history.log_of(slug, lang(), since=since, until=until, about=about, kind=kind),
        ("at", "sentence") if sys.stdout.isatty() else ("seq", "at", "sentence"),
        "Nothing like this happened to {alliance}.",
        words={"alliance": slug},
    )
