"""The reflection of phase 5: opened once a cycle, put to the partners, closed, and turned into proposals (R61, R87)."""

from datetime import timedelta

from models.actions import collaboration, evidence_tasks, improvements, inviting, respondents, round_rows
from models.actions.frame import Act
from models.db import queries
from models.db.tables import Event, Respondent, Round
from models.method.collaboration import Reflection, fingerprint, proposal
from models.method.evaluation.engine import ENGINE_VERSION
from models.method.evaluation.numbers import rounded
from models.method.events import EventType
from models.method.evidence import asked_again
from models.method.requests import RequestKind, RequestState, TimerKind
from models.method.rounds import RoundPurpose, RoundState, may_close
from models.method.working_days import local_day

#: So long people have to talk a proposal over before its day comes.
PROPOSED_FOR = timedelta(days=42)


def is_wanted(a: Act) -> bool:
    """Say whether the partners are asked in this cycle, were not asked yet, and there is anybody to ask."""
    if not a.settings.reflection:
        return False
    rounds = queries.rows(a.session, Round, alliance_id=a.alliance.id, cycle=a.cycle)
    # One that nobody had answered when its phase ended is cancelled, and asked nobody.
    cut_short = {row.id for row in rounds if row.state is RoundState.CANCELLED and row.phase is not a.run.phase}
    asked = any(row.purpose.asks_people and row.id not in cut_short for row in rounds)
    return not asked and bool(respondents.offered(a.session, a.alliance))


def waits(a: Act, row: Round) -> tuple[str, ...]:
    """Return for whom a round still waits, by number; one that was opened again waits until its last day."""
    known = queries.rows(a.session, Respondent, round_id=row.id, state=inviting.WAITED_FOR)
    again = queries.first(
        a.session, Event, alliance_id=a.alliance.id, type=EventType.ROUND_REOPENED, subject=str(row.number)
    )
    return ("reopened",) if again is not None else tuple(str(one.id) for one in known)


def close_if_complete(a: Act) -> Reflection | None:
    """Close the open round on the collaboration when everybody was heard or its time is up; return what it says."""
    row = round_rows.open_one(a.session, a.alliance)
    if row is None or row.purpose is not RoundPurpose.COLLABORATION:
        return None
    if row.questions is None or not may_close(waits(a, row), due_at=row.due_at, now=a.now):
        return None
    return close(a, row)


def close(a: Act, row: Round) -> Reflection:
    """Close a round on the collaboration with the answers that there are, and propose what is to become better."""
    said = collaboration.reflected(a.session, row)
    looked_at = collaboration.scale_of(a.session, a.alliance, row)
    row.state, row.closed_at = RoundState.CLOSED, a.now
    row.snapshot = looked_at.model_dump(mode="json") if looked_at else None
    row.snapshot_sha256 = fingerprint(looked_at) if looked_at else None
    row.engine_version, row.result = ENGINE_VERSION, said.model_dump(mode="json")
    row.verdict, row.attainment = said.verdict, None if said.whole.mean is None else rounded(said.whole.mean)
    again = asked_again(said.verdict, said.reason, local_day(a.now), round_days=a.settings.round_days)
    row.next_on = again.due_on if again else None
    a.session.flush()
    a.cancel(kind=TimerKind.ROUND_DUE, subject=str(row.number))
    a.settle(RequestKind.ROUND, str(row.number), RequestState.LAPSED, "the round is closed")
    a.record(
        EventType.ROUND_CLOSED,
        str(row.number),
        purpose=row.purpose,
        kind=row.kind,
        answered=said.whole.answered,
        asked=said.whole.invited,
        snapshot=row.snapshot_sha256,
    )
    evidence_tasks.open_for(a, row, [again] if again else [])
    propose(a, said)
    return said


def close_with_the_phase(a: Act) -> None:
    """Close the round on the collaboration that is open when its phase ends: what people answered is not lost."""
    row = round_rows.open_one(a.session, a.alliance)
    if row is not None and row.purpose is RoundPurpose.COLLABORATION and collaboration.voices(a.session, row):
        close(a, row)


def propose(a: Act, said: Reflection) -> list[str]:
    """Propose a point of the plan for every weak theme, once a cycle for each; return their keys."""
    due_on = local_day(a.now + PROPOSED_FOR)
    keys = (
        improvements.propose(
            a, proposal(theme, a.alliance.language), due_on=due_on, once=f"reflection:{a.cycle}:{theme}"
        )
        for theme in said.weak
    )
    return [key for key in keys if key is not None]


def propose_from_impact_rounds(a: Act) -> None:
    """Propose what follows from a round on both impact and collaboration, which closes as one on the impact does."""
    last = collaboration.last_round(a.session, a.alliance, a.cycle)
    if last is None or last.purpose is not RoundPurpose.BOTH:
        return
    said = collaboration.reflection_of(a.session, last)
    if said is not None:
        propose(a, said)
