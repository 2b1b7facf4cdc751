"""Every letter found again, over all alliances: what was sent, to whom, and with what result."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from models.db import letter_queries, queries
from models.db.letter_queries import LetterLine, Wanted
from models.db.session import Session, database
from models.db.tables import Contact, Organisation, Staff
from models.method.errors import BadInput, NotFound
from models.method.letters import LETTERS
from models.method.requests import LetterState
from models.method.working_days import AMSTERDAM


def find(
    words: Sequence[str] = (),
    *,
    to: str | None = None,
    state: LetterState | None = None,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[LetterLine]:
    """Return every letter that was ever sent, or those in another ``state``, as far as it is asked for; newest first.

    ``words`` all stand in its subject or text, in capitals or not; ``to`` is the key of an organisation or a contact,
    or a staff code; ``since`` and ``until`` are days in Amsterdam and both count.
    """
    with database().read() as session:
        if to is not None:
            _check_known(session, to)
        if kind is not None and kind not in LETTERS:
            _check_kind(session, kind)
        wanted = Wanted(
            state=state,
            kind=kind,
            to=to,
            since=_begin(since) if since else None,
            until=_begin(until + timedelta(days=1)) if until else None,
            words=tuple(word for one in words for word in one.split()),
            left=state is None,
        )
        found = letter_queries.lines(session, wanted)
    return sorted(found, key=lambda line: (line.sent_at or line.written_at, line.id), reverse=True)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=AMSTERDAM).astimezone(UTC)


def _check_known(session: Session, to: str) -> None:
    known = (
        queries.first(session, Organisation, key=to)
        or queries.first(session, Contact, key=to)
        or queries.first(session, Staff, code=to)
    )
    if known is None:
        raise NotFound("no organisation, contact or member of staff has the key {to!r}", to=to)


def _check_kind(session: Session, kind: str) -> None:
    # What older versions wrote is found as well.
    known = letter_queries.kinds(session)
    if kind not in known:
        allowed = ", ".join(sorted({*LETTERS, *known}))
        raise BadInput("there is no letter {kind!r}; allowed: {known}", kind=kind, known=allowed)
