"""The gate at the end of each phase: asked by the phase's run, decided by people where the method says so."""

from models.actions import questions
from models.actions.endings import end, stop_within
from models.actions.frame import Act, act
from models.actions.gate_facts import composition, facts
from models.actions.phases import Leave, move_on
from models.db import queries
from models.db.tables import Securing
from models.method import actors
from models.method.decisions import DecisionKind, Outcome
from models.method.errors import ConditionsNotMet, NotAllowed
from models.method.events import EventType
from models.method.gates import MAY_STAY_OPEN, PhaseOutcome, Wait, Waiting, remarks, waits_for
from models.method.handover import ENDING, Route
from models.method.lessons import check_text
from models.method.phases import Here, Phase, next_phase
from models.method.said import Said, joined


def ask_gate(here: Here) -> tuple[str, ...]:
    """Pass the gate when nothing is waited for; return what is still waited for, as short codes."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        waiting = waits_for(facts(a.session, a.alliance, a.run))
        if not waiting:
            _leave(a)
        return tuple(str(w) for w in waiting)


def pass_gate(
    slug: str, *, by: str, reason: str = "", with_missing: bool = False, conditions: tuple[str, ...] = ()
) -> Phase | None:
    """Pass the gate by hand and return the phase that follows, ``None`` at the end.

    Missing deliverables can be left open with a reason, and are listed for ever; a question for people (go, verdict,
    decision, hand-over, a hold) has its own answer and cannot be passed by: :class:`ConditionsNotMet` names it.
    """
    with act(slug, by=by) as a:
        if with_missing:
            questions.settle(a, DecisionKind.GATE, Outcome.PASS_WITH_MISSING, subject=a.run.phase, reason=reason)
        pass_within(a, reason=reason, with_missing=with_missing, conditions=conditions)
        run = a.open_phase
        return run.phase if run else None


def pass_within(a: Act, *, reason: str, with_missing: bool = False, conditions: tuple[str, ...] = ()) -> None:
    """Pass the gate by hand inside an action that is already open."""
    waiting = waits_for(facts(a.session, a.alliance, a.run))
    stuck = [w for w in waiting if not with_missing or w.kind not in MAY_STAY_OPEN]
    if stuck:
        open_ends = Said("; deliverables and lessons can be left open with --with-missing and a reason")
        hint = "" if with_missing else open_ends
        raise ConditionsNotMet(
            "the gate of {phase} waits for {waits}{hint}", phase=a.run.phase, waits=_named(stuck), hint=hint
        )
    if waiting or conditions:
        check_text(reason, "the reason for passing with something open")
    _leave(
        a,
        reason=reason or None,
        missing=tuple(w.subject if w.kind is Wait.DELIVERABLE else str(w) for w in waiting),
        conditions=conditions,
    )


def _named(waiting: list[Waiting]) -> Said:
    named = (Said("{kind}:{subject}", kind=w.kind, subject=w.subject) if w.subject else w.kind for w in waiting)
    return joined(", ", named)


def hold(slug: str, *, by: str, reason: str) -> None:
    """Keep the gate shut, however complete everything is, until it is released."""
    with act(slug, by=by) as a:
        a.run.held_reason, a.run.held_by = check_text(reason, "the reason for holding"), by
        a.record(EventType.GATE_HELD, a.run.phase)


def release(slug: str, *, by: str) -> None:
    """End a hold; the gate is asked again at once."""
    with act(slug, by=by) as a:
        if a.run.held_reason is None:
            raise NotAllowed("the gate of {phase} is not held", phase=a.run.phase)
        a.run.held_reason = a.run.held_by = None
        a.record(EventType.GATE_RELEASED, a.run.phase)


def stop(slug: str, *, by: str, reason: str) -> None:
    """Stop the alliance: from any phase it goes out through phase 6, where its insights are shared (R63, R65)."""
    with act(slug, by=by) as a:
        stop_within(a, check_text(reason, "the reason for stopping"))


def _leave(
    a: Act, *, reason: str | None = None, missing: tuple[str, ...] = (), conditions: tuple[str, ...] = ()
) -> None:
    run = a.run
    to = next_phase(run.phase)
    open_ends = bool(missing or conditions)
    outcome = PhaseOutcome.PASSED_WITH_CONDITIONS if open_ends else PhaseOutcome.PASSED
    seen = remarks(run.phase, composition(a.session, a.alliance))
    leave = Leave(outcome, reason or run.reason, missing, seen, conditions)
    if to is not None:
        move_on(a, to, leave)
        return
    securing = queries.one(a.session, Securing, "route", alliance_id=a.alliance.id, cycle=run.cycle)
    end(a, ENDING[securing.route or Route.OWN_ORGANISATION], leave)
