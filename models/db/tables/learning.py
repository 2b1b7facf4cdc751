"""Lessons, system faults, recommendations and the improvement plan: what an alliance learned and gives back."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.base import Base, Key, OfAlliance
from models.method.faults import Adoption, Element, FaultAnswer, FaultState, Scale
from models.method.improvements import ImprovementState
from models.method.lessons import Judgement, LessonAnswer, LessonSource, LessonState
from models.method.phases import Phase
from models.method.recommendations import RecommendationState


class Lesson(Base):
    """What was learned, for this alliance and the next: what happened, why, and who should do what when."""

    __tablename__ = "lesson"

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    phase: Mapped[Phase]
    title: Mapped[str] = mapped_column(default="", server_default="")
    text: Mapped[str]
    cause: Mapped[str] = mapped_column(default="", server_default="")
    condition: Mapped[str] = mapped_column(default="", server_default="")
    recommendation: Mapped[str] = mapped_column(default="")
    judgement: Mapped[Judgement | None]
    #: Who should do it, as a role: a lesson names no person.
    doer: Mapped[str] = mapped_column(default="", server_default="")
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    #: From 1, an impression, to 4, measured more than once.
    strength: Mapped[int | None]
    theme: Mapped[str] = mapped_column(default="", server_default="")
    source: Mapped[LessonSource] = mapped_column(default=LessonSource.BY_HAND, server_default="by_hand")
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id", ondelete="SET NULL"))
    state: Mapped[LessonState] = mapped_column(default=LessonState.COLLECTED)
    #: Why it was rejected, or what its validation rests on.
    reason: Mapped[str] = mapped_column(default="", server_default="")
    #: The lesson that says the same; when that one goes with its alliance, this one stands by itself again.
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("lesson.id", ondelete="SET NULL"))
    #: The stems of all its words, by which it is found.
    stems: Mapped[str] = mapped_column(default="", server_default="")
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    moved_by: Mapped[str | None]
    moved_at: Mapped[datetime | None]


class LessonUse(Base):
    """A lesson put to an alliance at the gate of a phase, and what it did with it."""

    __tablename__ = "lesson_use"
    __table_args__ = (UniqueConstraint("lesson_id", "alliance_id", "cycle", "phase"),)

    id: Mapped[Key]
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id", ondelete="CASCADE"), index=True)
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    phase: Mapped[Phase]
    answer: Mapped[LessonAnswer | None]
    reason: Mapped[str] = mapped_column(default="")
    pushed_at: Mapped[datetime]
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]


class FaultBundle(Base):
    """Equal faults of several alliances, brought to their owner as one."""

    __tablename__ = "fault_bundle"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


class SystemFault(Base):
    """A fault of an existing system that the alliance met, and who owns that system (R88)."""

    __tablename__ = "system_fault"

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    description: Mapped[str]
    system: Mapped[str]
    element: Mapped[Element | None]
    mechanism: Mapped[str] = mapped_column(default="", server_default="")
    scale: Mapped[Scale | None]
    #: How many people it touches, as far as anybody knows.
    affected: Mapped[int | None]
    ask: Mapped[str] = mapped_column(default="", server_default="")
    workaround: Mapped[str] = mapped_column(default="", server_default="")
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    bundle_id: Mapped[int | None] = mapped_column(ForeignKey("fault_bundle.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[FaultState] = mapped_column(default=FaultState.RECORDED)
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class FaultReturn(Base):
    """A fault handed back to the owner of its system, and what came of it."""

    __tablename__ = "fault_return"
    __table_args__ = (UniqueConstraint("fault_id", "n"),)

    id: Mapped[Key]
    fault_id: Mapped[int] = mapped_column(ForeignKey("system_fault.id", ondelete="CASCADE"), index=True)
    n: Mapped[int]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    returned_by: Mapped[str]
    returned_at: Mapped[datetime]
    due_at: Mapped[datetime]
    received_at: Mapped[datetime | None]
    answer: Mapped[FaultAnswer | None]
    reason: Mapped[str] = mapped_column(default="")
    #: What the owner will do, and by when.
    action: Mapped[str] = mapped_column(default="")
    action_due: Mapped[date | None]
    answered_at: Mapped[datetime | None]
    answer_recorded_by: Mapped[str | None]


class FaultRating(Base):
    """How much of what was asked an owner has done, looked at once a year."""

    __tablename__ = "fault_rating"
    __table_args__ = (UniqueConstraint("fault_id", "n"),)

    id: Mapped[Key]
    fault_id: Mapped[int] = mapped_column(ForeignKey("system_fault.id", ondelete="CASCADE"), index=True)
    n: Mapped[int]
    adoption: Mapped[Adoption]
    comment: Mapped[str] = mapped_column(default="")
    rated_by: Mapped[str]
    rated_at: Mapped[datetime]


class Recommendation(Base):
    """What the alliance recommends to an organisation, or to the foundation when there is none, and what it answers."""

    __tablename__ = "recommendation"
    __table_args__ = (UniqueConstraint("alliance_id", "key"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    key: Mapped[str]
    text: Mapped[str]
    to_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    owner: Mapped[str] = mapped_column(ForeignKey("staff.code"))
    due_on: Mapped[date | None]
    state: Mapped[RecommendationState] = mapped_column(default=RecommendationState.OPEN)
    response: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]


class Improvement(Base):
    """A point of the improvement plan of the collaboration; without an organisation the foundation sees to it."""

    __tablename__ = "improvement"
    __table_args__ = (UniqueConstraint("alliance_id", "key"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    key: Mapped[str]
    text: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    due_on: Mapped[date]
    state: Mapped[ImprovementState] = mapped_column(default=ImprovementState.OPEN)
    result: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    moved_by: Mapped[str | None]
    moved_at: Mapped[datetime | None]
