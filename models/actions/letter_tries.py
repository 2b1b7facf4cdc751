"""Every try to send a letter, as people read it."""

from dataclasses import dataclass
from datetime import datetime

from models.actions.letterbox import find
from models.db import queries
from models.db.session import database
from models.db.tables import Attempt


@dataclass(frozen=True, slots=True)
class TryLine:
    """One try to send a letter, and what the other side answered; ``outcome`` is empty while it lasts."""

    n: int
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    domain: str | None
    code: int | None
    enhanced_code: str | None
    reply: str | None


def tries(slug: str, number: int) -> list[TryLine]:
    """Return every try to send a letter, or the one it left in, the first one first."""
    with database().read() as session:
        row = find(session, queries.find_alliance(session, slug), number)
        found = queries.rows(session, Attempt, order="n", letter_id=row.joined_to or row.id)
        return [
            TryLine(
                n=one.n,
                started_at=one.started_at,
                ended_at=one.ended_at,
                outcome=one.outcome,
                domain=one.domain,
                code=one.smtp_code,
                enhanced_code=one.enhanced_code,
                reply=one.reply,
            )
            for one in found
        ]
