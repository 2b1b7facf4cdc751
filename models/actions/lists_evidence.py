"""What is still to be found out, as a list to read: whose task it is, and until when (R57, R86)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions.evidence_commands import next_command
from models.actions.upcoming import shown
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, EvidenceTask, Round
from models.method.evidence import EvidenceTaskState


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """Something to find out about ``subject``: an indicator by key, a link of the chain, or an assumption.

    ``round`` is the evaluation round that left it, if one did, ``measurement`` the figure in doubt, ``owner`` the staff
    code of whose task it is, and ``next`` the command to find it out or to look at it.
    """

    number: int
    alliance: str
    cycle: int
    round: int | None
    kind: str
    subject: str
    measurement: int | None
    owner: str
    due_on: date
    state: str
    opened_at: datetime
    settled_at: datetime | None
    settled_by: str | None
    next: str


def tasks(slug: str | None = None, *, owner: str | None = None, everything: bool = False) -> list[EvidenceLine]:
    """Return what is to be found out, of one alliance or of all that are not archived, by the day it is due.

    ``owner`` leaves out what is somebody else's; ``everything`` has also what is done or has lapsed.
    """
    with database().read() as session:
        found = [of_alliance(session, alliance, everything=everything) for alliance in shown(session, slug)]
    lines = (line for one in found for line in one if owner in (None, line.owner))
    return sorted(lines, key=lambda line: (line.due_on, line.alliance, line.number))


def of_alliance(session: Session, alliance: Alliance, *, everything: bool = False) -> list[EvidenceLine]:
    """Return what is to be found out in one alliance."""
    states = frozenset(EvidenceTaskState) if everything else frozenset({EvidenceTaskState.OPEN})
    rounds = {row.id: row.number for row in queries.rows(session, Round, alliance_id=alliance.id)}
    return [
        EvidenceLine(
            number=row.id,
            alliance=alliance.slug,
            cycle=row.cycle,
            round=rounds[row.round_id] if row.round_id else None,
            kind=row.kind,
            subject=row.subject,
            measurement=row.measurement_id,
            owner=row.owner,
            due_on=row.due_on,
            state=row.state,
            opened_at=row.opened_at,
            settled_at=row.settled_at,
            settled_by=row.settled_by,
            next=next_command(alliance.slug, row.kind, row.subject, row.measurement_id),
        )
        for row in queries.rows(session, EvidenceTask, order="due_on", alliance_id=alliance.id, state=states)
    ]
