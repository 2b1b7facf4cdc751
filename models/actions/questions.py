"""Questions to people inside an action: put with what is known, settled when the answer came another way."""

from collections.abc import Mapping
from typing import Any

from models.actions.frame import Act
from models.db import queries
from models.db.session import database
from models.db.tables import Alliance, Decision
from models.method import actors, letters
from models.method.decisions import DecisionKind, DecisionState, GoBackTo, Outcome
from models.method.errors import NotFound
from models.method.events import EventType
from models.method.requests import TimerKind
from models.method.working_days import local_day

#: How a question that was answered by doing what it asks is told apart from one that was answered as such.
BY_COMMAND = "command"

#: A larger number fits no database.
LARGEST = 999_999_999


def ask(
    a: Act,
    kind: DecisionKind,
    *,
    proposed: Outcome,
    subject: str = "",
    proposed_back: GoBackTo = GoBackTo.NOT_APPLICABLE,
    evidence: dict[str, Any] | None = None,
    told: str = "",
    noted: Mapping[str, Any] | None = None,
    **about: Any,
) -> Decision | None:
    """Put a question to people, once as long as it is open; ``None`` when it is.

    One that somebody opened of their own accord, to plan ahead, becomes the question that is asked.

    ``evidence`` is what is known now and is kept as it is; ``told`` is the question as the letter to the facilitator
    says it, and without it there is no letter. ``noted`` stands with the event; ``about`` are further columns, such as
    the verdict of a round.
    """
    here: dict[str, Any] = {"alliance_id": a.alliance.id, "kind": kind, "subject": subject}
    row = queries.first(a.session, Decision, **here, state=DecisionState.OPEN)
    if row is None:
        row = Decision(**here, cycle=a.cycle)
        a.session.add(row)
    elif row.evidence is not None or evidence is None:
        return None
    else:
        # Somebody planned ahead of the question; the plan is kept, and whoever saw it looks again.
        row.version += 1
    now = {"proposed": proposed, "proposed_back": proposed_back, "evidence": evidence, "asked_at": a.now, **about}
    for name, value in now.items():
        setattr(row, name, value)
    row.due_at = a.in_days(a.settings.decision_days)
    a.session.flush()
    a.due(TimerKind.DECISION_DUE, str(row.id), row.due_at)
    a.record(EventType.DECISION_OPENED, str(row.id), proposed=proposed, **(noted or {}))
    if told:
        letter = letters.DecisionOpen(alliance=a.alliance.name, question=told, due=local_day(row.due_at), link=None)
        a.write(letter, staff=a.alliance.facilitator)
    return row


def settle(a: Act, kind: DecisionKind, outcome: Outcome, *, subject: str = "", reason: str = "") -> None:
    """Record that an open question was answered by doing what it asks; without one there is nothing to record."""
    row = queries.first(
        a.session, Decision, alliance_id=a.alliance.id, kind=kind, subject=subject, state=DecisionState.OPEN
    )
    if row is None:
        return
    answered(a, row, outcome, reason=reason, by=actors.staff_code(a.by) or a.by, via=BY_COMMAND)


def answered(
    a: Act,
    row: Decision,
    outcome: Outcome,
    *,
    reason: str,
    by: str,
    via: str,
    back: GoBackTo = GoBackTo.NOT_APPLICABLE,
) -> None:
    """Book the answer to a question: what was decided, by whom, why, and whether it is what was proposed."""
    row.state, row.version = DecisionState.ANSWERED, row.version + 1
    row.outcome, row.go_back_to, row.reason = outcome, back, reason
    row.decided_by, row.decided_at, row.via = by, a.now, via
    a.session.flush()
    a.cancel(kind=TimerKind.DECISION_DUE, subject=str(row.id))
    a.record(
        EventType.DECISION_ANSWERED,
        str(row.id),
        outcome=outcome,
        go_back_to=back,
        deviates=(outcome, back) != (row.proposed, row.proposed_back),
        via=via,
    )


def alliance_of(number: int) -> str:
    """Return the slug of the alliance that a decision is about; :class:`NotFound` when there is none of this number."""
    with database().read() as session:
        row = queries.first(session, Decision, id=number) if number <= LARGEST else None
        alliance = queries.first(session, Alliance, id=row.alliance_id) if row else None
        if alliance is None:
            raise NotFound("there is no decision {number}", number=number)
        return alliance.slug
