"""What people decide; the first answer counts, everybody else is told whose it was (R31-R35)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.actions import cycles, diagnosed, fault_returns, faults, gates, handover, judging, need, questions, sharing
from models.actions.endings import stop_within
from models.actions.frame import Act, act
from models.actions.lessons import record_lesson
from models.actions.rows_before import changed_rows, rows_now
from models.db import queries
from models.db.tables import Cycle, Decision, Lesson, Round, Staff, SystemFault
from models.method import actors
from models.method.cycles import CarryOver
from models.method.decisions import (
    OF_OWN_ACCORD,
    OPTIONS,
    DecisionAnswer,
    DecisionKind,
    DecisionState,
    GoBackTo,
    Outcome,
    check_answer,
)
from models.method.errors import AlreadyDecided, BadInput, NotAllowed
from models.method.evaluation.results import SECURES
from models.method.handover import Route
from models.method.lessons import LessonSource, LessonState
from models.method.phases import Phase
from models.method.requests import TimerKind
from models.method.rounds import OVER, RoundKind
from models.method.said import Said


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer led to: the phase that is open now, in which cycle; ``None`` once the alliance has ended."""

    alliance: str
    decision: int
    outcome: Outcome
    cycle: int
    phase: Phase | None


#: How the form names a decision that nobody asked for: ``new:<slug>``.
BY_HAND = "new:"


def answer(decision: str, given: DecisionAnswer, *, via: str, version: int | None = None) -> Answered:
    """Answer decision ``decision`` (its number, or ``new:<slug>``), seen at ``version``, through ``via``.

    Raises :class:`AlreadyDecided` for every answer but the first, :class:`BadInput` for one that does not hold
    together, :class:`NotAllowed` when the open phase does not allow what was decided.
    """
    slug = decision.removeprefix(BY_HAND) if decision.startswith(BY_HAND) else questions.alliance_of(_number(decision))
    with act(slug, by=actors.staff(given.decided_by)) as a:
        if queries.first(a.session, Staff, code=given.decided_by) is None:
            known = ", ".join(s.code for s in queries.rows(a.session, Staff, order="code"))
            raise BadInput(
                "decided_by {code!r} is no member of staff; allowed: {known}", code=given.decided_by, known=known
            )
        before = rows_now(a) if given.outcome is Outcome.GO_BACK else None
        began = a.alliance.last_seq
        row = (
            _by_hand(a, given.outcome)
            if decision.startswith(BY_HAND)
            else queries.one(a.session, Decision, Said("decision {number}", number=decision), id=int(decision))
        )
        _check_open(row, version)
        plan = CarryOver.model_validate(row.carry_over or {})
        learned = _learned(a, row.cycle)
        check_answer(given, kind=row.kind, phase=a.run.phase, lessons=len({*plan.lessons, *learned}))
        # Who answers once more, after a decision was taken back, has said what was learned before.
        if given.lesson and given.lesson not in learned.values():
            number = record_lesson(a, given.lesson, source=LessonSource.DECISION, round_id=row.round_id)
            learned[number] = given.lesson
        if before is not None:
            # What the change rests on: the lessons that were named, else everything that this cycle taught.
            row.carry_over = plan.model_copy(update={"lessons": plan.lessons or tuple(learned)}).model_dump(mode="json")
        questions.answered(
            a, row, given.outcome, reason=given.reason, by=given.decided_by, via=via, back=given.go_back_to
        )
        CARRIES_OUT[given.outcome](a, row, given)
        sharing.share_decided(a, row)
        a.session.flush()
        if before is not None:
            row.before = {"since": began, "seq": a.alliance.last_seq, "rows": changed_rows(before, rows_now(a))}
        return Answered(slug, row.id, given.outcome, a.cycle, a.open_phase.phase if a.open_phase else None)


def _learned(a: Act, cycle: int) -> dict[int, str]:
    """Return the lessons of a cycle that a change can rest on, by their number."""
    found = queries.rows(a.session, Lesson, alliance_id=a.alliance.id, cycle=cycle, merged_into=None)
    return {row.id: row.text for row in found if row.state is not LessonState.REJECTED}


def _number(decision: str) -> int:
    if not decision.isdecimal():
        raise BadInput(
            "decision {decision!r} is unknown; allowed: its number, or {by_hand}<alliance>",
            decision=decision,
            by_hand=BY_HAND,
        )
    return int(decision)


