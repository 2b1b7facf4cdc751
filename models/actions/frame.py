"""The frame of every action: lock the alliance, change it, record what happened, commit once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from models.actions import chasing
from models.actions.correspondence import Correspondence
from models.db import engine_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Contact, Cycle, Dispatch, Event, Foundation, PhaseRun, Request, Timer
from models.method.choices import AllianceSettings, FoundationSettings
from models.method.errors import NotAllowed, NotFound, PhaseMovedOn
from models.method.events import Detail, EventType, wakes
from models.method.ladders import Ladder, ladder_of
from models.method.letters import Item, Letter
from models.method.mail import EmailStatus
from models.method.phases import AllianceStatus, Here
from models.method.requests import AWAITED, RequestKind, RequestState, TimerKind, TimerState
from models.method.working_days import Calendar
from samenspel import clock


class Act:
    """An action under way on one locked alliance; everything it does is committed together or not at all."""

    def __init__(
        self, session: Session, alliance: Alliance, by: str, open_phase: PhaseRun | None, *, now: datetime | None = None
    ) -> None:
        self.session = session
        self.alliance = alliance
        self.by = by
        self.now: datetime = now or clock.now()
        self.letters = Correspondence(session, alliance, self.now)
        #: The one open phase, or ``None`` when the alliance has ended; only ``models.actions.phases`` sets it.
        self.open_phase = open_phase

    @cached_property
    def settings(self) -> AllianceSettings:
        """What this alliance chose where the method leaves a choice."""
        return AllianceSettings.model_validate(self.alliance.settings)

    def forget_choices(self) -> None:
        """Read anew what this alliance chose, after that was changed."""
        for name in ("settings", "calendar"):
            self.__dict__.pop(name, None)

    @cached_property
    def foundation(self) -> FoundationSettings:
        """What the foundation chose for every alliance."""
        row = queries.first(self.session, Foundation, id=1)
        return FoundationSettings.model_validate(row.settings) if row is not None else FoundationSettings()

    def ladder(self, kind: RequestKind, own: list[str] | None = None) -> Ladder:
        """Return by which steps something is followed up: its own, those chosen here or by the foundation, or ours."""
        return ladder_of(kind, own, self.settings.ladders, self.foundation.ladders)

    @cached_property
    def calendar(self) -> Calendar:
        """When the people of this alliance may be written to."""
        return Calendar(
            quiet=self.foundation.quiet_days | {date.fromisoformat(day) for day in self.alliance.quiet_days},
            good_friday_off=self.foundation.good_friday_off,
            liberation_day_off=self.foundation.liberation_day_off,
            send_at=self.settings.send_at,
        )

    @property
    def run(self) -> PhaseRun:
        """The one open phase; :class:`NotAllowed` when the alliance has ended."""
        run = self.open_phase
        if run is None:
            raise NotAllowed(
                "alliance {slug} has ended ({ending}); nothing can change in it",
                slug=self.alliance.slug,
                ending=self.alliance.ending,
            )
        return run

    def check_open(self) -> None:
        """Raise :class:`NotAllowed` when the alliance has ended."""
        _ = self.run

    @property
    def cycle(self) -> int:
        """The number of the live cycle, or of the last one when the alliance has ended."""
        if self.open_phase is not None:
            return self.open_phase.cycle
        last = queries.last(self.session, Cycle, order="number", alliance_id=self.alliance.id)
        return last.number if last else 0

    def record(self, event: EventType, subject: str = "", *, key: str | None = None, **details: Detail) -> bool:
        """Append an event; say ``False``, and do nothing, when one with this ``key`` was recorded before."""
        if key is not None and queries.first(self.session, Event, alliance_id=self.alliance.id, key=key):
            return False
        self.alliance.last_seq += 1
        run = self.open_phase
        self.session.add(
            Event(
                alliance_id=self.alliance.id,
                seq=self.alliance.last_seq,
                type=event,
                at=self.now,
                actor=self.by,
                cycle=run.cycle if run else None,
                phase=run.phase if run else None,
                subject=subject,
                details=details,
                key=key,
            )
        )
        if run is not None and wakes(event, self.by):
            self.dispatch.wake_seq = self.alliance.last_seq
        return True

    @cached_property
    def dispatch(self) -> Dispatch:
        """The engine's bookkeeping of this alliance."""
        return engine_queries.lock_dispatch(self.session, self.alliance.id)

    def ask(
        self,
        kind: RequestKind,
        subject: str,
        contact: Contact,
        text: str,
        *,
        letter: Callable[[tuple[Item, ...]], Letter],
        due_at: datetime | None = None,
        again_after: datetime | None = None,
        ladder: list[str] | None = None,
    ) -> bool:
        """Ask ``contact`` for something, once per cycle and subject; say whether it was asked now.

        ``text`` is what is asked in the words of the alliance; ``letter`` makes the letter from all items of a person.
        With ``again_after`` it is asked once more when the last request had ended by that moment. A ``ladder`` of its
        own goes before the one that was chosen for its kind.
        """
        known = queries.last(
            self.session,
            Request,
            alliance_id=self.alliance.id,
            cycle=self.cycle,
            kind=kind,
            subject=subject,
            contact_id=contact.id,
        )
        if known is not None and not (again_after and known.stopped_at and known.stopped_at <= again_after):
            return False
        request = Request(
            alliance_id=self.alliance.id,
            cycle=self.cycle,
            kind=kind,
            subject=subject,
            text=text,
            contact_id=contact.id,
            asked_at=self.now,
            due_at=due_at,
            step=0,
            stepped_at=self.now,
            ladder=ladder,
        )
        self.session.add(request)
        self.session.flush()
        self.record(EventType.REQUEST_ASKED, subject, kind=str(kind), contact=contact.key, request=request.id)
        if contact.email_status is not EmailStatus.OK:
            chasing.give_up(self, request, chasing.SILENT[contact.email_status])
            return True
        self.letters.add_item(contact, request, step=0, letter=letter)
        chasing.set_out(self, request)
        return True

    def settle(
        self, kind: RequestKind, subject: str, state: RequestState = RequestState.ANSWERED, reason: str = ""
    ) -> None:
        """Stop every open request for ``subject`` of this kind, and its reminders, at once."""
        self.stop(state, reason or state.value, kind=kind, subject=subject)

    def stop(self, state: RequestState, reason: str, **which: Any) -> None:
        """Stop the requests that match and still wait, cancel their timers, take them out of letters not yet sent.

        One that was handed to a person of ours waits too: a late answer is an answer.
        """
        found = queries.rows(self.session, Request, alliance_id=self.alliance.id, state=AWAITED, **which)
        for request in found:
            request.state = state
            request.stopped_at = self.now
            request.stopped_reason = reason
            self.cancel(kind=TimerKind.REQUEST_STEP, subject=str(request.id))
            self.record(EventType.REQUEST_STOPPED, request.subject, kind=str(request.kind), reason=reason)

    def write(self, letter: Letter, *, contact: Contact | None = None, staff: str | None = None) -> None:
        """Queue a letter without requests to a contact or a member of staff."""
        self.letters.add(letter, contact=contact, staff=staff)

    def due(self, kind: TimerKind, subject: str, at: datetime, *, n: int = 1) -> None:
        """Set a due moment; a timer that is already set for the same thing is moved, one that fired stays fired."""
        timer = queries.first(
            self.session, Timer, alliance_id=self.alliance.id, cycle=self.cycle, kind=kind, subject=subject, n=n
        )
        if timer is None:
            self.session.add(
                Timer(alliance_id=self.alliance.id, cycle=self.cycle, kind=kind, subject=subject, n=n, due_at=at)
            )
        elif timer.state is TimerState.WAITING:
            timer.due_at = at
        self.session.flush()

    def cancel(self, **which: Any) -> None:
        """Cancel the waiting timers that match."""
        for timer in queries.rows(self.session, Timer, alliance_id=self.alliance.id, state=TimerState.WAITING, **which):
            timer.state = TimerState.CANCELLED
        self.session.flush()

    def in_days(self, days: float) -> datetime:
        """Return the moment ``days`` from now."""
        return self.now + timedelta(days=days)


