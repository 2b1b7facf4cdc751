"""The ways out: ended at the last gate, not needed, or stopped (R63-R65)."""

from dateutil.relativedelta import relativedelta

from models.actions.announcements import cancel_all
from models.actions.farewell import say_goodbye
from models.actions.frame import Act
from models.actions.phases import Leave, close_cycle, close_phase, end_alliance, move_on
from models.db import queries
from models.db.tables import Commitment, Deliverable, Securing
from models.method.commitments import OPEN, CommitmentStatus
from models.method.deliverables import SETTLED, DeliverableStatus
from models.method.events import EventType
from models.method.gates import PhaseOutcome
from models.method.handover import AFTER_CARE_MONTHS, Route
from models.method.labels import label
from models.method.phases import Ending, Phase
from models.method.requests import RequestKind, RequestState, TimerKind

#: What nobody is asked for any more once an alliance stops.
STOPPED_WITH_IT = frozenset(
    {
        RequestKind.COMMITMENT,
        RequestKind.DELIVERY,
        RequestKind.HANDOVER,
        RequestKind.RE_CONFIRMATION,
        RequestKind.SIGNATURE,
    }
)


def end(a: Act, ending: Ending, leave: Leave) -> None:
    """Close the phase and the cycle, thank everybody, and plan the after-care (R104).

    The gate of phase 6 asks that every promise is settled; one that is still open when the alliance stops, or turns out
    not to be needed, ends here, and so does everything that was still to be announced.
    """
    cycle = a.cycle
    for commitment in queries.rows(a.session, Commitment, alliance_id=a.alliance.id, status=OPEN):
        commitment.status, commitment.until_cycle = CommitmentStatus.ENDED, cycle
        a.record(EventType.COMMITMENT_ENDED, commitment.key)
    a.cancel(kind=TimerKind.RE_CONFIRMATION)
    cancel_all(a, label(ending, a.alliance.language))
    say_goodbye(a, ending)
    close_phase(a, leave)
    close_cycle(a, "the alliance has ended")
    if ending is Ending.SECURED:
        for n, months in enumerate(AFTER_CARE_MONTHS, start=1):
            a.due(TimerKind.AFTER_CARE, "secured", a.now + relativedelta(months=months), n=n)
    end_alliance(a, ending)


def stop_within(a: Act, reason: str) -> None:
    """Stop inside an action that is already open."""
    if a.run.phase is not Phase.SECURE_IMPACT:
        move_on(a, Phase.SECURE_IMPACT, Leave(PhaseOutcome.STOPPED, reason))
    a.stop(RequestState.WITHDRAWN, "the alliance stops", kind=STOPPED_WITH_IT)
    a.cancel(kind={TimerKind.FOLLOW_UP, TimerKind.RE_CONFIRMATION})
    cycle = a.run.cycle
    securing = queries.one(a.session, Securing, "route", alliance_id=a.alliance.id, cycle=cycle)
    if securing.route is not Route.STOP:
        securing.route = Route.STOP
        a.record(EventType.HANDOVER_ADDED, "route", route=Route.STOP)
    secured = queries.one(
        a.session, Deliverable, "deliverable", alliance_id=a.alliance.id, cycle=cycle, code="impact_secured"
    )
    if secured.status not in SETTLED:
        secured.status, secured.reason, secured.settled_at = DeliverableStatus.WAIVED, reason, a.now
        a.settle(RequestKind.DELIVERABLE, "impact_secured")
        a.record(EventType.DELIVERABLE_WAIVED, "impact_secured", because="stopped")
