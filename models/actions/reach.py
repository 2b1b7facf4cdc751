"""Whether a person can be written to: their wish, or an address that does not work, ends the chase everywhere at once.

Whoever cannot be written to is asked for nothing more by mail. What was open goes to a person of ours, in every
alliance, and letters that had not left stay here. That they can be written to again starts nothing anew by itself.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.actions import chasing
from models.actions.frame import Act
from models.actions.together import acting_together
from models.db import bounce_queries, queries
from models.db.session import database
from models.db.tables import Contact, Organisation, Request
from models.method.bounces import MAY_BECOME, WISHED
from models.method.errors import NotAllowed, NotFound
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.mail import EmailStatus
from models.method.requests import LetterState, RequestState
from models.method.said import Said

_EVENTS: Mapping[EmailStatus, EventType] = {
    EmailStatus.OK: EventType.CONTACT_REACHABLE,
    EmailStatus.UNREACHABLE: EventType.CONTACT_UNREACHABLE,
    EmailStatus.OPTED_OUT: EventType.CONTACT_OPTED_OUT,
    EmailStatus.COMPLAINED: EventType.CONTACT_OPTED_OUT,
}

_KEPT_BACK = "nobody is written to at this address any more"


@dataclass(frozen=True, slots=True)
class Reach:
    """How a contact can be reached from now on, and what that ended: in which alliances, how many requests, letters."""

    contact: str
    status: EmailStatus
    alliances: tuple[str, ...]
    requests: int
    letters: int


def set_status(key: str, status: EmailStatus, *, by: str, reason: str, dry_run: bool = False) -> Reach:
    """Record how a contact's address does, in all alliances at once; return what that ended.

    :class:`NotFound` for a key that no alliance knows, :class:`NotAllowed` where ``status`` does not follow from the
    present one, with what does.
    """
    return _change(key, status, by=by, reason=reason, dry_run=dry_run)


def opt_in(key: str, *, by: str, reason: str, dry_run: bool = False) -> Reach:
    """Record that somebody who wished no letters may be written to again, because they said so."""
    return _change(key, EmailStatus.OK, by=by, reason=reason, dry_run=dry_run, only_from=WISHED)


def reachable(key: str, *, by: str, reason: str, dry_run: bool = False) -> Reach:
    """Record that an address works again; it undoes no wish of whoever reads there."""
    undone = frozenset({EmailStatus.UNREACHABLE})
    return _change(key, EmailStatus.OK, by=by, reason=reason, dry_run=dry_run, only_from=undone)


def check_reachable(a: Act, contact: Contact) -> None:
    """Raise :class:`NotAllowed` when a contact cannot be written to, or wishes not to be."""
    if contact.email_status is not EmailStatus.OK:
        raise NotAllowed(
            "{contact} cannot be written to ({status}); see: samenspel contact show {slug} {contact}",
            contact=contact.key,
            status=contact.email_status,
            slug=a.alliance.slug,
        )


def _change(
    key: str,
    status: EmailStatus,
    *,
    by: str,
    reason: str,
    dry_run: bool,
    only_from: Collection[EmailStatus] = frozenset(EmailStatus),
) -> Reach:
    why = check_text(reason, "the reason for whether somebody is written to")
    with database().read() as session:
        known = queries.first(session, Contact, key=key)
        slugs = bounce_queries.concerned(session, known.id if known is not None else None)
    if not slugs:
        raise NotFound("no alliance knows a contact {key!r}; see: samenspel contact list SLUG", key=key)
    with acting_together(slugs, by=by, dry_run=dry_run) as acts:
        session = next(iter(acts.values())).session
        contact = queries.one(session, Contact, Said("contact {key!r}", key=key), key=key)
        if status not in MAY_BECOME[contact.email_status] or contact.email_status not in only_from:
            raise NotAllowed(
                "contact {key} is {status}, and cannot become {to} by this; see: samenspel contact show {slug} {key}",
                key=key,
                status=contact.email_status,
                to=status,
                slug=slugs[0],
            )
        return apply(acts, contact, status, reason=why)


def apply(acts: Mapping[str, Act], contact: Contact, status: EmailStatus, *, reason: str | None) -> Reach:
    """Give a contact this status within the actions under way, on every alliance that is concerned."""
    a = next(iter(acts.values()))
    contact.email_status, contact.email_status_since, contact.email_status_reason = status, a.now, reason
    at = queries.one(a.session, Organisation, "organisation", id=contact.organisation_id)
    of = {act.alliance.id: act for act in acts.values()}
    for act in acts.values():
        act.record(_EVENTS[status], at.key, status=str(status))
    ended = [] if status is EmailStatus.OK else _open(a, contact, of)
    for request in ended:
        chasing.give_up(of[request.alliance_id], request, chasing.SILENT[status])
    letters = 0 if status is EmailStatus.OK else _keep_back(a, contact, of)
    return Reach(contact.key, status, tuple(acts), len(ended), letters)


def _open(a: Act, contact: Contact, alliances: Collection[int]) -> list[Request]:
    return list(
        queries.rows(
            a.session, Request, contact_id=contact.id, state=RequestState.OPEN, alliance_id=frozenset(alliances)
        )
    )


def _keep_back(a: Act, contact: Contact, alliances: Collection[int]) -> int:
    staying = bounce_queries.lock_staying(a.session, contact.id, alliances)
    for letter in staying:
        letter.state, letter.reason = LetterState.SUPERSEDED, _KEPT_BACK
        letter.owner = letter.lease_until = None
    return len(staying)
