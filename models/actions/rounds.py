"""Evaluation rounds that judge the impact: opened, measured and closed (R30, R57, R59, R86)."""

from datetime import datetime

from models.actions import figures, framework, judging, reflecting
from models.actions.body_contacts import contact_of
from models.actions.frame import Act, act
from models.db import queries
from models.db.tables import Decision, Round
from models.method import actors, letters
from models.method.decisions import DecisionKind, DecisionState, Outcome
from models.method.evaluation.words import Verdict
from models.method.events import EventType
from models.method.parties import Body
from models.method.phases import AllianceStatus, Here
from models.method.requests import RequestKind, TimerKind
from models.method.rounds import IN_PREPARATION, RoundKind, RoundPurpose, RoundState, kind_of, may_close
from models.method.working_days import local_day, morning


def open_round(
    slug: str, *, by: str, occurrence: datetime | None = None, purpose: RoundPurpose = RoundPurpose.IMPACT
) -> int | None:
    """Open the next round and return its number; ``None`` when the phase has no rounds or one is open already.

    A moment of the cadence (``occurrence``) opens at most one round of its purpose, whatever happens; one that comes in
    another phase or while the alliance rests is recorded as skipped.
    """
    with act(slug, by=by) as a:
        key = _occurrence_key(occurrence, purpose)
        run = a.open_phase
        kind = kind_of(run.phase, purpose) if run else None
        if kind is None or a.alliance.status is not AllianceStatus.RUNNING:
            if occurrence is not None and run is not None:
                a.record(EventType.ROUND_SKIPPED, key=key, phase=run.phase, purpose=purpose)
            return None
        return open_within(a, kind, purpose, key=key, occurrence=occurrence)


def _occurrence_key(occurrence: datetime | None, purpose: RoundPurpose) -> str | None:
    if occurrence is None:
        return None
    # The rounds on the impact were the only ones for long: what is in a database says no purpose.
    of = "" if purpose is RoundPurpose.IMPACT else f"{purpose}:"
    return f"occurrence:{of}{occurrence.isoformat()}"


def open_when_due(here: Here) -> int | None:
    """Open the deciding round of phase 5 when this cycle has none yet, or when it is time to measure again (R57)."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        rounds = [
            r
            for r in queries.rows(
                a.session, Round, alliance_id=a.alliance.id, cycle=here.cycle, kind=RoundKind.DECIDING
            )
            if r.state not in {RoundState.CANCELLED, *IN_PREPARATION}
        ]
        if not rounds:
            return open_within(a, RoundKind.DECIDING, RoundPurpose.IMPACT)
        last = rounds[-1]
        if not _to_be_measured_again(a, last):
            return None
        if last.next_on is not None and last.next_on > local_day(a.now):
            a.due(TimerKind.NEXT_ROUND, str(last.number), morning(last.next_on))
            return None
        return open_within(a, RoundKind.DECIDING, RoundPurpose.IMPACT)


def _to_be_measured_again(a: Act, last: Round) -> bool:
    decided = queries.last(
        a.session,
        Decision,
        alliance_id=a.alliance.id,
        cycle=last.cycle,
        kind=DecisionKind.VERDICT,
        state=DecisionState.ANSWERED,
    )
    return decided is not None and decided.outcome is Outcome.MEASURE_AGAIN and decided.round_id == last.id


def open_within(
    a: Act, kind: RoundKind, purpose: RoundPurpose, *, key: str | None = None, occurrence: datetime | None = None
) -> int | None:
    """Open the next round inside an action; ``None`` while one of this purpose or a decision on it is open.

    The framework is locked with it: what is changed from then on makes a new version.
    """
    if is_busy(a, purpose):
        if key is not None:
            a.record(EventType.ROUND_SKIPPED, key=key, because="a round or a decision is open", purpose=purpose)
        return None
    number = next_number(a)
    if not a.record(EventType.ROUND_OPENED, str(number), key=key, kind=kind, purpose=purpose):
        return None
    due_at = a.in_days(a.settings.round_days)
    a.session.add(
        Round(
            alliance_id=a.alliance.id,
            cycle=a.run.cycle,
            phase=a.run.phase,
            number=number,
            kind=kind,
            purpose=purpose,
            occurrence=occurrence,
            opened_at=a.now,
            due_at=due_at,
            framework=framework.lock(a, f"round {number}"),
        )
    )
    a.session.flush()
    a.due(TimerKind.ROUND_DUE, str(number), due_at)
    return number


def next_number(a: Act) -> int:
    """Return the number of the next round; rounds are numbered per alliance, whatever they are about."""
    return queries.count(a.session, Round, alliance_id=a.alliance.id) + 1


def is_busy(a: Act, purpose: RoundPurpose) -> bool:
    """Say whether something of the same purpose is open; while people decide about the impact it is not measured."""
    for row in queries.rows(a.session, Round, alliance_id=a.alliance.id, state=RoundState.OPEN):
        if (row.purpose.asks_figures and purpose.asks_figures) or (row.purpose.asks_people and purpose.asks_people):
            return True
    asked = queries.count(
        a.session, Decision, alliance_id=a.alliance.id, kind=DecisionKind.VERDICT, state=DecisionState.OPEN
    )
    return purpose.asks_figures and asked > 0


def ask_for_measurements(here: Here) -> int:
    """Ask the project team for the figures that the open round still misses; return how many requests went out."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        current = figures.open_round(a.session, a.alliance)
        contact = contact_of(a, Body.PROJECT_TEAM)
        if current is None or contact is None:
            return 0
        titles = {i.key: i.title for i in figures.indicators(a.session, a.alliance)}
        return sum(
            a.ask(
                RequestKind.MEASUREMENT,
                f"{current.number}:{key}",
                contact,
                titles[key],
                letter=lambda items: letters.MeasurementAsked(
                    alliance=a.alliance.name, round=current.number, items=items
                ),
                due_at=current.due_at,
            )
            for key in _missing(a, current)
        )


def close_when_complete(here: Here) -> Verdict | None:
    """Close the open round when everything is measured or its time is up; return the verdict then, else ``None``.

    What the round looked at is frozen with its fingerprint, and who gave the figures hears what came of them. In
    phase 5 anything but impact that is shown to be enough is put to people first.
    """
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        current = figures.open_round(a.session, a.alliance)
        if current is None:
            return None
        waits = (*_missing(a, current), *judging.unanswered(a, current))
        if not may_close(waits, due_at=current.due_at, now=a.now):
            return None
        verdict = judging.close(a, current)
        reflecting.propose_from_impact_rounds(a)
        return verdict


def _missing(a: Act, current: Round) -> tuple[str, ...]:
    return figures.missing(a.session, a.alliance, current, figures.indicators(a.session, a.alliance))
