"""Securing the impact: what changes hands, who accepts it, what is shared (R63-R65, R89, R95, R98, R104)."""

from datetime import datetime
from typing import Any

from models.actions import questions, thanks
from models.actions.body_contacts import contact_of
from models.actions.frame import Act, act
from models.actions.stakeholders import of as stakeholder_of
from models.db import queries
from models.db.tables import Contact, Decision, Event, HandoverItem, Securing, Stakeholder
from models.method import actors, letters
from models.method.decisions import DecisionKind, Outcome
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.handover import HandoverKind, Route, must_agree
from models.method.labels import chosen
from models.method.lessons import check_text
from models.method.parties import Body
from models.method.phases import Here, Phase, Side
from models.method.requests import RequestKind, RequestState
from models.method.said import Said
from models.method.working_days import local_day

#: By which route is the impact secured? In Dutch and in English.
WHICH_ROUTE = (
    "hoe wordt de impact geborgd: zelfstandig, bij een bestaande organisatie, of stoppen?",
    "how is the impact secured: on its own, within an existing organisation, or not at all?",
)

#: Where it stands who said so for a side.
AGREED: dict[Side, str] = {Side.FOUNDATION: "agreed_foundation", Side.PARTNERS: "agreed_partners"}


def set_route(slug: str, route: Route, *, by: str, receiver: str | None = None) -> None:
    """Choose where the solution goes: an organisation of its own, an existing one, or stop."""
    with act(slug, by=by) as a:
        route_within(a, route, receiver=receiver)
        questions.settle(a, DecisionKind.HANDOVER, Outcome(route.value))


def route_within(a: Act, route: Route, *, receiver: str | None = None) -> None:
    """Choose the route inside an action that is already open; what was agreed about another route falls away."""
    row = _securing(a)
    receiver_id = stakeholder_of(a, receiver).organisation_id if receiver else None
    if (row.route, row.receiver_id) == (route, receiver_id):
        return
    row.route, row.receiver_id = route, receiver_id
    _lapse(row)
    a.record(EventType.HANDOVER_ADDED, "route", route=route)


