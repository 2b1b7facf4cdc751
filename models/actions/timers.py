"""What a clock does: every due moment fires once, in an action of its own."""

import logging
from collections.abc import Callable

from models.actions import (
    after_care,
    announcements,
    fault_follow_up,
    gathering,
    improvements,
    questions,
    recommendations,
    reconfirming,
    reminders,
    round_states,
)
from models.actions.frame import Act, act
from models.actions.gate_facts import facts
from models.db import chasing_queries, engine_queries, queries
from models.db.session import database
from models.db.tables import Decision, Timer
from models.method import actors, letters
from models.method.decisions import DecisionKind, DecisionState, Outcome
from models.method.events import EventType
from models.method.gates import Wait, waits_for
from models.method.labels import chosen
from models.method.phases import AllianceStatus
from models.method.requests import TimerKind, TimerState
from models.method.said import Said
from models.method.working_days import local_day
from samenspel import clock

#: Staff hear of a decision that is late at its day, and so often at this distance.
MOST_DECISION_REMINDERS = 3
DECISION_REMINDER_DAYS = 7

logger = logging.getLogger("samenspel.timers")


def fire_due(*, limit: int = 500) -> int:
    """Fire every timer whose moment has come, earliest first, each in its own transaction; return how many fired.

    One that cannot be fired is told to staff's log and tried again at the next look; it holds up none of the others.
    """
    fired = reminders.take_due()
    with database().read() as session:
        due = engine_queries.due_timers(session, clock.now(), limit)
    for timer, slug in due:
        try:
            fired += fire(slug, timer)
        except Exception as problem:  # noqa: BLE001 -- only the kind is told: the text may be personal
            logger.error("timer %d of %s cannot be fired: %s", timer, slug, type(problem).__name__)
    return fired


def remind_due() -> int:
    """Fire every timer whose moment has come; return of how many requests somebody is reminded by that."""
    with database().read() as session:
        before = chasing_queries.last_letter(session)
    fire_due()
    with database().read() as session:
        return chasing_queries.count_reminded(session, gathering.CHASES, before)


def fire(slug: str, timer: int) -> bool:
    """Fire one timer; say ``False`` when it was fired or cancelled meanwhile, or the alliance rests."""
    with act(slug, by=actors.CLOCK) as a:
        row = queries.first(a.session, Timer, id=timer)
        if row is None or row.state is not TimerState.WAITING or row.due_at > a.now:
            return False
        if a.alliance.status is AllianceStatus.PAUSED:
            return False
        row.state = TimerState.FIRED
        a.session.flush()
        FIRES[row.kind](a, row)
        return True


def _gate_due(a: Act, timer: Timer) -> None:
    run = a.run
    a.record(EventType.GATE_DUE, timer.subject)
    waiting = waits_for(facts(a.session, a.alliance, run))
    missing = tuple(w.label for w in waiting)
    letter = letters.GateDue(alliance=a.alliance.name, phase_label=run.phase.label, missing=missing)
    a.write(letter, staff=a.alliance.facilitator)
    if Wait.DECISION not in {w.kind for w in waiting}:
        questions.ask(
            a,
            DecisionKind.GATE,
            subject=run.phase,
            proposed=Outcome.WAIT,
            evidence={"waits_for": [str(w) for w in waiting], "since": run.opened_at.isoformat()},
        )


def _round_due(a: Act, timer: Timer) -> None:
    a.record(EventType.ROUND_DUE, timer.subject)


def _next_round(a: Act, timer: Timer) -> None:
    a.record(EventType.NEXT_ROUND_DUE, timer.subject)


def _decision_due(a: Act, timer: Timer) -> None:
    row = queries.one(a.session, Decision, Said("decision {number}", number=timer.subject), id=int(timer.subject))
    if row.state is DecisionState.OPEN:
        said = (f"besluit {row.id} wacht nog op antwoord", f"decision {row.id} still waits for an answer")
        question = chosen(said, a.alliance.language)
        letter = letters.DecisionOpen(alliance=a.alliance.name, question=question, due=local_day(row.due_at), link=None)
        a.write(letter, staff=a.alliance.facilitator)
        if timer.n < MOST_DECISION_REMINDERS:
            a.due(TimerKind.DECISION_DUE, timer.subject, a.in_days(DECISION_REMINDER_DAYS), n=timer.n + 1)


def _follow_up(a: Act, timer: Timer) -> None:
    a.record(EventType.COMMITMENT_DUE, timer.subject)


#: What each kind of due moment leads to.
FIRES: dict[TimerKind, Callable[[Act, Timer], None]] = {
    TimerKind.GATE_DUE: _gate_due,
    TimerKind.ROUND_OPENS: round_states.come_due,
    TimerKind.ROUND_DUE: _round_due,
    TimerKind.NEXT_ROUND: _next_round,
    TimerKind.DECISION_DUE: _decision_due,
    TimerKind.REQUEST_STEP: reminders.take_one,
    TimerKind.AFTER_CARE: after_care.ask,
    TimerKind.RE_CONFIRMATION: reconfirming.ask,
    TimerKind.FOLLOW_UP: _follow_up,
    TimerKind.FAULT_FOLLOW_UP: fault_follow_up.ask_again,
    TimerKind.FAULT_SILENT: fault_follow_up.record_silence,
    TimerKind.FAULT_RATING: fault_follow_up.ask_for_rating,
    TimerKind.RECOMMENDATION_DUE: recommendations.remind,
    TimerKind.IMPROVEMENT_DUE: improvements.remind,
    TimerKind.ANNOUNCEMENT_DUE: announcements.come_due,
}
