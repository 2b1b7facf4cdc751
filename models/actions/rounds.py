"""Evaluation rounds: opened, measured, closed, and read (R30, R57, R59, R86)."""

import math
from datetime import date, datetime
from typing import Any

from models.actions import figures, questions, sharing, thanks
from models.actions.frame import Act, act
from models.db import queries
from models.db.tables import BodyMember, Contact, Cycle, Decision, Measurement, Round, Stakeholder
from models.method import actors, letters
from models.method.cycles import PROPOSED_BACK
from models.method.decisions import DecisionKind, DecisionState, GoBackTo, Outcome
from models.method.errors import BadInput
from models.method.evaluation import LABELS, Parameters, Result, Verdict, evaluate
from models.method.events import EventType
from models.method.labels import label
from models.method.loops import StopOffered, Walk, stop_offered
from models.method.parties import WITH_REASON, Body
from models.method.phases import AllianceStatus, Here
from models.method.requests import RequestKind, RequestState, TimerKind
from models.method.rounds import KIND, RoundKind, RoundState, may_close, unmeasured
from models.method.said import Said
from models.method.working_days import local_day


def open_round(slug: str, *, by: str, occurrence: datetime | None = None) -> int | None:
    """Open the next round and return its number; ``None`` when the phase has no rounds or one is open already.

    A moment of the cadence (``occurrence``) opens at most one round, whatever happens; one that comes in another phase
    or while the alliance rests is recorded as skipped.
    """
    with act(slug, by=by) as a:
        key = f"occurrence:{occurrence.isoformat()}" if occurrence else None
        run = a.open_phase
        kind = KIND.get(run.phase) if run else None
        if kind is None or a.alliance.status is not AllianceStatus.RUNNING:
            if occurrence is not None and run is not None:
                a.record(EventType.ROUND_SKIPPED, key=key, phase=run.phase)
            return None
        return _open(a, kind, key=key, occurrence=occurrence)


def open_when_due(here: Here) -> int | None:
    """Open the deciding round of phase 5 when this cycle has none yet, or when people asked to measure again (R57)."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        rounds = queries.rows(a.session, Round, alliance_id=a.alliance.id, cycle=here.cycle, kind=RoundKind.DECIDING)
        decided = queries.last(
            a.session,
            Decision,
            alliance_id=a.alliance.id,
            cycle=here.cycle,
            kind=DecisionKind.VERDICT,
            state=DecisionState.ANSWERED,
        )
        again = (
            decided is not None
            and decided.outcome is Outcome.MEASURE_AGAIN
            and bool(rounds)
            and rounds[-1].id == decided.round_id
        )
        live = [r for r in rounds if r.state is not RoundState.CANCELLED]
        return _open(a, RoundKind.DECIDING) if not live or again else None


def _open(a: Act, kind: RoundKind, *, key: str | None = None, occurrence: datetime | None = None) -> int | None:
    busy = queries.count(a.session, Round, alliance_id=a.alliance.id, state=RoundState.OPEN)
    asked = queries.count(
        a.session, Decision, alliance_id=a.alliance.id, kind=DecisionKind.VERDICT, state=DecisionState.OPEN
    )
    if busy or asked:
        if key is not None:
            a.record(EventType.ROUND_SKIPPED, key=key, because="a round or a decision is open")
        return None
    number = queries.count(a.session, Round, alliance_id=a.alliance.id) + 1
    if not a.record(EventType.ROUND_OPENED, str(number), key=key, kind=kind):
        return None
    due_at = a.in_days(a.settings.round_days)
    a.session.add(
        Round(
            alliance_id=a.alliance.id,
            cycle=a.run.cycle,
            phase=a.run.phase,
            number=number,
            kind=kind,
            occurrence=occurrence,
            opened_at=a.now,
            due_at=due_at,
        )
    )
    a.session.flush()
    a.due(TimerKind.ROUND_DUE, str(number), due_at)
    return number


def ask_for_measurements(here: Here) -> int:
    """Ask the project team for the figures that the open round still misses; return how many requests went out."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        current = _current(a)
        contact = project_team_contact(a)
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


def measure(slug: str, indicator: str, value: float, *, by: str, on: date, source: str = "") -> None:
    """Record a measured figure, in the indicator's own unit, on the day it holds for."""
    with act(slug, by=by) as a:
        a.check_open()
        known = {i.key: i for i in figures.indicators(a.session, a.alliance)}
        if indicator not in known:
            raise BadInput(
                "there is no indicator {key!r}; allowed: {known}", key=indicator, known=", ".join(known) or Said("none")
            )
        if not math.isfinite(value):
            raise BadInput("{value} is no figure", value=str(value))
        if on > local_day(a.now):
            raise BadInput("a figure cannot be measured on {day}, which is after today", day=on)
        a.session.add(
            Measurement(
                indicator_id=known[indicator].id, on=on, value=value, source=source, recorded_by=by, recorded_at=a.now
            )
        )
        a.session.flush()
        current = _current(a)
        if current is not None and on >= local_day(current.opened_at):
            thanks.settle_figure(a, current.number, indicator)
        a.record(EventType.MEASUREMENT_RECORDED, indicator, value=value, on=on.isoformat())


