"""How impact is secured, what changes hands, and what after-care finds later."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.base import Base, Key, OfAlliance
from models.method.handover import Finding, HandoverKind, Route


class Securing(Base):
    """How the impact of an alliance is secured: by which route, with whom, and whether the insights were shared."""

    __tablename__ = "securing"
    __table_args__ = (UniqueConstraint("alliance_id", "cycle"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    route: Mapped[Route | None]
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    shared_at: Mapped[datetime | None]
    shared_by: Mapped[str | None]
    #: Both sides see to it that the solution is secured (R89, R95), so both say that it is.
    agreed_foundation: Mapped[str | None]
    agreed_partners: Mapped[str | None]


class HandoverItem(Base):
    """One thing that changes hands when the impact is secured; done when the receiver accepts it."""

    __tablename__ = "handover_item"
    __table_args__ = (UniqueConstraint("alliance_id", "key"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    key: Mapped[str]
    kind: Mapped[HandoverKind] = mapped_column(default=HandoverKind.KNOWLEDGE, server_default="knowledge")
    text: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    receiver_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[str | None]


class AfterCare(Base):
    """What was found when a secured impact was looked at again."""

    __tablename__ = "after_care"
    __table_args__ = (UniqueConstraint("alliance_id", "cycle", "n"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    cycle: Mapped[int]
    n: Mapped[int]
    asked_at: Mapped[datetime]
    finding: Mapped[Finding | None]
    text: Mapped[str] = mapped_column(default="")
    found_by: Mapped[str | None]
    found_at: Mapped[datetime | None]
    reopened_cycle: Mapped[int | None]
