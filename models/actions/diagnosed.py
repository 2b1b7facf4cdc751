"""What the evaluation behind a decision found: its diagnosis, and the commitments that were not kept (R31-R35)."""

from typing import NamedTuple

from models.actions.kept_rounds import judged, kept
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Commitment, Decision, Round
from models.method.commitments import OPEN
from models.method.cycles import not_kept
from models.method.evaluation.results import Diagnosis


class Found(NamedTuple):
    """The diagnosis, if there is one, and each open commitment that was not kept with who promised it, by key."""

    diagnosis: Diagnosis | None
    unkept: dict[str, str]


def found(session: Session, alliance: Alliance, decision: Decision | None) -> Found:
    """Return what the round behind a decision found; nothing where none was closed with a diagnosis."""
    row = queries.first(session, Round, id=decision.round_id) if decision is not None and decision.round_id else None
    result = judged(row) if row is not None else None
    if row is None or result is None:
        return Found(None, {})
    seen = kept(row, alliance)
    keys = not_kept(seen.promises, seen.on, seen.parameters.threshold)
    open_ = queries.rows(session, Commitment, alliance_id=alliance.id, status=OPEN)
    named = queries.organisations(session, {one.organisation_id for one in open_})
    return Found(result.diagnosis, {one.key: named[one.organisation_id].key for one in open_ if one.key in keys})