def close_when_complete(here: Here) -> Verdict | None:
    """Close the open round when everything is measured or its time is up; return the verdict then, else ``None``.

    What the round looked at is frozen with its fingerprint, and who gave the figures hears what came of them. In
    phase 5 anything but enough impact is put to people first.
    """
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        current = _current(a)
        if current is None or not may_close(_missing(a, current), due_at=current.due_at, now=a.now):
            return None
        snapshot = figures.snapshot(a.session, a.alliance, current)
        result = evaluate(snapshot, Parameters(threshold=a.alliance.threshold))
        measured = queries.measurements(a.session, a.alliance)
        current.state, current.closed_at = RoundState.CLOSED, a.now
        current.last_measurement = max((m.id for _, m in measured), default=0)
        current.snapshot, current.snapshot_sha256 = snapshot.model_dump(mode="json"), snapshot.sha256()
        current.engine_version, current.result = result.engine_version, result.model_dump(mode="json")
        current.verdict, current.attainment = result.verdict, result.attainment
        a.session.flush()
        a.cancel(kind=TimerKind.ROUND_DUE, subject=str(current.number))
        for key in (i.key for i in figures.indicators(a.session, a.alliance)):
            a.settle(RequestKind.MEASUREMENT, f"{current.number}:{key}", RequestState.LAPSED, "the round is closed")
        a.record(
            EventType.ROUND_CLOSED,
            str(current.number),
            verdict=result.verdict,
            attainment=result.attainment,
            kind=current.kind,
            snapshot=current.snapshot_sha256,
        )
        if current.kind is RoundKind.DECIDING and result.verdict is not Verdict.SUFFICIENT:
            _put_to_people(a, current, result)
            return result.verdict
        if current.kind is RoundKind.INFORMATIVE and result.verdict is Verdict.INSUFFICIENT:
            a.record(EventType.GATE_DUE, here.phase, because=f"round {current.number} is insufficient")
        sharing.share_results(a, current)
        return result.verdict


def _put_to_people(a: Act, current: Round, result: Result) -> None:
    go_back = result.verdict is Verdict.INSUFFICIENT
    offered = stop_offered(_walks(a, result)) if go_back else None
    question = f"evaluatieronde {current.number}: {LABELS[result.verdict]}"
    if offered is not None:
        question += f"; {label(offered)}, dus ook stoppen ligt voor"
    questions.ask(
        a,
        DecisionKind.VERDICT,
        proposed=Outcome.GO_BACK if go_back else Outcome.MEASURE_AGAIN,
        proposed_back=GoBackTo(PROPOSED_BACK.value) if go_back else GoBackTo.NOT_APPLICABLE,
        evidence=_evidence(a, current, result, offered),
        told=question,
        noted={"verdict": result.verdict, "round": current.number},
        round_id=current.id,
        verdict=result.verdict,
        attainment=result.attainment,
    )


def _walks(a: Act, result: Result) -> list[Walk]:
    """Return every cycle with what its last deciding round said, the live one with this result."""
    closed = queries.rows(
        a.session,
        Round,
        order="number",
        alliance_id=a.alliance.id,
        kind=RoundKind.DECIDING,
        state=RoundState.CLOSED,
    )
    reached = {one.cycle: one.attainment for one in closed} | {a.cycle: result.attainment}
    cycles = queries.rows(a.session, Cycle, order="number", alliance_id=a.alliance.id)
    return [Walk(one.starts_at, reached.get(one.number)) for one in cycles]


def _evidence(a: Act, current: Round, result: Result, offered: StopOffered | None) -> dict[str, Any]:
    """Return what was known when it was asked: the round, each figure with its road, and why stopping is offered."""
    came = {one.key: one.attainment for one in result.indicators}
    return {
        "round": current.number,
        "threshold": a.alliance.threshold,
        "reasons": list(result.reasons),
        "stop_offered": offered,
        "indicators": [
            {
                "key": row.key,
                "title": row.title,
                "baseline": row.baseline_value,
                "target": row.target_value,
                "attainment": came.get(row.key),
            }
            for row in figures.indicators(a.session, a.alliance)
        ],
    }


def project_team_contact(a: Act) -> Contact | None:
    """Return whom the alliance asks when the partners lead: the chair of the project team, else its first member."""
    gone = {
        s.organisation_id for s in queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id, status=WITH_REASON)
    }
    members = [
        m
        for m in queries.rows(a.session, BodyMember, alliance_id=a.alliance.id, body=Body.PROJECT_TEAM)
        if m.contact_id is not None and m.organisation_id not in gone
    ]
    members.sort(key=lambda m: not m.chair)
    return queries.first(a.session, Contact, id=members[0].contact_id) if members else None


def _current(a: Act) -> Round | None:
    return queries.first(a.session, Round, alliance_id=a.alliance.id, state=RoundState.OPEN)


def _missing(a: Act, current: Round) -> tuple[str, ...]:
    measured = figures.in_round(a.session, a.alliance, current)
    return unmeasured([i.key for i in figures.indicators(a.session, a.alliance)], measured)
