"""Walking part of the process again, on the basis of what was learned (R31-R35)."""

from datetime import timedelta

from models.actions import announcements, diagnosed, pictures
from models.actions.carrying import bring_in, carry_commitments, carry_deliverables, change_objectives, let_go
from models.actions.frame import Act
from models.actions.phases import Leave, close_cycle, close_phase, open_cycle, open_phase
from models.actions.plan_checks import check
from models.db.tables import Decision
from models.method.cycles import PROPOSED_BACK, CarryOver, carry_over
from models.method.decisions import GoBackTo
from models.method.events import EventType
from models.method.gates import PhaseOutcome
from models.method.phases import Phase

#: Proposed when a person opens the decision without a round.
DEFAULT_BACK = GoBackTo(PROPOSED_BACK.value)


def go_back(a: Act, to: Phase, decision: Decision, *, reason: str) -> int:
    """Close the live cycle and open the next at ``to``; return its number. The old cycle is never touched again.

    What goes along is what people planned with the decision, and by default what follows from the phase and from what
    the evaluation found. Letters wait for ``retract_minutes``, so that the step can still be taken back.
    """
    before, old = a.run.phase, a.cycle
    chosen = None if decision.carry_over is None else CarryOver.model_validate(decision.carry_over)
    check(a, chosen or CarryOver())
    plan = carry_over(to, chosen, **diagnosed.found(a.session, a.alliance, decision)._asdict())
    pictures.keep(a)
    let_go(a, plan.partners)
    close_phase(a, Leave(PhaseOutcome.WENT_BACK, reason))
    tried = close_cycle(a, "the alliance went back in a new cycle").solution
    solution = plan.solution.text if plan.solution else tried
    letters_from = a.now + timedelta(minutes=a.settings.retract_minutes)
    cycle = open_cycle(a, old + 1, to, from_decision=decision.id, solution=solution, letters_from=letters_from)
    carry_deliverables(a, old, plan)
    open_phase(a, to, cycle=old + 1, after=before)
    announcements.plan_again(a)
    carry_commitments(a, old, plan)
    bring_in(a, plan.partners)
    plan = change_objectives(a, plan, reason=reason)
    if plan.solution is not None:
        plan = plan.model_copy(update={"solution": plan.solution.model_copy(update={"before": tried})})
    decision.carry_over = cycle.carry_over = plan.model_dump(mode="json")
    a.record(EventType.CYCLE_OPENED, str(old + 1), starts_at=to, decision=decision.id)
    return old + 1