def _check_open(row: Decision, version: int | None) -> None:
    if row.state is DecisionState.ANSWERED:
        moment = f"{row.decided_at:%Y-%m-%d %H:%M} UTC" if row.decided_at else Said("an unknown moment")
        raise AlreadyDecided(
            "already decided by {who} on {moment} by {via}: {outcome}",
            who=row.decided_by,
            moment=moment,
            via=row.via,
            outcome=row.outcome,
        )
    if row.state is DecisionState.CANCELLED:
        raise NotAllowed("decision {number} is no longer asked: its phase is over", number=row.id)
    if version is not None and version != row.version:
        raise AlreadyDecided(
            "decision {number} has changed since (version {version}, not {seen}); look again",
            number=row.id,
            version=row.version,
            seen=version,
        )


def _by_hand(a: Act, outcome: Outcome) -> Decision:
    """Return the open question that the outcome answers, else make it one that nobody asked."""
    for waiting in queries.rows(a.session, Decision, alliance_id=a.alliance.id, state=DecisionState.OPEN):
        if outcome in OPTIONS[waiting.kind]:
            return waiting
    kind = OF_OWN_ACCORD.get(outcome)
    if kind is None:
        raise BadInput(
            "{outcome} answers a question about a system fault; give the number of that decision", outcome=outcome
        )
    return of_own_accord(a, kind, outcome)


def of_own_accord(a: Act, kind: DecisionKind, outcome: Outcome) -> Decision:
    """Open a question that nobody asked, so that it can be answered; the answer is what was proposed, if anything."""
    verdict = kind is DecisionKind.VERDICT
    live = queries.one(a.session, Cycle, "live cycle", alliance_id=a.alliance.id, closed_at=None)
    last_round = queries.last(
        a.session,
        Round,
        order="number",
        alliance_id=a.alliance.id,
        cycle=live.number,
        kind=RoundKind.DECIDING,
        state=OVER,
    )
    row = Decision(
        alliance_id=a.alliance.id,
        cycle=live.number,
        kind=kind,
        subject=a.run.phase if kind is DecisionKind.GATE else "",
        round_id=last_round.id if verdict and last_round else None,
        proposed=Outcome.GO_BACK if verdict else outcome,
        proposed_back=cycles.DEFAULT_BACK if verdict else GoBackTo.NOT_APPLICABLE,
        asked_at=a.now,
        due_at=a.now,
    )
    a.session.add(row)
    a.session.flush()
    diagnosis = diagnosed.found(a.session, a.alliance, row).diagnosis if verdict else None
    if diagnosis is not None and diagnosis.advice not in SECURES:
        row.proposed, row.proposed_back = judging.proposal(diagnosis)
        a.session.flush()
    return row


def _wait(a: Act, row: Decision, _given: DecisionAnswer) -> None:
    """Go on with the phase; its gate is due again after the same time."""
    phase = a.run.phase
    asked = queries.rows(a.session, Decision, alliance_id=a.alliance.id, cycle=a.cycle, kind=row.kind, subject=phase)
    a.due(TimerKind.GATE_DUE, phase, a.in_days(a.settings.days_in(phase)), n=len(asked) + 1)


def _go_back(a: Act, row: Decision, given: DecisionAnswer) -> None:
    target = given.go_back_to.phase
    if target is not None:
        cycles.go_back(a, target, row, reason=given.reason)


def _nothing_more(_a: Act, _row: Decision, _given: DecisionAnswer) -> None:
    """The answer itself is what the next phase run looks at."""


def _fault(a: Act, row: Decision) -> SystemFault:
    return faults.of(a.session, a.alliance, int(row.subject))


def _takes(route: Route) -> Callable[[Act, Decision, DecisionAnswer], None]:
    return lambda a, _row, _given: handover.route_within(a, route)


#: What carries out each answer.
CARRIES_OUT: dict[Outcome, Callable[[Act, Decision, DecisionAnswer], Any]] = {
    Outcome.GO_BACK: _go_back,
    Outcome.SECURE_ANYWAY: _nothing_more,
    Outcome.MEASURE_AGAIN: _nothing_more,
    Outcome.STOP: lambda a, _row, given: stop_within(a, given.reason),
    Outcome.GO: lambda a, _row, given: need.go_within(a, reason=given.reason),
    Outcome.NO_GO: lambda a, _row, given: need.no_go_within(a, reason=given.reason),
    Outcome.PASS_WITH_MISSING: lambda a, _row, given: gates.pass_within(a, reason=given.reason, with_missing=True),
    Outcome.WAIT: _wait,
    Outcome.OWN_ORGANISATION: _takes(Route.OWN_ORGANISATION),
    Outcome.EXISTING_ORGANISATION: _takes(Route.EXISTING_ORGANISATION),
    Outcome.FOLLOW_UP: lambda a, row, _given: fault_returns.return_again(a, _fault(a, row)),
    Outcome.CLOSE: lambda a, row, _given: faults.close_within(a, _fault(a, row)),
}
