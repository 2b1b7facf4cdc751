"""Who takes part, what is needed and what is brought in."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.base import Base, Key, OfAlliance, Quantity
from models.method.commitments import CommitmentStatus, ContributionKind, Unit
from models.method.mail import EmailStatus
from models.method.parties import BasisKind, Body, RelationKind, Sector, StakeholderStatus


class Organisation(Base):
    """An organisation in the foundation's address book; ``key`` is its name in files and commands."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sector: Mapped[Sector]
    mailbox: Mapped[str | None]


class Contact(Base):
    """A person at an organisation, and the ground on which we may write."""

    __tablename__ = "contact"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    language: Mapped[str] = mapped_column(default="nl")
    basis: Mapped[BasisKind]
    basis_source: Mapped[str] = mapped_column(default="")
    basis_date: Mapped[date | None]
    email_status: Mapped[EmailStatus] = mapped_column(default=EmailStatus.OK, server_default="ok")
    email_status_since: Mapped[datetime | None]
    email_status_reason: Mapped[str | None]
    #: Names of further channels this person chose to be told by; their addresses are kept elsewhere, as secrets.
    channels: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    #: Who took over; letters and seats go to the successor.
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))


class Participant(Base):
    """Which contacts an alliance knows."""

    __tablename__ = "participant"

    alliance_id: Mapped[int] = mapped_column(ForeignKey("alliance.id", ondelete="CASCADE"), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)


class Stakeholder(Base):
    """An organisation's place in one alliance: roles, weight and how far the talks are."""

    __tablename__ = "stakeholder"
    __table_args__ = (UniqueConstraint("alliance_id", "organisation_id"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    roles: Mapped[list[str]] = mapped_column(default=list)
    influence: Mapped[int] = mapped_column(default=3)
    interest: Mapped[int] = mapped_column(default=3)
    status: Mapped[StakeholderStatus] = mapped_column(default=StakeholderStatus.IDENTIFIED)
    status_since: Mapped[datetime]
    reason: Mapped[str | None]
    #: The member of staff who keeps in touch, and takes over what stays unanswered.
    relationship_manager: Mapped[str | None] = mapped_column(ForeignKey("staff.code"))


class Relation(Base):
    """What an organisation is to another, seen from one alliance (R43)."""

    __tablename__ = "relation"
    __table_args__ = (UniqueConstraint("alliance_id", "source_id", "target_id", "kind"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    source_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[RelationKind]
    strength: Mapped[int] = mapped_column(default=3)
    since: Mapped[date | None]
    until: Mapped[date | None]


class Expectation(Base):
    """What one party expects of another; the foundation is ``None`` (R8)."""

    __tablename__ = "expectation"

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    giver: Mapped[str]
    receiver: Mapped[str]
    text: Mapped[str]


class Need(Base):
    """Knowledge, capital or skill that the solution needs (R52)."""

    __tablename__ = "need"
    __table_args__ = (UniqueConstraint("alliance_id", "key"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    key: Mapped[str]
    kind: Mapped[ContributionKind]
    description: Mapped[str]
    quantity: Mapped[Quantity]
    unit: Mapped[Unit]


class Commitment(Base):
    """What an organisation promises to bring; belongs to the alliance and may outlive a cycle."""

    __tablename__ = "commitment"
    __table_args__ = (UniqueConstraint("alliance_id", "key"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    key: Mapped[str]
    from_cycle: Mapped[int]
    until_cycle: Mapped[int | None]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    kind: Mapped[ContributionKind]
    description: Mapped[str]
    quantity: Mapped[Quantity]
    unit: Mapped[Unit]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    status: Mapped[CommitmentStatus] = mapped_column(default=CommitmentStatus.PROMISED)
    promised_by: Mapped[str]
    promised_at: Mapped[datetime]
    confirmed_by: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    #: Whether nothing works without it.
    critical: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: Who took it over when the impact was secured.
    transferred_to: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))


class Delivery(Base):
    """A part of a commitment that came in."""

    __tablename__ = "delivery"

    id: Mapped[Key]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id", ondelete="CASCADE"), index=True)
    on: Mapped[date]
    quantity: Mapped[Quantity]
    evidence: Mapped[str] = mapped_column(default="")
    reported_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]


class BodyMember(Base):
    """A member of the sponsor group or the project team: an organisation, or the foundation's staff."""

    __tablename__ = "body_member"

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    body: Mapped[Body]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    staff: Mapped[str | None] = mapped_column(ForeignKey("staff.code"))
    chair: Mapped[bool] = mapped_column(default=False)


class Criterion(Base):
    """A weighted question of the need framework and its score 0 to 5 (R41)."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("alliance_id", "key"),)

    id: Mapped[Key]
    alliance_id: Mapped[OfAlliance]
    key: Mapped[str]
    text: Mapped[str]
    weight: Mapped[float]
    score: Mapped[int | None]
    scored_by: Mapped[str | None]
