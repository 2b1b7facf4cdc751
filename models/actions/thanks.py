"""Thanks after a contribution: one letter per person and action, to who gave something (R104)."""

from collections.abc import Callable
from typing import Any

from models.actions.frame import Act
from models.db import queries
from models.db.tables import Contact, Letter, Request
from models.method import labels, letters
from models.method.mail import EmailStatus
from models.method.requests import AWAITED, RequestKind, RequestState

#: What a person gave who brought the figures of a round, in Dutch and in English.
FIGURES = ("de cijfers voor evaluatieronde {round}", "the figures for evaluation round {round}")


def thank(a: Act, contact: Contact, contribution: str) -> None:
    """Thank a contact for what they gave; whoever wants or gets no mail from us is left in peace."""
    if contact.email_status is EmailStatus.OK:
        a.write(letters.Thanks(alliance=a.alliance.name, contribution=contribution), contact=contact)


def thank_who_gave(a: Act, kind: RequestKind, subject: str, named: Callable[[str], str]) -> None:
    """Thank everybody who answered a request for ``subject`` in this cycle; ``named`` is what it is in a language.

    Who was asked and then left alone, because somebody else gave it or nobody needed it any more, is not thanked.
    """
    of: dict[str, Any] = {"alliance_id": a.alliance.id, "cycle": a.cycle, "kind": kind, "subject": subject}
    answered = queries.rows(a.session, Request, **of, state=RequestState.ANSWERED)
    for contact in queries.rows(a.session, Contact, id={request.contact_id for request in answered}):
        thank(a, contact, named(contact.language))


def settle_with_thanks(a: Act, kind: RequestKind, subject: str, contribution: str) -> None:
    """Record that a request was answered, and thank everybody it was asked of; nobody when it was not."""
    asked = _awaited_of(a, kind, subject)
    a.settle(kind, subject)
    for contact in queries.rows(a.session, Contact, id=asked):
        thank(a, contact, contribution)


def settle_figure(a: Act, number: int, indicator: str) -> None:
    """Ask for a figure of a round no more, and thank who was asked for it once that was the last they were asked for.

    Nobody is thanked twice for the same round.
    """
    subject = f"{number}:{indicator}"
    givers = _awaited_of(a, RequestKind.MEASUREMENT, subject)
    a.settle(RequestKind.MEASUREMENT, subject)
    a.session.flush()
    of: dict[str, Any] = {"alliance_id": a.alliance.id, "kind": RequestKind.MEASUREMENT, "state": AWAITED}
    left = queries.rows(a.session, Request, **of, contact_id=givers)
    busy = {request.contact_id for request in left if request.subject.startswith(f"{number}:")}
    for contact in queries.rows(a.session, Contact, id=givers - busy):
        contribution = labels.chosen(FIGURES, contact.language).format(round=number)
        if not _was_thanked(a, contact, contribution):
            thank(a, contact, contribution)


def _awaited_of(a: Act, kind: RequestKind, subject: str) -> set[int]:
    of: dict[str, Any] = {"alliance_id": a.alliance.id, "kind": kind, "subject": subject}
    return {request.contact_id for request in queries.rows(a.session, Request, **of, state=AWAITED)}


def _was_thanked(a: Act, contact: Contact, contribution: str) -> bool:
    of: dict[str, Any] = {"alliance_id": a.alliance.id, "contact_id": contact.id, "kind": letters.Thanks.kind}
    return any(letter.context["contribution"] == contribution for letter in queries.rows(a.session, Letter, **of))