def ask_for_route(here: Here) -> bool:
    """Ask people by which route the impact is secured, once; say whether it was asked now."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        if _securing(a).route is not None or queries.count(
            a.session, Decision, alliance_id=a.alliance.id, cycle=here.cycle, kind=DecisionKind.HANDOVER
        ):
            return False
        row = questions.ask(
            a,
            DecisionKind.HANDOVER,
            proposed=Outcome.EXISTING_ORGANISATION,
            told=chosen(WHICH_ROUTE, a.alliance.language),
        )
        return row is not None


def add(
    slug: str,
    text: str,
    receiver: str,
    *,
    by: str,
    kind: HandoverKind = HandoverKind.KNOWLEDGE,
    evidence: str = "",
) -> str:
    """Add a thing that changes hands and return its key (``h1``, ``h2`` ...); the receiver must accept it.

    ``evidence`` says where it can be seen.
    """
    with act(slug, by=by) as a:
        _securing(a)
        key = f"h{_given_out(a) + 1}"
        a.session.add(
            HandoverItem(
                alliance_id=a.alliance.id,
                cycle=a.run.cycle,
                key=key,
                kind=kind,
                text=check_text(text, "a hand-over item"),
                evidence=evidence.strip(),
                receiver_id=stakeholder_of(a, receiver).organisation_id,
            )
        )
        a.session.flush()
        a.record(EventType.HANDOVER_ADDED, key, receiver=receiver, kind=kind)
        return key


def accept(slug: str, key: str, *, by: str, evidence: str = "") -> None:
    """Record that the receiver accepted a hand-over item, and in which ``evidence`` this can be seen."""
    with act(slug, by=by) as a:
        row = _item(a, key)
        if row.accepted_at is None:
            row.accepted_at, row.accepted_by = a.now, by
            row.evidence = "\n".join(said for said in (row.evidence, evidence.strip()) if said)
            a.settle(RequestKind.HANDOVER, key)
            a.record(EventType.HANDOVER_ACCEPTED, key)
            contact = _asked_of(a, row)
            if contact is not None:
                thanks.thank(a, contact, row.text)


def withdraw(slug: str, key: str, *, by: str, reason: str) -> None:
    """Take back that an item was accepted: its receiver is asked again, and both sides agree anew."""
    with act(slug, by=by) as a:
        row = _item(a, key)
        why = check_text(reason, "the reason for taking an acceptance back")
        if row.accepted_at is None:
            return
        row.accepted_at = row.accepted_by = None
        _lapse(_securing(a))
        a.record(EventType.HANDOVER_WITHDRAWN, key, reason=why)


def remove(slug: str, key: str, *, by: str) -> None:
    """Take an item out of the hand-over while nobody accepted it; its key is not given out again."""
    with act(slug, by=by) as a:
        row = _item(a, key)
        if row.accepted_at is not None:
            raise NotAllowed(
                "{key} was accepted on {day}; take that back before removing it",
                key=key,
                day=local_day(row.accepted_at),
            )
        a.settle(RequestKind.HANDOVER, key, RequestState.WITHDRAWN, "the item was removed")
        a.record(EventType.HANDOVER_REMOVED, key, receiver=_organisation_key(a, row.receiver_id))
        a.session.delete(row)
        a.session.flush()


def agree(slug: str, side: Side, *, by: str) -> None:
    """Record that a side says that the impact is secured by the chosen route (R89, R95, R98)."""
    with act(slug, by=by) as a:
        row = _securing(a)
        if row.route is None:
            raise NotAllowed("no route was chosen yet, so there is nothing to agree on")
        if side not in must_agree(row.route):
            raise NotAllowed(
                "on the route {route} nothing is secured, so there is nothing to agree on", route=row.route
            )
        column = AGREED[side]
        if getattr(row, column) is None:
            setattr(row, column, by)
            a.record(EventType.SECURING_AGREED, side, side=side)


def share(slug: str, *, by: str) -> None:
    """Record that the insights of the alliance were shared; every ending asks for this (R63)."""
    with act(slug, by=by) as a:
        row = _securing(a)
        if row.shared_at is None:
            row.shared_at, row.shared_by = a.now, by
            a.record(EventType.INSIGHTS_SHARED)


def ask_receivers(here: Here) -> int:
    """Ask every receiver to accept its hand-over items; return how many requests went out."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        if _securing(a).route is Route.STOP:
            return 0
        asked = 0
        for item in queries.rows(
            a.session, HandoverItem, alliance_id=a.alliance.id, cycle=here.cycle, accepted_at=None
        ):
            contact = _asked_of(a, item)
            if contact is not None:
                asked += a.ask(
                    RequestKind.HANDOVER,
                    item.key,
                    contact,
                    item.text,
                    letter=lambda items: letters.HandoverAsked(alliance=a.alliance.name, items=items),
                    due_at=a.in_days(a.settings.answer_days),
                    again_after=_taken_back(a, item.key),
                )
        return asked


def _asked_of(a: Act, item: HandoverItem) -> Contact | None:
    """Return who accepts an item: the contact of its receiver, else of the project team."""
    receiver = queries.first(a.session, Stakeholder, alliance_id=a.alliance.id, organisation_id=item.receiver_id)
    contact = queries.first(a.session, Contact, id=receiver.contact_id) if receiver and receiver.contact_id else None
    return contact or contact_of(a, Body.PROJECT_TEAM)


def _taken_back(a: Act, key: str) -> datetime | None:
    """Return when the acceptance of an item was last taken back, so that its receiver is asked once more."""
    event = queries.last(
        a.session, Event, order="seq", alliance_id=a.alliance.id, type=EventType.HANDOVER_WITHDRAWN, subject=key
    )
    return event.at if event else None


def _given_out(a: Act) -> int:
    """Return how many keys were ever given out: an item that was removed leaves its key to nobody else."""
    of: dict[str, Any] = {"alliance_id": a.alliance.id, "type": EventType.HANDOVER_ADDED}
    return queries.count(a.session, Event, **of) - queries.count(a.session, Event, **of, subject="route")


def _item(a: Act, key: str) -> HandoverItem:
    _securing(a)
    return queries.one(
        a.session,
        HandoverItem,
        Said("hand-over item {key!r}", key=key),
        alliance_id=a.alliance.id,
        cycle=a.run.cycle,
        key=key,
    )


def _organisation_key(a: Act, number: int) -> str:
    return queries.organisations(a.session, {number})[number].key


def _lapse(row: Securing) -> None:
    row.agreed_foundation = row.agreed_partners = None


def _securing(a: Act) -> Securing:
    if a.run.phase is not Phase.SECURE_IMPACT:
        raise NotAllowed(
            "hand-over belongs to phase {phase}; {slug} is in {now}",
            phase=Phase.SECURE_IMPACT,
            slug=a.alliance.slug,
            now=a.run.phase,
        )
    return queries.one(a.session, Securing, "route", alliance_id=a.alliance.id, cycle=a.run.cycle)
