"""Letters that wait to leave: queued, claimed, spoiled and seen, for tests of the post."""

from datetime import datetime, timedelta

from models.actions import post
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Attempt, Contact, Letter, LetterItem, Request
from models.method.letters import Letter as LetterContent
from models.method.letters import Reminder
from models.method.requests import LetterState, RequestKind, RequestState
from samenspel import clock
from tests.actions import seen

LEASE = timedelta(minutes=2)


def claim(owner: str = "engine-a") -> post.Claimed:
    """Claim the next letter, which must be there."""
    found = post.claim_letter(owner, lease=LEASE)
    assert found is not None
    return found


def sent(claimed: post.Claimed) -> bool:
    """Let a letter leave."""
    return post.mark_sent(claimed, subject="x", text="x")


def the_rest_sent() -> None:
    """Let every letter leave that is due."""
    while (claimed := post.claim_letter("engine-a", lease=LEASE)) is not None:
        sent(claimed)


def all_left() -> None:
    """Let every letter that is due have left, at one stroke: among many alliances, where nobody looks at the post."""
    now = clock.now()
    with database().write() as session:
        for letter in queries.rows(session, Letter, state=LetterState.QUEUED):
            if letter.not_before <= now:
                letter.state, letter.sent_at = LetterState.SENT, now


def how(slug: str, number: int) -> tuple[str, str | None]:
    """Return state and reason of a letter."""
    row = seen.row(Letter, slug, id=number)
    return row.state.value, row.reason


def tries(letter: int) -> list[tuple[int, str | None]]:
    """Return number and outcome of every try to send a letter."""
    with database().read() as session:
        return [(a.n, a.outcome) for a in queries.rows(session, Attempt, order="n", letter_id=letter)]


def reminder(slug: str, who: str, *requests: int, at: datetime, kind: str = Reminder.kind) -> int:
    """Queue a letter that asks one person again for these requests; return its number."""
    with database().write() as session:
        alliance = queries.find_alliance(session, slug)
        contact = queries.one(session, Contact, "contact", key=f"{slug}-{who}-1")
        items = [{"request": number, "text": f"Vraag {number}", "due": None} for number in requests]
        row = Letter(
            alliance_id=alliance.id,
            cycle=1,
            key=f"{slug}:{who}:{kind}:{'-'.join(map(str, requests))}",
            kind=kind,
            contact_id=contact.id,
            context={"alliance": alliance.name, "items": items},
            written_at=at,
            not_before=at,
        )
        session.add(row)
        session.flush()
        for number in requests:
            session.add(LetterItem(letter_id=row.id, request_id=number, step=row.id))
        return row.id


def open_requests(slug: str, who: str, count: int, at: datetime) -> list[int]:
    """Ask one person for several things; return the numbers of the requests."""
    with database().write() as session:
        alliance = queries.find_alliance(session, slug)
        contact = queries.one(session, Contact, "contact", key=f"{slug}-{who}-1")
        asked = [
            Request(
                alliance_id=alliance.id,
                cycle=1,
                kind=RequestKind.DELIVERABLE,
                subject=f"vraag-{n}",
                text=f"Vraag {n}",
                contact_id=contact.id,
                asked_at=at,
            )
            for n in range(count)
        ]
        session.add_all(asked)
        session.flush()
        return [one.id for one in asked]


def answered(number: int) -> None:
    """Let a request be answered."""
    with database().write() as session:
        queries.one(session, Request, "request", id=number).state = RequestState.ANSWERED


def told(session: Session, slug: str, who: str, letter: LetterContent, *, at: datetime, n: int = 1) -> Letter:
    """Make a letter that asks nothing, due at once."""
    alliance = queries.find_alliance(session, slug)
    contact = queries.one(session, Contact, "contact", key=f"{slug}-{who}-1")
    return Letter(
        alliance_id=alliance.id,
        cycle=1,
        key=f"{slug}:{who}:{letter.kind}:{n}",
        kind=letter.kind,
        contact_id=contact.id,
        context=letter.model_dump(mode="json"),
        written_at=at,
        not_before=at,
    )


def spoil(number: int) -> None:
    """Let nobody be able to read a letter any more."""
    with database().write() as session:
        session.connection().exec_driver_sql("UPDATE letter SET context = '{' WHERE id = ?", (number,))
