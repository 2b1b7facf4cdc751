"""What stops mail, what comes back of it, what is announced, and what the foundation chose for all its alliances."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.base import Base, Key, OfAlliance
from models.method.mail import AnnouncementState, Audience, BounceKind, StopKind


class Foundation(Base):
    """What the foundation chose for every alliance that does not choose for itself; one row, number 1, or none."""

    __tablename__ = "foundation"

    id: Mapped[Key]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class MailStop(Base):
    """A time in which no letters leave: those of one alliance, or any at all. Letters that ask wait, none is lost."""

    __tablename__ = "mail_stop"

    id: Mapped[Key]
    alliance_id: Mapped[int | None] = mapped_column(ForeignKey("alliance.id", ondelete="CASCADE"), index=True)
    kind: Mapped[StopKind]
    reason: Mapped[str]
    by: Mapped[str]
    since: Mapped[datetime]
    #: When it is tried whether the cause is gone; never for what people stopped.
    probe_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[str | None]


class Bounce(Base):
    """A mail that came back to us about one we sent; what it says is kept nowhere but in the mailbox it came from."""

    __tablename__ = "bounce"

    id: Mapped[Key]
    sha256: Mapped[str] = mapped_column(unique=True)
    received_at: Mapped[datetime]
    kind: Mapped[BounceKind]
    status: Mapped[str | None]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    note: Mapped[str]


class Announcement(Base):
    """A moment at which an alliance tells something, to its partners or to the world (R92)."""

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("alliance_id", "key"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    key: Mapped[str]
    audience: Mapped[Audience]
    title: Mapped[str]
    text: Mapped[str]
    on: Mapped[date]
    state: Mapped[AnnouncementState] = mapped_column(default=AnnouncementState.PLANNED)
    reason: Mapped[str | None]
    planned_by: Mapped[str]
    planned_at: Mapped[datetime]
    told_by: Mapped[str | None]
    told_at: Mapped[datetime | None]
