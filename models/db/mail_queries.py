"""The questions of the post office: which letter goes next, how many just went, and what stops them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, insert, or_, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, aliased

from models.db.tables import Alliance, Attempt, Letter, MailStop
from models.method.mail import AttemptPhase, StopKind
from models.method.phases import AllianceStatus
from models.method.posting import Result
from models.method.requests import LetterState

#: Any number, the same for every engine, so that two of them stop mail one after the other on PostgreSQL.
_LOCK = 736_150_402


#: What goes wrong with the database itself, whatever was asked of it.
DatabaseTrouble = SQLAlchemyError


def stops(alliance: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Ask whether anything stops the mail of an alliance."""
    of_it = or_(MailStop.alliance_id.is_(None), MailStop.alliance_id == alliance)
    return exists().where(MailStop.lifted_at.is_(None), of_it)


def may_write(alliance: type[Alliance]) -> ColumnElement[bool]:
    """Ask for alliances whose letters may leave: they do not rest, and nothing stops their mail."""
    return and_(alliance.status != AllianceStatus.PAUSED, ~stops(alliance.id))


def next_letter(session: Session, now: datetime) -> int | None:
    """Lock the letter that has been due for longest, or that a dead engine left in the middle; return its number.

    Nothing else of it is read, so that one that cannot be read can still be put aside. Letters that leave in another
    are not found. One that may not leave itself is found when a dead engine left it, and when it holds up a letter of
    another alliance that may: its others are then set free.
    """
    other, of = aliased(Letter), aliased(Alliance)
    waits = other.state.in_((LetterState.QUEUED, LetterState.SENDING))
    holds_up = exists().where(other.joined_to == Letter.id, waits, of.id == other.alliance_id, may_write(of))
    query = (
        select(Letter.id)
        .join(Alliance, Alliance.id == Letter.alliance_id)
        .where(
            Letter.joined_to.is_(None),
            or_(
                and_(Letter.state == LetterState.QUEUED, Letter.not_before <= now, or_(may_write(Alliance), holds_up)),
                and_(Letter.state == LetterState.SENDING, Letter.lease_until <= now),
            ),
        )
        .order_by(Letter.not_before, Letter.id)
        .limit(1)
        .with_for_update(of=Letter, skip_locked=True)
    )
    return session.scalar(query)


def letter_of(session: Session, number: int) -> tuple[Letter, Alliance]:
    """Return a letter and its alliance."""
    query = select(Letter, Alliance).join(Alliance, Alliance.id == Letter.alliance_id).where(Letter.id == number)
    row = session.execute(query).one()
    return row[0], row[1]


def lock_claimed(session: Session, number: int, owner: str, attempt: int) -> Letter | None:
    """Lock a letter if it is still being sent by ``owner`` at this very attempt."""
    query = select(Letter).where(
        Letter.id == number,
        Letter.owner == owner,
        Letter.attempts == attempt,
        Letter.state == LetterState.SENDING,
    )
    return session.scalars(query.with_for_update()).first()


def is_stopped(session: Session, alliances: Collection[int]) -> bool:
    """Say whether no letter may leave now of one of these alliances, because it rests or its mail is stopped."""
    query = select(Alliance.id).where(Alliance.id.in_(alliances), ~may_write(Alliance))
    return session.scalar(query.limit(1)) is not None


def recent_tries(session: Session, since: datetime, domain: str | None = None) -> Sequence[datetime]:
    """Return when letters were offered to a mail server after ``since``, oldest first, also those under way.

    With ``domain`` those to one receiving domain only.
    """
    reached = or_(Attempt.phase == AttemptPhase.DATA, Attempt.smtp_code.is_not(None), Attempt.ended_at.is_(None))
    query = select(Attempt.started_at).where(Attempt.started_at > since, reached).order_by(Attempt.started_at)
    if domain is not None:
        query = query.where(Attempt.domain == domain)
    return session.scalars(query).all()


def put_off_unread(
    session: Session, number: int, problem: str, now: datetime, *, until: datetime, last: int
) -> LetterState:
    """Put aside a letter that cannot even be read, until a later moment; for a person, after ``last`` tries.

    ``problem`` is the class of the error. Return the state it is in now.
    """
    mine = Attempt.letter_id == number
    dead = {"ended_at": now, "outcome": Result.ABORTED}
    session.execute(update(Attempt).where(mine, Attempt.ended_at.is_(None)).values(**dead))
    before = session.scalar(select(func.count()).where(mine, Attempt.outcome == Result.UNREADABLE)) or 0
    n = session.scalars(
        update(Letter).where(Letter.id == number).values(attempts=Letter.attempts + 1).returning(Letter.attempts)
    ).one()
    tried = {"letter_id": number, "n": n, "started_at": now, "ended_at": now}
    session.execute(insert(Attempt).values(**tried, outcome=Result.UNREADABLE, reply=problem))
    state = LetterState.HELD if before + 1 >= last else LetterState.QUEUED
    reason = f"it cannot be read: {problem}"
    free = {"owner": None, "lease_until": None}
    session.execute(
        update(Letter).where(Letter.id == number).values(state=state, reason=reason, not_before=until, **free)
    )
    return state


def lock_stops(session: Session) -> None:
    """Let no other engine stop mail or ask for a probe until this transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def open_stops(session: Session) -> Sequence[tuple[MailStop, str | None]]:
    """Return every stop that is not lifted, with the slug of its alliance if it is of one, oldest first."""
    query = (
        select(MailStop, Alliance.slug)
        .outerjoin(Alliance, Alliance.id == MailStop.alliance_id)
        .where(MailStop.lifted_at.is_(None))
        .order_by(MailStop.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def stops_of(session: Session, alliance_id: int | None, *kinds: StopKind) -> Sequence[MailStop]:
    """Return the open stops of one alliance, or those of all mail; only those of these kinds if any is named."""
    of = MailStop.alliance_id.is_(None) if alliance_id is None else MailStop.alliance_id == alliance_id
    query = select(MailStop).where(of, MailStop.lifted_at.is_(None)).order_by(MailStop.id)
    return session.scalars(query.where(MailStop.kind.in_(kinds)) if kinds else query).all()


def count_in_doubt(session: Session, alliance: int) -> int:
    """Return how many letters of an alliance to partners may have left, although nothing says that they did."""
    tried = exists().where(
        or_(Attempt.letter_id == Letter.id, Attempt.letter_id == Letter.joined_to), Attempt.phase == AttemptPhase.DATA
    )
    query = (
        select(func.count())
        .select_from(Letter)
        .where(
            Letter.alliance_id == alliance,
            Letter.contact_id.is_not(None),
            Letter.state.not_in((LetterState.SENDING, LetterState.SENT, LetterState.BOUNCED)),
            tried,
        )
    )
    return session.scalar(query) or 0
