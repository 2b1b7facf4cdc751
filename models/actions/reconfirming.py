"""Whether a promise still stands: asked every half year, with a friendly way out (R24, R25, R104)."""

from datetime import timedelta

from models.actions import thanks
from models.actions.frame import Act, act
from models.db import queries
from models.db.tables import Commitment, Contact, Stakeholder, Timer
from models.method.commitments import CommitmentStatus
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.letters import ReConfirmationAsked
from models.method.parties import WITH_REASON
from models.method.requests import RequestKind, TimerKind
from models.method.said import Said
from models.method.working_days import local_day, morning

#: A promise is not asked after before it is half a year old, and not more often.
EVERY_DAYS = 182


def set_out(a: Act, row: Commitment) -> None:
    """Ask half a year from now whether a promise still stands, unless it ends before that."""
    a.cancel(kind=TimerKind.RE_CONFIRMATION, subject=row.key)
    day = a.calendar.add(local_day(a.now) + timedelta(days=EVERY_DAYS), 0)
    if row.ends_on is None or row.ends_on > day:
        known = queries.count(
            a.session, Timer, alliance_id=a.alliance.id, kind=TimerKind.RE_CONFIRMATION, subject=row.key
        )
        a.due(TimerKind.RE_CONFIRMATION, row.key, morning(day, a.settings.send_at), n=known + 1)


def ask(a: Act, timer: Timer) -> None:
    """Ask an organisation whether its promise still stands, and ask again half a year later."""
    row = queries.first(a.session, Commitment, alliance_id=a.alliance.id, key=timer.subject)
    if a.open_phase is None or row is None or row.status is not CommitmentStatus.CONFIRMED:
        return
    partner = queries.first(a.session, Stakeholder, alliance_id=a.alliance.id, organisation_id=row.organisation_id)
    if partner is None or partner.contact_id is None or partner.status in WITH_REASON:
        return
    a.ask(
        RequestKind.RE_CONFIRMATION,
        row.key,
        queries.one(a.session, Contact, "contact", id=partner.contact_id),
        row.description,
        letter=lambda items: ReConfirmationAsked(alliance=a.alliance.name, items=items),
        due_at=a.in_days(a.settings.answer_days),
        again_after=a.now,
    )
    set_out(a, row)


def reconfirm(slug: str, key: str, *, by: str) -> None:
    """Record that a promise still stands; :class:`NotAllowed` unless it was confirmed before."""
    with act(slug, by=by) as a:
        row = queries.one(
            a.session, Commitment, Said("commitment {key!r}", key=key), alliance_id=a.alliance.id, key=key
        )
        if row.status is not CommitmentStatus.CONFIRMED:
            raise NotAllowed(
                "{key} is {status}; allowed: only what is confirmed can be confirmed again", key=key, status=row.status
            )
        thanks.settle_with_thanks(a, RequestKind.RE_CONFIRMATION, key, row.description)
        set_out(a, row)
        a.record(EventType.COMMITMENT_RECONFIRMED, key)
