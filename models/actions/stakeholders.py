"""Talks with stakeholders: who is invited, and how far each is (R19, R40, R45, R67, R68)."""

from models.actions.frame import Act, act
from models.db import queries
from models.db.tables import Contact, Organisation, Stakeholder
from models.method import actors, letters
from models.method.errors import NotFound
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.parties import WITH_REASON, StakeholderStatus, check_status
from models.method.phases import Here
from models.method.requests import RequestKind, RequestState
from samenspel.settings import settings

#: Statuses in which an invitation still makes sense.
TO_INVITE = frozenset({StakeholderStatus.IDENTIFIED})


def invite(here: Here) -> int:
    """Invite every stakeholder who was found but not spoken to yet; return how many were invited now."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        invited = 0
        for row in queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id, status=TO_INVITE):
            contact = queries.first(a.session, Contact, id=row.contact_id) if row.contact_id else None
            if contact is None:
                continue
            organisation = queries.one(a.session, Organisation, "organisation", id=row.organisation_id)

            def letter(items: tuple[letters.Item, ...]) -> letters.Letter:
                return letters.Invitation(
                    alliance=a.alliance.name,
                    task=a.alliance.task_title,
                    sender=settings().foundation,
                    items=items,
                )

            text = "een gesprek over uw kijk op deze opgave en uw mogelijke rol"
            if a.ask(
                RequestKind.INVITATION,
                organisation.key,
                contact,
                text,
                letter=letter,
                due_at=a.in_days(a.settings.answer_days),
            ):
                row.status, row.status_since = StakeholderStatus.APPROACHED, a.now
                a.record(EventType.STAKEHOLDER_INVITED, organisation.key)
                invited += 1
        return invited


def move(slug: str, organisation: str, status: StakeholderStatus, *, by: str, reason: str = "") -> None:
    """Record how far the talks with a stakeholder are; a no and a leave need a reason."""
    with act(slug, by=by) as a:
        a.check_open()
        row = of(a, organisation)
        if row.status is status:
            return
        check_status(row.status, status)
        row.reason = check_text(reason, f"the reason why a stakeholder {status}") if status in WITH_REASON else None
        row.status, row.status_since = status, a.now
        if status is not StakeholderStatus.APPROACHED:
            a.settle(RequestKind.INVITATION, organisation)
        if status in WITH_REASON:
            a.stop(RequestState.WITHDRAWN, status.value, contact_id=row.contact_id, kind=frozenset(RequestKind))
        a.record(EventType.STAKEHOLDER_MOVED, organisation, status=status)


def of(a: Act, organisation: str) -> Stakeholder:
    """Return the stakeholder row of an organisation; :class:`NotFound` names the known keys."""
    rows = queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id)
    keys = {o.key: i for i, o in queries.organisations(a.session, {r.organisation_id for r in rows}).items()}
    if organisation not in keys:
        raise NotFound(f"{organisation!r} is no stakeholder of {a.alliance.slug}; known: {', '.join(sorted(keys))}")
    return next(r for r in rows if r.organisation_id == keys[organisation])
