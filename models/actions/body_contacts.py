"""Whom we write to when a body of the alliance is meant (R51)."""

from models.actions.frame import Act
from models.db import queries
from models.db.tables import BodyMember, Contact, Stakeholder
from models.method.parties import WITH_REASON, Body


def contact_of(a: Act, body: Body) -> Contact | None:
    """Return who speaks for a body: its chair, else its first member; nobody of an organisation that left."""
    gone = {
        s.organisation_id for s in queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id, status=WITH_REASON)
    }
    members = [
        m
        for m in queries.rows(a.session, BodyMember, alliance_id=a.alliance.id, body=body)
        if m.contact_id is not None and m.organisation_id not in gone
    ]
    members.sort(key=lambda m: not m.chair)
    return queries.first(a.session, Contact, id=members[0].contact_id) if members else None
