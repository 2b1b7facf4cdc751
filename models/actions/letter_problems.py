"""Letters that did not arrive: which they are, and what to do about each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.db import letter_queries, queries
from models.db.letter_queries import LetterLine
from models.db.session import database
from models.method.letter_advice import LetterAdvice, advice
from models.method.requests import LetterState
from samenspel import clock

#: A letter that has not left so long after its moment is stuck.
LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A letter that did not arrive, what to do, and ``next`` the command to begin that with.

    ``code`` is what the other side answered last.
    """

    alliance: str
    id: int
    kind: str
    to: str
    contact: str | None
    state: LetterState
    since: datetime
    code: int | None
    reason: str | None
    advice: LetterAdvice
    next: str


def problems(slug: str | None = None) -> list[ProblemLine]:
    """Return the letters that failed, are held, came back or are stuck, of one alliance or of all, oldest first."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug).id if slug is not None else None
        found = letter_queries.in_trouble(session, alliance, clock.now() - LATE)
    lines = [_problem(line, advice(trouble), leads) for line, trouble, leads in found]
    return sorted(lines, key=lambda line: (line.since, line.id))


def _problem(line: LetterLine, what: LetterAdvice, leads: str) -> ProblemLine:
    since = line.bounced_at or (line.not_before if line.state is LetterState.QUEUED else line.written_at)
    return ProblemLine(
        alliance=line.alliance,
        id=line.id,
        kind=line.kind,
        to=line.to,
        contact=line.contact,
        state=line.state,
        since=since,
        code=line.code,
        reason=line.reason,
        advice=what,
        next=_command(line, what, leads),
    )


def _command(line: LetterLine, what: LetterAdvice, leads: str) -> str:
    match what:
        case LetterAdvice.MEND_ADDRESS if line.to_mailbox:
            return f"samenspel stakeholder change {line.alliance} {line.to} --mailbox ADDRESS --by STAFF"
        case LetterAdvice.MEND_ADDRESS if line.contact is not None:
            return f"samenspel contact change {line.alliance} {line.contact} --email ADDRESS --by STAFF"
        case LetterAdvice.RESPECT:
            return f"samenspel letter discard {line.alliance} {line.id} --reason TEXT --by STAFF"
        case LetterAdvice.DECIDE:
            return f"samenspel letter release {line.alliance} {line.id} --by STAFF"
        case LetterAdvice.LIFT_STOP:
            return "samenspel letter stops"
        case LetterAdvice.RESUME_ALLIANCE:
            return f"samenspel alliance resume {leads} --by STAFF"
        case LetterAdvice.SEE_ENGINE:
            return "samenspel doctor"
        case _:
            return f"samenspel letter tries {line.alliance} {line.id}"
