"""Events, timers, requests, letters and the bookkeeping of the engine."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.base import Base, Key, OfAlliance
from models.method.events import EventType
from models.method.mail import AttemptPhase
from models.method.phases import Phase
from models.method.requests import LetterState, RequestKind, RequestState, TimerKind, TimerState
from models.method.rounds import RoundPurpose


class Event(Base):
    """What happened, appended for ever; ``id`` orders all alliances, ``seq`` counts one without a gap."""

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("alliance_id", "seq"), UniqueConstraint("alliance_id", "key"))

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    seq: Mapped[int]
    type: Mapped[EventType]
    at: Mapped[datetime]
    actor: Mapped[str]
    cycle: Mapped[int | None]
    phase: Mapped[Phase | None]
    subject: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    key: Mapped[str | None]


class Dispatch(Base):
    """What of an alliance's events has been dealt with: there is work while ``done_seq < wake_seq``."""

    __tablename__ = "dispatch"
    __table_args__ = (Index("ix_dispatch_lease", "lease_until"),)

    alliance_id: Mapped[int] = mapped_column(ForeignKey("alliance.id", ondelete="CASCADE"), primary_key=True)
    wake_seq: Mapped[int] = mapped_column(default=0)
    done_seq: Mapped[int] = mapped_column(default=0)
    through: Mapped[int] = mapped_column(default=0)
    attempt: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    cycle: Mapped[int | None]
    phase: Mapped[Phase | None]
    run_key: Mapped[str | None]
    run_id: Mapped[str | None]
    parked_reason: Mapped[str | None]
    parked_at: Mapped[datetime | None]


class Timer(Base):
    """The only due moment of the method; firing it is an action."""

    __tablename__ = "timer"
    __table_args__ = (
        UniqueConstraint("alliance_id", "cycle", "kind", "subject", "n"),
        Index(
            "ix_timer_waiting",
            "due_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    kind: Mapped[TimerKind]
    subject: Mapped[str]
    n: Mapped[int]
    due_at: Mapped[datetime]
    state: Mapped[TimerState] = mapped_column(default=TimerState.WAITING)


class Request(Base):
    """Something one contact owes us."""

    __tablename__ = "request"
    __table_args__ = (
        Index(
            "ix_one_open_request",
            "alliance_id",
            "cycle",
            "kind",
            "subject",
            "contact_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    kind: Mapped[RequestKind]
    subject: Mapped[str]
    text: Mapped[str]
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    stopped_at: Mapped[datetime | None]
    stopped_reason: Mapped[str | None]
    #: The last step of its ladder that was taken; 0 is the asking itself.
    step: Mapped[int] = mapped_column(default=0, server_default="0")
    stepped_at: Mapped[datetime | None]
    #: A ladder of its own, in the words of :class:`models.method.ladders.Rung`.
    ladder: Mapped[list[str] | None]
    #: Who of ours took it over when its ladder ended.
    handed_to: Mapped[str | None] = mapped_column(ForeignKey("staff.code"))


class Letter(Base):
    """One letter to one person; its text is rendered at the moment of sending.

    One with a ``channel`` is only a note there that a letter was sent. ``joined_to`` is the letter it left in, as one.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_state", "state", "not_before"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    staff: Mapped[str | None] = mapped_column(ForeignKey("staff.code"))
    #: Written to the shared mailbox of the contact's organisation instead.
    to_mailbox: Mapped[bool] = mapped_column(default=False, server_default=false())
    channel: Mapped[str | None]
    joined_to: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)
    context: Mapped[dict[str, Any]]
    state: Mapped[LetterState] = mapped_column(default=LetterState.QUEUED)
    written_at: Mapped[datetime]
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    language: Mapped[str | None]
    subject: Mapped[str | None]
    text: Mapped[str | None]
    html: Mapped[str | None]
    reason: Mapped[str | None]
    reviewed_by: Mapped[str | None]
    reviewed_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]


class LetterItem(Base):
    """One request in a letter, at one step of its ladder: never twice."""

    __tablename__ = "letter_item"
    __table_args__ = (UniqueConstraint("request_id", "step"),)

    id: Mapped[Key]
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"))
    step: Mapped[int]


class Attempt(Base):
    """One try to send a letter, and what the other side answered."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("letter_id", "n"), Index("ix_attempt_pace", "started_at", "domain"))

    id: Mapped[Key]
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"))
    n: Mapped[int]
    started_at: Mapped[datetime]
    phase: Mapped[AttemptPhase] = mapped_column(default=AttemptPhase.CLAIMED, server_default="claimed")
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    #: The receiving domain, without the person.
    domain: Mapped[str | None]
    smtp_code: Mapped[int | None]
    enhanced_code: Mapped[str | None]
    reply: Mapped[str | None]


class Cadence(Base):
    """A copy of an alliance's recurring evaluation; while it exists, Prefect's schedule leads."""

    __tablename__ = "cadence"
    __table_args__ = (UniqueConstraint("alliance_id", "purpose"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    purpose: Mapped[RoundPurpose] = mapped_column(default=RoundPurpose.IMPACT)
    rrule: Mapped[str]
    timezone: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    schedule_id: Mapped[str | None]
    schedule_updated: Mapped[datetime | None]
    ensured_at: Mapped[datetime | None]
    #: When it was changed here, while Prefect's schedule does not know of it yet.
    changed_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


class Cursor(Base):
    """How far a reader of the events has come."""

    __tablename__ = "cursor"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
