"""The letter at the end: how it ended, thanks to everyone for what they brought, and what was learned (R63, R104)."""

from collections.abc import Iterable, Mapping

from models.actions.frame import Act
from models.db import queries
from models.db.tables import Commitment, Contact, Delivery, Lesson, Organisation, Securing, Stakeholder
from models.method import labels
from models.method.chronicle import TONGUES
from models.method.chronicle_words import amount
from models.method.commitments import CommitmentStatus
from models.method.lessons import LessonState
from models.method.letters import AllianceEnded
from models.method.parties import StakeholderStatus
from models.method.phases import Ending

#: Whoever is or was a partner has contributed.
PARTNERS = frozenset({StakeholderStatus.COMMITTED, StakeholderStatus.LEFT})

#: What a partner had promised and is not asked for any more.
RELEASED = frozenset({CommitmentStatus.ENDED, CommitmentStatus.TRANSFERRED})


def say_goodbye(a: Act, ending: Ending) -> None:
    """Write to the contact of every organisation that was a partner or made a promise which it did not take back."""
    promised = queries.rows(a.session, Commitment, alliance_id=a.alliance.id)
    delivered = _delivered(a, promised)
    contributors = {row.organisation_id for row in promised if _counts(row, delivered)}
    securing = queries.first(a.session, Securing, alliance_id=a.alliance.id, cycle=a.cycle)
    receiver, insights = _receiver(a, securing, ending), _insights(a, securing)
    for stakeholder in queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id):
        if stakeholder.status not in PARTNERS and stakeholder.organisation_id not in contributors:
            continue
        contact = queries.first(a.session, Contact, id=stakeholder.contact_id) if stakeholder.contact_id else None
        if contact is None:
            continue
        theirs = [row for row in promised if row.organisation_id == stakeholder.organisation_id]
        letter = AllianceEnded(
            alliance=a.alliance.name,
            ending_label=labels.label(ending, contact.language),
            receiver=receiver,
            brought=_told(theirs, delivered, contact.language),
            released=_told(theirs, _left(theirs, delivered), contact.language),
            insights=insights,
        )
        a.write(letter, contact=contact)


def _delivered(a: Act, promised: Iterable[Commitment]) -> dict[int, int]:
    came_in = {row.id: 0 for row in promised}
    for part in queries.rows(a.session, Delivery, commitment_id=set(came_in), withdrawn_at=None):
        came_in[part.commitment_id] += part.quantity
    return came_in


def _counts(row: Commitment, delivered: Mapping[int, int]) -> bool:
    return row.status is not CommitmentStatus.WITHDRAWN or delivered[row.id] > 0


def _left(promised: Iterable[Commitment], delivered: Mapping[int, int]) -> dict[int, int]:
    return {row.id: row.quantity - delivered[row.id] for row in promised if row.status in RELEASED}


def _told(promised: Iterable[Commitment], quantities: Mapping[int, int], language: str) -> tuple[str, ...]:
    """Return each contribution of which there is anything as its kind, its amount and the words of the promise."""
    tongue = TONGUES.get(language, TONGUES["nl"])
    return tuple(
        f"{labels.label(row.kind, language)}: {amount(quantities[row.id], row.unit, tongue)} ({row.description})"
        for row in promised
        if quantities.get(row.id, 0) > 0
    )


def _receiver(a: Act, securing: Securing | None, ending: Ending) -> str | None:
    if securing is None or securing.receiver_id is None or ending is not Ending.SECURED:
        return None
    return queries.one(a.session, Organisation, "organisation", id=securing.receiver_id).name


def _insights(a: Act, securing: Securing | None) -> tuple[str, ...]:
    """Return every lesson that stands, once people said that the insights are shared."""
    if securing is None or securing.shared_at is None:
        return ()
    lessons = queries.rows(a.session, Lesson, alliance_id=a.alliance.id, merged_into=None)
    return tuple(lesson.text for lesson in lessons if lesson.state is not LessonState.REJECTED)
