"""An alliance, its cycles, its phases and what they deliver."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.base import Base, Key, OfAlliance
from models.method.deliverables import DeliverableStatus
from models.method.gates import PhaseOutcome
from models.method.phases import AllianceStatus, Ending, Phase


class Staff(Base):
    """A member of the foundation's staff; ``code`` is what events and decisions name."""

    __tablename__ = "staff"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    role: Mapped[str] = mapped_column(default="")


class Alliance(Base):
    """The unit of data, rights and reporting (R15).

    ``last_seq`` numbers its events without a gap; ``uid`` sets it apart from an earlier alliance of the same slug.
    """

    __tablename__ = "alliance"

    id: Mapped[Key]
    uid: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="nl")
    illustrative: Mapped[bool] = mapped_column(default=False)
    task_title: Mapped[str]
    task_description: Mapped[str] = mapped_column(default="")
    task_urgency: Mapped[str] = mapped_column(default="")
    mission: Mapped[str] = mapped_column(default="")
    story: Mapped[str] = mapped_column(default="")
    facilitator: Mapped[str] = mapped_column(ForeignKey("staff.code"))
    status: Mapped[AllianceStatus] = mapped_column(default=AllianceStatus.RUNNING)
    ending: Mapped[Ending | None]
    last_seq: Mapped[int] = mapped_column(default=0)
    threshold: Mapped[float]
    need_threshold: Mapped[float]
    quiet_days: Mapped[list[str]] = mapped_column(default=list)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]


class Team(Base):
    """The staff that work on an alliance."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("alliance_id", "staff"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    staff: Mapped[str] = mapped_column(ForeignKey("staff.code"))


class Cycle(Base):
    """One walk through the ring; a loop-back opens the next, the old one stays readable for ever."""

    __tablename__ = "cycle"
    __table_args__ = (
        UniqueConstraint("alliance_id", "number"),
        Index(
            "ix_one_live_cycle",
            "alliance_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    number: Mapped[int]
    starts_at: Mapped[Phase]
    from_decision: Mapped[int | None]
    carry_over: Mapped[dict[str, Any] | None]
    #: What this cycle tries, in a sentence.
    solution: Mapped[str] = mapped_column(default="", server_default="")
    #: Letters that follow from going back wait until then, so that it can still be taken back.
    letters_from: Mapped[datetime | None]
    #: Objectives and partners as they were when the cycle closed.
    picture: Mapped[dict[str, Any] | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class PhaseRun(Base):
    """A phase as walked in one cycle; at most one is open per alliance."""

    __tablename__ = "phase"
    __table_args__ = (
        UniqueConstraint("alliance_id", "cycle", "phase"),
        Index(
            "ix_one_open_phase",
            "alliance_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    phase: Mapped[Phase]
    opened_at: Mapped[datetime]
    opened_seq: Mapped[int]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[PhaseOutcome | None]
    held_reason: Mapped[str | None]
    held_by: Mapped[str | None]
    go_by: Mapped[str | None]
    reason: Mapped[str | None]
    missing: Mapped[list[str] | None]
    remarks: Mapped[list[str] | None]
    conditions: Mapped[list[str] | None]


class Deliverable(Base):
    """A joint product of a phase in one cycle; acceptance is bound to the content's SHA-256."""

    __tablename__ = "deliverable"
    __table_args__ = (UniqueConstraint("alliance_id", "cycle", "code"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    code: Mapped[str]
    status: Mapped[DeliverableStatus] = mapped_column(default=DeliverableStatus.MISSING)
    sha256: Mapped[str | None]
    drafted_by_rule: Mapped[bool] = mapped_column(default=False)
    submitted_by: Mapped[str | None]
    submitted_at: Mapped[datetime | None]
    accepted_foundation: Mapped[str | None]
    accepted_partners: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    carried_from: Mapped[int | None]


class File(Base):
    """Content that is kept under its own fingerprint, so that it cannot change unseen."""

    __tablename__ = "file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime]
