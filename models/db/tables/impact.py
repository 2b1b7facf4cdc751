"""Theory of change, indicators, rounds and decisions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.base import Base, Key, OfAlliance
from models.method.decisions import DecisionKind, DecisionState, GoBackTo, Outcome
from models.method.evaluation.words import Verdict
from models.method.indicators import Accumulation, Direction, Evidence, Layer, Level, Measure, Trajectory
from models.method.phases import Phase
from models.method.rounds import RoundKind, RoundPurpose, RoundState


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
    #: An activity's last day, and how far it was carried out as agreed, 0..4, in the cycle that was judged.
    due_on: Mapped[date | None]
    fidelity: Mapped[int | None]
    fidelity_cycle: Mapped[int | None]
    fidelity_by: Mapped[str | None]


class TocLink(Base):
    """An arrow of the theory of change and the assumption it rests on."""

    __tablename__ = "toc_link"
    __table_args__ = (UniqueConstraint("alliance_id", "source", "target"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    source: Mapped[str]
    target: Mapped[str]
    assumption: Mapped[str] = mapped_column(default="")
    #: What the assumption is about, where that does not follow from what the arrow leads to.
    layer: Mapped[Layer | None]
    evidence: Mapped[Evidence] = mapped_column(default=Evidence.UNTESTED, server_default="untested")
    evidence_note: Mapped[str] = mapped_column(default="", server_default="")
    tested_on: Mapped[date | None]


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
    direction_confirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    accumulation: Mapped[Accumulation]
    weight: Mapped[float]
    critical: Mapped[bool]
    guard: Mapped[bool]
    #: What nobody knows yet is empty: the evaluation asks for it.
    baseline_value: Mapped[float | None]
    baseline_on: Mapped[date | None]
    baseline_sample: Mapped[dict[str, Any] | None]
    target_value: Mapped[float | None]
    target_on: Mapped[date | None]
    trajectory: Mapped[Trajectory] = mapped_column(default=Trajectory.LINEAR, server_default="linear")
    lowest: Mapped[float | None]
    highest: Mapped[float | None]
    tolerance: Mapped[float | None]
    steps: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    milestones: Mapped[list[dict[str, Any]]] = mapped_column(default=list)


class Measurement(Base):
    """One measured figure of an indicator, on a day, from a source."""

    __tablename__ = "measurement"

    id: Mapped[Key]
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"), index=True)
    #: The first day of its period, of a figure that counts what happened in one.
    since: Mapped[date | None]
    on: Mapped[date]
    #: Empty for what was no plain figure; ``raw`` is what stood there.
    value: Mapped[float | None]
    raw: Mapped[str] = mapped_column(default="", server_default="")
    sample: Mapped[dict[str, Any] | None]
    #: What one rater says of something that cannot be counted.
    judgement: Mapped[dict[str, Any] | None]
    #: Whose judgement it is: the key of an organisation or the code of staff, never a name.
    rater: Mapped[str | None]
    imported: Mapped[bool] = mapped_column(default=False, server_default=false())
    zero_confirmed_by: Mapped[str | None]
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
            "purpose",
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
    purpose: Mapped[RoundPurpose] = mapped_column(default=RoundPurpose.IMPACT, server_default="impact")
    state: Mapped[RoundState] = mapped_column(default=RoundState.OPEN)
    occurrence: Mapped[datetime | None]
    prepared_by: Mapped[str | None]
    approved_by: Mapped[str | None]
    #: The moment at which it opened; of one that has not, the moment at which it is to open.
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str | None]
    reviewed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    #: What people are asked, frozen when the round opened.
    questions: Mapped[list[dict[str, Any]] | None]
    #: The version of the framework with which it opened.
    framework: Mapped[int | None]
    #: When it makes sense to measure again, where it could not be decided.
    next_on: Mapped[date | None]
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
