"""What a new cycle takes over from the one before: deliverables, commitments, partners, objectives (R31-R35)."""

from collections.abc import Callable, Mapping

from models.actions import stakeholders
from models.actions.frame import Act
from models.actions.revise import revise_within
from models.db import queries
from models.db.tables import Commitment, Deliverable, Organisation
from models.method.commitments import OPEN, CommitmentStatus
from models.method.cycles import CarryCommitments, CarryOver, Partner, PartnerMove, Target, Wording, carried_status
from models.method.definition_impact import Indicator, Node
from models.method.deliverables import SETTLED, DeliverableStatus
from models.method.edits import Edit, all_of, changing
from models.method.events import EventType
from models.method.parties import StakeholderStatus
from models.method.requests import TimerKind


def carry_deliverables(a: Act, old: int, plan: CarryOver) -> None:
    """Give the new cycle its deliverables: kept as they were accepted, reopened as drafts, or missing."""
    for row in queries.rows(a.session, Deliverable, alliance_id=a.alliance.id, cycle=old):
        status = carried_status(plan.deliverables[row.code], row.status)
        kept = status in SETTLED
        carried = status is not DeliverableStatus.MISSING
        a.session.add(
            Deliverable(
                alliance_id=a.alliance.id,
                cycle=old + 1,
                code=row.code,
                status=status,
                sha256=row.sha256 if carried else None,
                submitted_by=row.submitted_by if kept else None,
                submitted_at=row.submitted_at if kept else None,
                accepted_foundation=row.accepted_foundation if kept else None,
                accepted_partners=row.accepted_partners if kept else None,
                settled_at=row.settled_at if kept else None,
                reason=row.reason if kept else None,
                carried_from=row.id if carried else None,
            )
        )
    a.session.flush()


def carry_commitments(a: Act, old: int, plan: CarryOver) -> None:
    """Keep, ask again or end every open commitment, each exactly once and each with an event."""
    rows = queries.rows(a.session, Commitment, alliance_id=a.alliance.id, status=OPEN)
    named = queries.organisations(a.session, {row.organisation_id for row in rows})
    for row in rows:
        match plan.fate_of(row.key, named[row.organisation_id].key):
            case CarryCommitments.KEEP:
                a.record(EventType.COMMITMENT_KEPT, row.key)
            case CarryCommitments.END:
                row.status, row.until_cycle = CommitmentStatus.ENDED, old
                a.cancel(kind=TimerKind.RE_CONFIRMATION, subject=row.key)
                a.record(EventType.COMMITMENT_ENDED, row.key)
            case CarryCommitments.ASK_AGAIN:
                row.status, row.confirmed_by, row.confirmed_at = CommitmentStatus.PROMISED, None, None
                a.cancel(kind=TimerKind.RE_CONFIRMATION, subject=row.key)
                a.record(EventType.COMMITMENT_PROMISED, row.key, again=True)
    a.session.flush()


def let_go(a: Act, partners: Mapping[str, Partner]) -> None:
    """Let go who leaves, while the old cycle is still open: what it asked of them ends with it (R34)."""
    for key, partner in partners.items():
        if partner.move is PartnerMove.LEAVES:
            stakeholders.move_within(a, key, StakeholderStatus.LEFT, reason=partner.reason)


def bring_in(a: Act, partners: Mapping[str, Partner]) -> None:
    """Invite who joins, and record who gets another part; what part that is, the plan tells (R34)."""
    for key, partner in partners.items():
        if partner.move is PartnerMove.JOINS:
            row = stakeholders.of(a, key)
            stakeholders.invite_one(a, row, queries.one(a.session, Organisation, key, id=row.organisation_id))
        elif partner.move is PartnerMove.CHANGES:
            a.record(EventType.DESCRIPTION_CHANGED, f"stakeholders:{key}", change="changed", fields=["roles"])


def change_objectives(a: Act, plan: CarryOver, *, reason: str) -> CarryOver:
    """Change targets and nodes of the theory of change; return the plan with what they were before (R33).

    ``reason`` is kept with the new version of what figures are judged by.
    """
    changed = plan.model_copy(update={"nodes": {}, "targets": {}})
    if plan.nodes or plan.targets:
        revise_within(a, objectives(plan, changed), reason=reason)
    return changed


def objectives(plan: CarryOver, told: CarryOver) -> Edit:
    """Return the edit that a plan makes to the description; what was before is added to ``told``."""
    return all_of(
        *(changing("theory_of_change.nodes", key, _says(key, new, told.nodes)) for key, new in plan.nodes.items()),
        *(changing("indicators", key, _aims(key, new, told.targets)) for key, new in plan.targets.items()),
    )


def _says(key: str, new: Wording, told: dict[str, Wording]) -> Callable[[Node], Node]:
    def change(node: Node) -> Node:
        told[key] = new.model_copy(update={"before": node.text})
        return node.model_copy(update={"text": new.text})

    return change


def _aims(key: str, new: Target, told: dict[str, Target]) -> Callable[[Indicator], Indicator]:
    def change(indicator: Indicator) -> Indicator:
        told[key] = new.model_copy(update={"before": indicator.target.value})
        target = indicator.target.model_copy(update={"value": new.value, "date": new.on or indicator.target.date})
        return indicator.model_copy(update={"target": target})

    return change
