"""Planning what goes along into a next cycle, and seeing what that leads to before anybody decides (R31-R35)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.actions import cycles, decisions, diagnosed
from models.actions.frame import Act, act
from models.actions.plan_checks import check
from models.actions.rehearsal import acting
from models.db import queries
from models.db.tables import Commitment, Contact, Decision, Deliverable, Letter, Request, Timer
from models.method.commitments import CommitmentStatus
from models.method.cycles import PROPOSED_BACK, CarryCommitments, CarryOver, carry_over, merged
from models.method.decisions import DecisionKind, DecisionState, Outcome
from models.method.deliverables import DeliverableStatus
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.letters import Invitation
from models.method.phases import BACK_FROM, Phase
from models.method.requests import RequestState, TimerState


@dataclass(frozen=True, slots=True)
class PlanView:
    """What is planned for going back: the whole map with the defaults in it, and the decision it belongs to, if any."""

    alliance: str
    decision: int | None
    back_to: Phase
    plan: CarryOver


@dataclass(frozen=True, slots=True)
class Ahead:
    """What going back would lead to, by codes and keys: who hears what, what ends, what begins again."""

    alliance: str
    decision: int | None
    cycle: int
    back_to: Phase
    deliverables: Mapping[str, DeliverableStatus]
    commitments: Mapping[str, CommitmentStatus]
    asked_again: tuple[str, ...]
    invited: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    requests_end: tuple[tuple[str, str], ...]
    timers_end: int
    plan: CarryOver
    retractable_until: datetime


def plan(
    slug: str, more: CarryOver, *, by: str, commitments: CarryCommitments | None = None, afresh: bool = False
) -> PlanView:
    """Add to what is planned for going back, or plan ``afresh``; return the plan as it stands then.

    ``commitments`` is what happens to all of them, when that is planned anew. Without an open question after a round,
    one of one's own accord is opened. Raises :class:`BadInput` with everything that cannot be.
    """
    with act(slug, by=by) as a:
        row = _question(a)
        kept = CarryOver.model_validate((row.carry_over if row else None) or {})
        wanted = merged(CarryOver() if afresh else kept, more, commitments=commitments)
        check(a, wanted)
        if wanted != kept:
            row = row or decisions.of_own_accord(a, DecisionKind.VERDICT, Outcome.GO_BACK)
            row.carry_over, row.version = wanted.model_dump(mode="json"), row.version + 1
            a.record(EventType.CYCLE_PLANNED, str(row.id), go_back_to=_back(row))
        found = diagnosed.found(a.session, a.alliance, row)
        whole = carry_over(_back(row), wanted, **found._asdict())
        return PlanView(slug, row.id if row else None, _back(row), whole)


def ahead(slug: str, back_to: Phase | None = None, *, by: str) -> Ahead:
    """Return what going back to ``back_to`` (else as proposed) would lead to; it is tried out, and nothing is kept."""
    seen: Ahead | None = None
    with acting(slug, by=by, dry_run=True) as a:
        asked = _question(a)
        to, old = back_to or _back(asked), a.cycle
        row = asked or decisions.of_own_accord(a, DecisionKind.VERDICT, Outcome.GO_BACK)
        was = _open_things(a, old)
        cycles.go_back(a, to, row, reason="only tried out")
        a.letters.close()
        seen = _looked(a, asked, row, to, old, was)
    if seen is None:
        raise NotAllowed("going back cannot be tried out in {slug}", slug=slug)
    return seen


def _question(a: Act) -> Decision | None:
    """Return the open question that a plan belongs to, if there is one; NotAllowed where one cannot go back."""
    phase = a.run.phase
    if phase not in BACK_FROM:
        allowed = ", ".join(p for p in Phase if p in BACK_FROM)
        raise NotAllowed(
            "{slug} is in phase {phase}; going back is planned in: {allowed}",
            slug=a.alliance.slug,
            phase=phase,
            allowed=allowed,
        )
    return queries.first(
        a.session, Decision, alliance_id=a.alliance.id, kind=DecisionKind.VERDICT, state=DecisionState.OPEN
    )


def _back(row: Decision | None) -> Phase:
    """Return the phase that is proposed to go back to."""
    return (row.proposed_back.phase if row else None) or PROPOSED_BACK


@dataclass(frozen=True, slots=True)
class _Open:
    """What was open before: requests and timers of the old cycle, letters there were."""

    requests: tuple[tuple[str, str], ...]
    timers: int
    letters: frozenset[int]


def _open_things(a: Act, old: int) -> _Open:
    of: dict[str, Any] = {"alliance_id": a.alliance.id}
    asked = queries.rows(a.session, Request, **of, cycle=old, state=RequestState.OPEN)
    return _Open(
        requests=tuple((request.kind.value, request.subject) for request in asked),
        timers=queries.count(a.session, Timer, **of, cycle=old, state=TimerState.WAITING),
        letters=frozenset(letter.id for letter in queries.rows(a.session, Letter, **of)),
    )


def _looked(a: Act, asked: Decision | None, row: Decision, to: Phase, old: int, was: _Open) -> Ahead:
    of: dict[str, Any] = {"alliance_id": a.alliance.id}
    written = [letter for letter in queries.rows(a.session, Letter, **of) if letter.id not in was.letters]
    contacts = queries.rows(a.session, Contact, id={one.contact_id for one in written if one.contact_id})
    names = queries.organisations(a.session, {contact.organisation_id for contact in contacts})
    at = {contact.id: names[contact.organisation_id].key for contact in contacts}
    promised = queries.rows(a.session, Commitment, **of)
    chosen = CarryOver.model_validate(row.carry_over or {})
    live = {one.key: one.status for one in promised if one.until_cycle in {None, old}}
    return Ahead(
        alliance=a.alliance.slug,
        decision=asked.id if asked else None,
        cycle=a.cycle,
        back_to=to,
        deliverables={d.code: d.status for d in queries.rows(a.session, Deliverable, **of, cycle=a.cycle)},
        commitments=live,
        asked_again=tuple(one.key for one in promised if one.status is CommitmentStatus.PROMISED),
        invited=tuple(at[one.contact_id] for one in written if one.kind == Invitation.kind and one.contact_id),
        letters=tuple((one.kind, at[one.contact_id] if one.contact_id else one.staff or "") for one in written),
        requests_end=was.requests,
        timers_end=was.timers,
        plan=chosen,
        retractable_until=min((one.not_before for one in written), default=a.now),
    )
