"""Reminding: all steps of ladders that are due, alliance by alliance, many in one transaction."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from models.actions import chasing, correspondence, gathering
from models.actions.frame import Act
from models.db import chasing_queries, letter_queries, queries
from models.db.session import Session, database
from models.db.tables import Contact, Letter, Organisation, Timer
from models.method import actors
from models.method.letters import Asking, letter_from
from models.method.letters import Letter as LetterContent
from models.method.requests import LetterState, RequestKind, RequestState, TimerState
from models.method.working_days import local_day, morning
from samenspel import clock

logger = logging.getLogger("samenspel.reminders")

#: So many alliances are reminded for in one transaction: enough to be quick, few enough that nobody waits for it.
AT_ONCE = 25

#: So many of each are shown; whoever wants all asks for the requests of an alliance.
MOST = 50


@dataclass(frozen=True, slots=True)
class Reminded:
    """A letter that reminders would lead to; ``organisation`` is its key, or a staff code for a task of ours.

    ``name`` is the person's, or that of the organisation for its mailbox, for a preview on a screen and nowhere else.
    """

    alliances: tuple[str, ...]
    organisation: str
    name: str
    language: str
    to_staff: bool
    waits_for_review: bool
    content: LetterContent


class _To(NamedTuple):
    """Whom a letter goes to; to a mailbox each leaves by itself."""

    staff: str
    contact: int
    mailbox: bool


#: To whom, of which alliance, whether it waits for a review, and what it says.
_Found = tuple[_To, str, bool, LetterContent]


@dataclass(frozen=True, slots=True)
class Chased:
    """A request and its step: ``n`` was taken, or falls, at ``at``; ``organisation`` is the name of who was asked.

    ``handed_to`` is who of ours took it over.
    """

    alliance: str
    organisation: str
    kind: RequestKind
    subject: str
    n: int
    at: datetime
    handed_to: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """How reminding stands today: who was reminded, who is next, and what a person of ours took over.

    ``in_review`` counts letters that wait to be approved, ``stuck`` those that failed, are held or came back.
    """

    reminded: tuple[Chased, ...]
    coming: tuple[Chased, ...]
    with_us: tuple[Chased, ...]
    in_review: int
    stuck: int


def take_due(slug: str | None = None) -> int:
    """Take every step that is due, in one alliance or in all that do not rest; return how many were taken.

    :class:`NotFound` for an alliance that there is not.

    Alliances that cannot be dealt with together are left as they were: whoever fires timers one by one finds out which
    of them is in the way.
    """
    taken = 0
    for slugs in _in_batches(slug):
        try:
            with database().write() as session:
                taken += _take(session, slugs)
        except Exception as problem:  # noqa: BLE001 -- only the kind is told: the text may be personal
            logger.warning("%d alliances cannot be reminded together: %s", len(slugs), type(problem).__name__)
    return taken


def take_one(a: Act, timer: Timer) -> None:
    """Take the step of one timer inside an action that is already open."""
    for due in chasing_queries.steps_of(a.session, timer):
        written = chasing_queries.written_about(a.session, {due[1].id})
        _step(a, due, written.get(due[1].id, []))


def rehearse(slug: str | None = None) -> list[Reminded]:
    """Return exactly the letters that :func:`take_due` would lead to now, one per person, and change nothing."""
    found: list[_Found] = []
    with database().write() as session:
        for slugs in _in_batches(slug):
            before = chasing_queries.last_letter(session)
            _take(session, slugs)
            found += [
                (
                    _To(row.staff or "", row.contact_id or 0, row.to_mailbox),
                    name,
                    row.state is LetterState.DRAFT,
                    letter_from(row.kind, row.context),
                )
                for row, name in chasing_queries.letters_after(session, before)
            ]
        shown = list(_by_person(session, found))
        session.rollback()
    return shown


def day() -> Day:
    """Return how reminding stands today, over all alliances."""
    since = morning(local_day(clock.now()), time(0))
    with database().read() as session:
        return Day(
            tuple(
                _chased(one, at=one[0].stepped_at, n=one[0].step)
                for one in chasing_queries.reminded_since(session, since, MOST)
            ),
            tuple(_chased(one, at=timer.due_at, n=timer.n) for one, timer in chasing_queries.next_steps(session, MOST)),
            tuple(
                _chased(one, at=one[0].stopped_at, n=one[0].step) for one in chasing_queries.handed_over(session, MOST)
            ),
            in_review=letter_queries.count_drafts(session)[0],
            stuck=queries.count(session, Letter, state={LetterState.FAILED, LetterState.HELD, LetterState.BOUNCED}),
        )


def _chased(one: chasing_queries.Shown, *, at: datetime | None, n: int) -> Chased:
    request, alliance, organisation = one
    return Chased(
        alliance,
        organisation,
        request.kind,
        request.subject,
        n,
        at or request.asked_at,
        request.handed_to,
    )


def _in_batches(slug: str | None) -> Iterator[Sequence[str]]:
    with database().read() as session:
        if slug is not None:
            queries.find_alliance(session, slug)
        slugs = chasing_queries.with_due_steps(session, clock.now(), slug)
    for at in range(0, len(slugs), AT_ONCE):
        yield slugs[at : at + AT_ONCE]


def _take(session: Session, slugs: Sequence[str]) -> int:
    now = clock.now()
    acts = {
        alliance.id: Act(session, alliance, actors.CLOCK, run, now=now)
        for alliance, run in chasing_queries.lock_alliances(session, slugs)
    }
    due = chasing_queries.due_steps(session, acts, now)
    written = chasing_queries.written_about(session, {one[1].id for steps in due.values() for one in steps})
    foundation = next(iter(acts.values())).foundation if acts else None
    taken = 0
    # What one step writes no other reads, so all of it may be written at once.
    with session.no_autoflush:
        for alliance, steps in due.items():
            acts[alliance].__dict__["foundation"] = foundation
            for one in steps:
                # What is not taken after all sets its timer to another moment.
                one[0].state = TimerState.FIRED
                taken += _step(acts[alliance], one, written.get(one[1].id, []))
    correspondence.queue(session, [a.letters for a in acts.values()])
    return taken


def _step(a: Act, due: chasing_queries.DueStep, written: Sequence[Letter]) -> bool:
    timer, request, contact = due
    return request.state is RequestState.OPEN and chasing.take(a, timer, request, contact, written)


def _by_person(session: Session, found: list[_Found]) -> Iterator[Reminded]:
    """Yield the letters of each person as they would leave: what joins as one, the others by themselves."""
    for (to, waits), rows in groupby(sorted(found, key=itemgetter(0, 2)), itemgetter(0, 2)):
        of_person = list(rows)
        alliances = tuple(dict.fromkeys(name for _, name, _, _ in of_person))
        contents = [content for *_, content in of_person]
        if to.staff:
            yield from (Reminded((content.alliance,), to.staff, "", "nl", True, False, content) for content in contents)
            continue
        contact = queries.one(session, Contact, "contact", id=to.contact)
        at = queries.one(session, Organisation, "organisation", id=contact.organisation_id)
        if to.mailbox:
            for content in contents:
                yield Reminded(alliances, at.key, at.name, contact.language, False, waits, content)
            continue
        askings = [content for content in contents if isinstance(content, Asking)]
        content = askings[0] if len(askings) == 1 else gathering.as_one(askings)
        yield Reminded(alliances, at.key, contact.name, contact.language, False, waits, content)
