"""What every view of an evaluation round says of it (R57)."""

from datetime import datetime
from typing import TypedDict

from models.db.tables import Round
from models.method.evaluation.words import Verdict
from models.method.rounds import RoundKind, RoundPurpose, RoundState


class RoundFields(TypedDict):
    """When a round ran, what for, and what the rules said of it; moments are in UTC."""

    number: int
    cycle: int
    kind: RoundKind
    purpose: RoundPurpose
    state: RoundState
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: Verdict | None
    attainment: float | None
    snapshot_sha256: str | None


def fields_of(row: Round) -> RoundFields:
    """Return what is the same in every view of a round."""
    return {
        "number": row.number,
        "cycle": row.cycle,
        "kind": row.kind,
        "purpose": row.purpose,
        "state": row.state,
        "opened_at": row.opened_at,
        "due_at": row.due_at,
        "closed_at": row.closed_at,
        "verdict": row.verdict,
        "attainment": row.attainment,
        "snapshot_sha256": row.snapshot_sha256,
    }
