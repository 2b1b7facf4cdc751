"""How a promise ends that is not kept in full: closed, or transferred when the impact is secured (R25, R63, R93)."""

from models.actions import stakeholders
from models.actions.commitments import contact_of, of
from models.actions.frame import Act, act
from models.db import queries
from models.db.tables import Commitment, Organisation
from models.method import letters
from models.method.commitments import CommitmentStatus, check_status
from models.method.errors import BadInput, NotAllowed
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.phases import Phase
from models.method.requests import RequestKind, RequestState, TimerKind


def close(slug: str, key: str, *, by: str, reason: str) -> None:
    """Close a commitment of which no more is expected, at any time; what came in of it stays (R25)."""
    with act(slug, by=by) as a:
        a.check_open()
        row = of(a, key)
        if row.status is CommitmentStatus.ENDED:
            return
        _settle(a, row, CommitmentStatus.ENDED, check_text(reason, "the reason for closing"))
        a.record(EventType.COMMITMENT_ENDED, key)


def transfer(slug: str, key: str, to: str, *, by: str, reason: str) -> None:
    """Transfer what is still open of a commitment to another organisation, in phase 6 (R63)."""
    with act(slug, by=by) as a:
        if a.run.phase is not Phase.SECURE_IMPACT:
            raise NotAllowed(
                "a commitment is transferred in phase {phase}; {slug} is in {there}, where it can be closed",
                phase=Phase.SECURE_IMPACT,
                slug=slug,
                there=a.run.phase,
            )
        row = of(a, key)
        receiver = stakeholders.of(a, to).organisation_id
        if receiver == row.organisation_id:
            raise BadInput("{key} is a commitment of {to} already; name who takes it over", key=key, to=to)
        if row.status is CommitmentStatus.TRANSFERRED and row.transferred_to == receiver:
            return
        row.transferred_to = receiver
        name = queries.one(a.session, Organisation, "organisation", id=receiver).name
        _settle(a, row, CommitmentStatus.TRANSFERRED, check_text(reason, "the reason for transferring"), receiver=name)
        a.record(EventType.COMMITMENT_TRANSFERRED, key, organisation=to)


def _settle(a: Act, row: Commitment, status: CommitmentStatus, reason: str, *, receiver: str | None = None) -> None:
    """Let go of what is still open of a promise: nobody is asked for it any more, and who promised it is told."""
    check_status(row.status, status)
    row.status, row.reason, row.until_cycle = status, reason, a.run.cycle
    a.stop(
        RequestState.WITHDRAWN,
        f"the commitment was {status}",
        subject=row.key,
        kind={RequestKind.COMMITMENT, RequestKind.DELIVERY, RequestKind.RE_CONFIRMATION},
    )
    a.cancel(kind={TimerKind.FOLLOW_UP, TimerKind.RE_CONFIRMATION}, subject=row.key)
    contact = contact_of(a, row)
    if contact is not None:
        letter = letters.CommitmentEnded(alliance=a.alliance.name, contribution=row.description, receiver=receiver)
        a.write(letter, contact=contact)