@contextmanager
def act(slug: str, *, by: str, at: Here | None = None) -> Iterator[Act]:
    """Open an action on alliance ``slug`` by actor ``by``; it commits at the end, or leaves nothing behind.

    A step of a phase run says where it works with ``at``; :class:`PhaseMovedOn` tells it that this is no longer the
    open phase, or that the alliance rests.
    """
    with database().write() as session:
        try:
            alliance, run = queries.lock_alliance(session, slug)
        except NotFound:
            if at is None:
                raise
            raise PhaseMovedOn("{slug} was removed", slug=slug) from None
        action = Act(session, alliance, by, run)
        if at is not None:
            _check_place(action, at)
        yield action
        action.letters.close()


def _check_place(a: Act, at: Here) -> None:
    alliance, run = a.alliance, a.open_phase
    if alliance.status is AllianceStatus.PAUSED:
        raise PhaseMovedOn("{slug} rests", slug=alliance.slug)
    if run is None:
        raise PhaseMovedOn("{slug} has ended", slug=alliance.slug)
    if (run.cycle, run.phase) != (at.cycle, at.phase):
        raise PhaseMovedOn(
            "{slug} moved on to {phase} of cycle {cycle}", slug=alliance.slug, phase=run.phase, cycle=run.cycle
        )
