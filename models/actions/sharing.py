"""What came out of an evaluation round, told to those who gave its figures; harm is told at once (R92, R104)."""

from collections.abc import Sequence
from typing import Any

from models.actions import kept_rounds
from models.actions.body_contacts import contact_of
from models.actions.fault_letters import heir
from models.actions.frame import Act
from models.db import queries
from models.db.tables import Contact, Decision, Indicator, Request, Round
from models.method import letters
from models.method.events import EventType
from models.method.labels import label
from models.method.mail import EmailStatus
from models.method.parties import Body
from models.method.requests import RequestKind, RequestState
from models.method.rounds import RoundState


def share_decided(a: Act, decision: Decision) -> None:
    """Share the results of the round that a decision is about, if it is about one, now that people have decided."""
    if decision.round_id is not None:
        share_results(a, queries.one(a.session, Round, "round", id=decision.round_id))


def share_results(a: Act, row: Round) -> None:
    """Write what came out of a closed round to everybody who answered a request of it, once and for all.

    Before there is a verdict nothing is told; who took over from a contact hears it in their place.
    """
    if row.verdict is None or row.snapshot is None or not row.purpose.asks_figures:
        return
    _publish(a, row)
    to = [contact for contact in _givers(a, row) if contact.email_status is EmailStatus.OK]
    number = str(row.number)
    if not to or not a.record(EventType.ROUND_SHARED, number, key=f"round:{number}:shared", contacts=len(to)):
        return
    shown = tuple(_figures(a, row).values())
    for contact in to:
        letter = letters.RoundResults(
            alliance=a.alliance.name,
            round=row.number,
            verdict_label=label(row.verdict, contact.language),
            figures=shown,
        )
        a.write(letter, contact=contact)


def warn_of_harm(a: Act, row: Round, guards: Sequence[str]) -> None:
    """Write to who speaks for the sponsor group which ``guards`` were breached; without any there is no letter.

    This waits for no decision. Where nobody of the sponsor group is known, the facilitator's task is all there is.
    """
    contact = contact_of(a, Body.SPONSOR_GROUP) if guards else None
    if contact is not None:
        figures = tuple(figure for key, figure in _figures(a, row).items() if key in guards)
        a.write(letters.GuardBreached(alliance=a.alliance.name, round=row.number, figures=figures), contact=contact)


def _givers(a: Act, row: Round) -> list[Contact]:
    of: dict[str, Any] = {"alliance_id": a.alliance.id, "cycle": row.cycle, "kind": RequestKind.MEASUREMENT}
    answered = [
        request.contact_id
        for request in queries.rows(a.session, Request, **of, state=RequestState.ANSWERED)
        if request.subject.startswith(f"{row.number}:")
    ]
    heirs = [heir(a.session, contact) for contact in queries.rows(a.session, Contact, order="key", id=set(answered))]
    return list({contact.id: contact for contact in heirs}.values())


def _publish(a: Act, row: Round) -> None:
    if row.state is RoundState.PUBLISHED:
        return
    row.reviewed_by, row.reviewed_at = row.reviewed_by or a.by, row.reviewed_at or a.now
    row.state, row.published_at = RoundState.PUBLISHED, a.now
    a.session.flush()


def _figures(a: Act, row: Round) -> dict[str, letters.Figure]:
    titles = {one.key: one.title for one in queries.rows(a.session, Indicator, alliance_id=a.alliance.id)}
    values = kept_rounds.values(row, a.alliance)
    return {
        one.key: letters.Figure(title=titles.get(one.key, one.key), value=values[one.key], target=one.target)
        for one in kept_rounds.kept(row, a.alliance).indicators
    }
