"""Theory of change, indicators, rounds and decisions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.base import Base, Key, OfAlliance
from models.method.decisions import DecisionKind, DecisionState, GoBackTo, Outcome
from models.method.evaluation import Verdict
from models.method.indicators import Accumulation, Direction, Level, Measure
from models.method.phases import Phase
from models.method.rounds import RoundKind, RoundState


class TocNode(Base):
    """A node of the theory of change."""

    __tablename__ = "toc_node"
    __table_args__ = (UniqueConstraint("alliance_id", "key"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    key: Mapped[str]
    level: Mapped[Level]
    text: Mapped[str]
    learns_from: Mapped[list[str]] = mapped_column(default=list, server_default="[]")


class TocLink(Base):
    """An arrow of the theory of change and the assumption it rests on."""

    __tablename__ = "toc_link"
    __table_args__ = (UniqueConstraint("alliance_id", "source", "target"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    source: Mapped[str]
    target: Mapped[str]
    assumption: Mapped[str] = mapped_column(default="")


class Indicator(Base):
    """A figure that shows whether a node of the theory of change came true."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("alliance_id", "key"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    key: Mapped[str]
    node: Mapped[str | None]
    title: Mapped[str]
    measure: Mapped[Measure]
    unit: Mapped[str]
    direction: Mapped[Direction]
    accumulation: Mapped[Accumulation]
    weight: Mapped[float]
    critical: Mapped[bool]
    guard: Mapped[bool]
    baseline_value: Mapped[float]
    baseline_on: Mapped[date | None]
    target_value: Mapped[float]
    target_on: Mapped[date | None]
    milestones: Mapped[list[dict[str, Any]]] = mapped_column(default=list)


class Measurement(Base):
    """One measured figure of an indicator, on a day, from a source."""

    __tablename__ = "measurement"

    id: Mapped[Key]
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"), index=True)
    on: Mapped[date]
    value: Mapped[float]
    source: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]


class Round(Base):
    """One evaluation round: what it looked at, frozen, and what the rules said."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("alliance_id", "number"),
        Index(
            "ix_one_open_round",
            "alliance_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    phase: Mapped[Phase]
    number: Mapped[int]
    kind: Mapped[RoundKind]
    state: Mapped[RoundState] = mapped_column(default=RoundState.OPEN)
    occurrence: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    last_measurement: Mapped[int | None]
    snapshot: Mapped[dict[str, Any] | None]
    snapshot_sha256: Mapped[str | None]
    engine_version: Mapped[str | None]
    verdict: Mapped[Verdict | None]
    attainment: Mapped[float | None]
    result: Mapped[dict[str, Any] | None]


class Decision(Base):
    """A question that waits for people; ``version`` decides who of two answers was first."""

    __tablename__ = "decision"
    __table_args__ = (
        Index(
            "ix_one_open_decision",
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
    kind: Mapped[DecisionKind] = mapped_column(default=DecisionKind.VERDICT, server_default="verdict")
    #: What it is about where there are several of a kind: a phase, a fault.
    subject: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[DecisionState] = mapped_column(default=DecisionState.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    verdict: Mapped[Verdict | None]
    attainment: Mapped[float | None]
    proposed: Mapped[Outcome]
    proposed_back: Mapped[GoBackTo]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    outcome: Mapped[Outcome | None]
    go_back_to: Mapped[GoBackTo | None]
    reason: Mapped[str | None]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    via: Mapped[str | None]
    #: What was known when it was asked, frozen.
    evidence: Mapped[dict[str, Any] | None]
    carry_over: Mapped[dict[str, Any] | None]
    #: What going back changed in the old cycle, so that it can be taken back while no letter has left.
    before: Mapped[dict[str, Any] | None]
