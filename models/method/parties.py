"""Who takes part: sectors, roles, the way of a stakeholder, and the two bodies (R19, R45, R99, R100)."""

from collections.abc import Iterable
from enum import StrEnum

from models.method.errors import StatusNotAllowed


class Sector(StrEnum):
    """Which part of society an organisation speaks for."""

    GOVERNMENT = "government"
    CITIZENS = "citizens"
    BUSINESS = "business"
    PHILANTHROPY = "philanthropy"
    KNOWLEDGE = "knowledge"
    OTHER = "other"


class Role(StrEnum):
    """What a stakeholder is to the task."""

    PARTNER = "partner"
    TARGET_GROUP = "target_group"
    FUNDER = "funder"
    EXPERT = "expert"
    DECISION_MAKER = "decision_maker"
    SYSTEM_OWNER = "system_owner"


class StakeholderStatus(StrEnum):
    """How far the talks with a stakeholder are."""

    IDENTIFIED = "identified"
    APPROACHED = "approached"
    IN_CONVERSATION = "in_conversation"
    INTERESTED = "interested"
    COMMITTED = "committed"
    DECLINED = "declined"
    LEFT = "left"


class Body(StrEnum):
    """The two bodies of an action plan (R51)."""

    SPONSOR_GROUP = "sponsor_group"
    PROJECT_TEAM = "project_team"


class RelationKind(StrEnum):
    """What one organisation is to another."""

    COOPERATES = "cooperates"
    FUNDS = "funds"
    COMMISSIONS = "commissions"
    SUPERVISES = "supervises"
    MEMBER_OF = "member_of"
    COMPETES = "competes"
    OTHER = "other"


class BasisKind(StrEnum):
    """On which ground we may write to a person."""

    CONSENT = "consent"
    EXISTING_RELATION = "existing_relation"
    PUBLISHED = "published_for_this_purpose"
    REPLIED = "replied"
    INTRODUCED = "introduced_by"


#: R19: government, citizens, business and philanthropy bundle their strengths.
SECTORS_WANTED: tuple[Sector, ...] = (Sector.GOVERNMENT, Sector.CITIZENS, Sector.BUSINESS, Sector.PHILANTHROPY)

_S = StakeholderStatus
#: A talk may skip steps forward, end at any time, and begin again after a no.
ALLOWED_NEXT: dict[StakeholderStatus, frozenset[StakeholderStatus]] = {
    _S.IDENTIFIED: frozenset({_S.APPROACHED, _S.IN_CONVERSATION, _S.INTERESTED, _S.COMMITTED, _S.DECLINED}),
    _S.APPROACHED: frozenset({_S.IN_CONVERSATION, _S.INTERESTED, _S.COMMITTED, _S.DECLINED}),
    _S.IN_CONVERSATION: frozenset({_S.INTERESTED, _S.COMMITTED, _S.DECLINED}),
    _S.INTERESTED: frozenset({_S.IN_CONVERSATION, _S.COMMITTED, _S.DECLINED}),
    _S.COMMITTED: frozenset({_S.LEFT}),
    _S.DECLINED: frozenset({_S.APPROACHED, _S.IN_CONVERSATION, _S.INTERESTED, _S.COMMITTED}),
    _S.LEFT: frozenset({_S.APPROACHED, _S.IN_CONVERSATION, _S.INTERESTED, _S.COMMITTED}),
}

#: Statuses that need a reason.
WITH_REASON: frozenset[StakeholderStatus] = frozenset({_S.DECLINED, _S.LEFT})


def check_status(before: StakeholderStatus, after: StakeholderStatus) -> None:
    """Raise :class:`StatusNotAllowed` unless a stakeholder may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in StakeholderStatus if s in ALLOWED_NEXT[before])
        raise StatusNotAllowed(
            "a stakeholder who is {before} cannot become {after}; allowed: {allowed}",
            before=before,
            after=after,
            allowed=allowed,
        )


def sectors_missing(present: Iterable[Sector]) -> tuple[Sector, ...]:
    """Return the wanted sectors that nobody speaks for, in the order of the method (R19)."""
    there = set(present)
    return tuple(sector for sector in SECTORS_WANTED if sector not in there)
