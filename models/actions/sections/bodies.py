"""Seats in the sponsor group and the project team (R51, R99, R100)."""

from models.actions.frame import Act
from models.actions.sections.people import contact, organisation
from models.actions.sections.section import Section
from models.db import description_queries, queries
from models.db.session import Session
from models.db.tables import Alliance, BodyMember
from models.method import definition_parts as parts
from models.method.parties import Body
from models.method.requests import RequestKind, RequestState

#: What is asked of the chair of the project team, and of the next one instead when the chair changes.
ASKED_OF_CHAIR = frozenset({RequestKind.MEASUREMENT, RequestKind.DELIVERABLE})


def seats(body: Body) -> Section:
    """Return the section of one body."""

    def now(session: Session, alliance: Alliance) -> tuple[parts.Member, ...]:
        return tuple(
            parts.Member(organisation=at, staff=row.staff, contact=through, chair=row.chair)
            for row, at, through in description_queries.seats(session, alliance, body)
        )

    def put(a: Act, before: parts.Member | None, after: parts.Member) -> None:
        row = _seat(a, body, after)
        if row is None:
            row = BodyMember(alliance_id=a.alliance.id, body=body, staff=after.staff, **_held_by(a, after))
            a.session.add(row)
        if before is not None and before.chair and not after.chair:
            _ask_the_next(a, body, row)
        row.chair = after.chair
        a.session.flush()

    def drop(a: Act, before: parts.Member) -> None:
        row = _seat(a, body, before)
        if row is not None:
            if row.chair:
                _ask_the_next(a, body, row)
            a.session.delete(row)
            a.session.flush()

    return Section(now, put, drop)


def _held_by(a: Act, member: parts.Member) -> dict[str, int | None]:
    return {
        "organisation_id": organisation(a, member.organisation).id if member.organisation else None,
        "contact_id": contact(a, member.contact).id if member.contact else None,
    }


def _seat(a: Act, body: Body, member: parts.Member) -> BodyMember | None:
    return queries.first(
        a.session, BodyMember, alliance_id=a.alliance.id, body=body, staff=member.staff, **_held_by(a, member)
    )


def _ask_the_next(a: Act, body: Body, row: BodyMember) -> None:
    if body is Body.PROJECT_TEAM and row.contact_id is not None:
        a.stop(RequestState.WITHDRAWN, "another is asked", contact_id=row.contact_id, kind=ASKED_OF_CHAIR)


SPONSOR_GROUP = seats(Body.SPONSOR_GROUP)
PROJECT_TEAM = seats(Body.PROJECT_TEAM)
