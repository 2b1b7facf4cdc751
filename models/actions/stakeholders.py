"""Talks with stakeholders: who is invited, and how far each is (R19, R40, R45, R67, R68)."""

from models.actions.frame import Act, act
from models.db import queries
from models.db.tables import Contact, Organisation, Staff, Stakeholder
from models.method import actors, labels, letters
from models.method.errors import NotFound
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.parties import WITH_REASON, StakeholderStatus, check_status
from models.method.phases import Here
from models.method.requests import RequestKind, RequestState
from models.method.said import Said
from samenspel.settings import settings

#: Statuses in which an invitation still makes sense.
TO_INVITE = frozenset({StakeholderStatus.IDENTIFIED})

#: Talks that an invitation does not set back.
TALKING = frozenset({StakeholderStatus.IN_CONVERSATION, StakeholderStatus.INTERESTED, StakeholderStatus.COMMITTED})


def invite(here: Here) -> int:
    """Invite every stakeholder who was found but not spoken to yet; return how many were invited now."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        rows = queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id, status=TO_INVITE)
        named = queries.organisations(a.session, {row.organisation_id for row in rows})
        return sum(invite_one(a, row, named[row.organisation_id]) for row in rows)


def invite_one(a: Act, row: Stakeholder, organisation: Organisation) -> bool:
    """Invite one stakeholder inside an action that is already open; say whether there was anybody to invite."""
    contact = queries.first(a.session, Contact, id=row.contact_id) if row.contact_id else None
    if contact is None:
        return False

    def letter(items: tuple[letters.Item, ...]) -> letters.Letter:
        return letters.Invitation(
            alliance=a.alliance.name, task=a.alliance.task_title, sender=settings().foundation, items=items
        )

    text = labels.asking(RequestKind.INVITATION, a.alliance.language)
    due_at = a.in_days(a.settings.answer_days)
    if not a.ask(RequestKind.INVITATION, organisation.key, contact, text, letter=letter, due_at=due_at):
        return False
    if row.status not in TALKING:
        row.status, row.status_since, row.reason = StakeholderStatus.APPROACHED, a.now, None
    a.record(EventType.STAKEHOLDER_INVITED, organisation.key)
    return True


def move(slug: str, organisation: str, status: StakeholderStatus, *, by: str, reason: str = "") -> None:
    """Record how far the talks with a stakeholder are; a no and a leave need a reason."""
    with act(slug, by=by) as a:
        a.check_open()
        move_within(a, organisation, status, reason=reason)


def move_within(a: Act, organisation: str, status: StakeholderStatus, *, reason: str = "") -> None:
    """Record how far the talks are inside an action that is already open."""
    row = of(a, organisation)
    if row.status is status:
        return
    check_status(row.status, status)
    row.reason = (
        check_text(reason, Said("the reason why a stakeholder {status}", status=status))
        if status in WITH_REASON
        else None
    )
    row.status, row.status_since = status, a.now
    if status is not StakeholderStatus.APPROACHED:
        a.settle(RequestKind.INVITATION, organisation)
    if status in WITH_REASON:
        people = queries.rows(a.session, Contact, organisation_id=row.organisation_id)
        a.stop(RequestState.WITHDRAWN, status.value, contact_id={one.id for one in people})
    a.record(EventType.STAKEHOLDER_MOVED, organisation, status=status)


def appoint(slug: str, organisation: str, code: str, *, by: str) -> None:
    """Record which member of staff keeps in touch with a stakeholder, and takes up what it leaves unanswered."""
    with act(slug, by=by) as a:
        row = of(a, organisation)
        member = queries.first(a.session, Staff, code=code)
        if member is None:
            known = ", ".join(one.code for one in queries.rows(a.session, Staff, order="code"))
            raise NotFound("there is no member of staff {code!r}; known: {known}", code=code, known=known)
        if row.relationship_manager != code:
            row.relationship_manager = code
            a.record(EventType.STAKEHOLDER_APPOINTED, organisation, manager=code)


def of(a: Act, organisation: str) -> Stakeholder:
    """Return the stakeholder row of an organisation; :class:`NotFound` names the known keys."""
    rows = queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id)
    keys = {o.key: i for i, o in queries.organisations(a.session, {r.organisation_id for r in rows}).items()}
    if organisation not in keys:
        raise NotFound(
            "{key!r} is no stakeholder of {slug}; known: {known}",
            key=organisation,
            slug=a.alliance.slug,
            known=", ".join(sorted(keys)),
        )
    return next(r for r in rows if r.organisation_id == keys[organisation])
