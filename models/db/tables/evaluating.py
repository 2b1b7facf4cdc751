"""What evaluations rest on: versions of the framework, who answers a round, what is still to be found out."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.base import Base, Key, OfAlliance
from models.method.evidence import EvidenceTaskKind, EvidenceTaskState
from models.method.rounds import RespondentState


class FrameworkVersion(Base):
    """The theory of change, the indicators and the parameters as they were locked; a change makes the next version."""

    __tablename__ = "framework_version"
    __table_args__ = (UniqueConstraint("alliance_id", "number"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    number: Mapped[int]
    cycle: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    reason: Mapped[str]
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str]


class Respondent(Base):
    """Somebody who is asked the questions of a round, and what they answered."""

    __tablename__ = "respondent"
    __table_args__ = (UniqueConstraint("round_id", "contact_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    #: Whether the organisation speaks for those it is all about.
    target_group: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[RespondentState] = mapped_column(default=RespondentState.CHOSEN)
    answered_at: Mapped[datetime | None]
    recorded_by: Mapped[str | None]
    #: Question to figure; ``None`` is "don't know".
    answers: Mapped[dict[str, Any] | None]
    #: Open question to text.
    comments: Mapped[dict[str, Any] | None]
    #: Whether the texts may be shown to the others.
    shareable: Mapped[bool] = mapped_column(default=False, server_default=false())


class EvidenceTask(Base):
    """Something that must be found out before an indicator can be judged, whose task it is and until when."""

    __tablename__ = "evidence_task"
    __table_args__ = (
        Index(
            "ix_one_open_evidence_task",
            "alliance_id",
            "kind",
            "subject",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[EvidenceTaskKind]
    #: The indicator, link or round that it is about.
    subject: Mapped[str]
    #: The measurement that is in doubt, if it is about one.
    measurement_id: Mapped[int | None] = mapped_column(ForeignKey("measurement.id", ondelete="SET NULL"))
    owner: Mapped[str] = mapped_column(ForeignKey("staff.code"))
    due_on: Mapped[date]
    state: Mapped[EvidenceTaskState] = mapped_column(default=EvidenceTaskState.OPEN)
    opened_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]


class Comparison(Base):
    """What an indicator did elsewhere meanwhile, so that its change is not all put down to the alliance."""

    __tablename__ = "comparison"
    __table_args__ = (UniqueConstraint("alliance_id", "indicator"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    indicator: Mapped[str]
    series: Mapped[str]
    then: Mapped[float | None]
    now: Mapped[float | None]
    #: The mean of all from which these were picked for being extreme, and the correlation from year to year.
    population_mean: Mapped[float | None]
    rho: Mapped[float | None]
    rivals: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
