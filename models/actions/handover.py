"""Securing the impact: what changes hands, who accepts it, what is shared (R63-R65, R89, R95, R98)."""

from models.actions import rounds
from models.actions.frame import Act, act
from models.actions.stakeholders import of as stakeholder_of
from models.db import queries
from models.db.tables import Contact, HandoverItem, Securing, Stakeholder
from models.method import actors, letters
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.handover import Route
from models.method.lessons import check_text
from models.method.phases import Here, Phase
from models.method.requests import RequestKind


def set_route(slug: str, route: Route, *, by: str, receiver: str | None = None) -> None:
    """Choose where the solution goes: an organisation of its own, an existing one, or stop."""
    with act(slug, by=by) as a:
        row = _securing(a)
        row.route = route
        row.receiver_id = stakeholder_of(a, receiver).organisation_id if receiver else None
        a.record(EventType.HANDOVER_ADDED, "route", route=route)


def add(slug: str, text: str, receiver: str, *, by: str) -> str:
    """Add a thing that changes hands and return its key (``h1``, ``h2`` ...); the receiver must accept it."""
    with act(slug, by=by) as a:
        _securing(a)
        key = f"h{queries.count(a.session, HandoverItem, alliance_id=a.alliance.id) + 1}"
        a.session.add(
            HandoverItem(
                alliance_id=a.alliance.id,
                cycle=a.run.cycle,
                key=key,
                text=check_text(text, "a hand-over item"),
                receiver_id=stakeholder_of(a, receiver).organisation_id,
            )
        )
        a.session.flush()
        a.record(EventType.HANDOVER_ADDED, key, receiver=receiver)
        return key


def accept(slug: str, key: str, *, by: str) -> None:
    """Record that the receiver accepted a hand-over item."""
    with act(slug, by=by) as a:
        _securing(a)
        row = queries.one(
            a.session, HandoverItem, f"hand-over item {key!r}", alliance_id=a.alliance.id, cycle=a.run.cycle, key=key
        )
        if row.accepted_at is None:
            row.accepted_at, row.accepted_by = a.now, by
            a.settle(RequestKind.HANDOVER, key)
            a.record(EventType.HANDOVER_ACCEPTED, key)


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
            receiver = queries.first(
                a.session, Stakeholder, alliance_id=a.alliance.id, organisation_id=item.receiver_id
            )
            contact = (
                queries.first(a.session, Contact, id=receiver.contact_id) if receiver and receiver.contact_id else None
            ) or rounds.project_team_contact(a)
            if contact is not None:
                asked += a.ask(
                    RequestKind.HANDOVER,
                    item.key,
                    contact,
                    item.text,
                    letter=lambda items: letters.HandoverAsked(alliance=a.alliance.name, items=items),
                    due_at=a.in_days(a.settings.answer_days),
                )
        return asked


def _securing(a: Act) -> Securing:
    if a.run.phase is not Phase.SECURE_IMPACT:
        raise NotAllowed(f"hand-over belongs to phase {Phase.SECURE_IMPACT}; {a.alliance.slug} is in {a.run.phase}")
    return queries.one(a.session, Securing, "route", alliance_id=a.alliance.id, cycle=a.run.cycle)
