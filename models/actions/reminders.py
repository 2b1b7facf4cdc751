"""Reminding: all steps of ladders that are due, alliance by alliance, many in one transaction."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from models.actions import chasing, correspondence, gathering, last_look
from models.actions.frame import Act
from models.actions.last_look import Recipient
from models.db import chasing_queries, letter_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Letter, Timer
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
    """Whom a letter goes to, and whether somebody looks at it first; to a mailbox each leaves by itself."""

    staff: str
    contact: int
    mailbox: bool
    waits: bool


class _Found(NamedTuple):
    """A letter that a rehearsal led to; ``organisation`` is a key, or a staff code."""

    at: _To
    to: Recipient
    alliance: str
    organisation: str
    content: LetterContent


@dataclass(frozen=True, slots=True)
class Chased:
    """A request and its step: ``n`` was taken, or falls, at ``at``; ``organisation`` is the name of who was asked.

    ``handed_to`` is who of ours took it over, ``letter`` how far the letter is that reminds of it.
    """

    alliance: str
    organisation: str
    kind: RequestKind
    subject: str
    n: int
    at: datetime
    handed_to: str | None
    letter: LetterState | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """How reminding stands today: what reminds somebody, who is next, and what a person of ours took over.

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
    with database().write() as session:
        found = [one for slugs in _in_batches(slug) for one in _rehearsed(session, slugs)]
        session.rollback()
    return list(_by_person(found))


def _rehearsed(session: Session, slugs: Sequence[str]) -> list[_Found]:
    """Return the letters of these alliances, without one that cannot be dealt with."""
    before = chasing_queries.last_letter(session)
    try:
        with session.begin_nested():
            _take(session, slugs)
            written = chasing_queries.letters_after(session, before)
            return [_found(session, row, alliance) for row, alliance in written]
    except Exception as problem:  # noqa: BLE001 -- only the kind is told: the text may be personal
        logger.warning("%d alliances cannot be reminded together: %s", len(slugs), type(problem).__name__)
    return [one for slug in slugs for one in _rehearsed(session, [slug])] if len(slugs) > 1 else []


def _found(session: Session, row: Letter, alliance: Alliance) -> _Found:
    return _Found(
        _To(row.staff or "", row.contact_id or 0, row.to_mailbox, row.state is LetterState.DRAFT),
        last_look.addressee(session, row, alliance),
        alliance.slug,
        letter_queries.line(session, row.id).to,
        letter_from(row.kind, row.context),
    )


def day() -> Day:
    """Return how reminding stands today, over all alliances."""
    since = morning(local_day(clock.now()), time(0))
    with database().read() as session:
        return Day(
            tuple(
                _chased(one, at=letter.sent_at or letter.written_at, n=n, letter=letter.state)
                for one, n, letter in chasing_queries.reminded_since(session, gathering.CHASES, since, MOST)
            ),
            tuple(_chased(one, at=timer.due_at, n=timer.n) for one, timer in chasing_queries.next_steps(session, MOST)),
            tuple(
                _chased(one, at=one[0].stopped_at, n=one[0].step) for one in chasing_queries.handed_over(session, MOST)
            ),
            in_review=letter_queries.count_drafts(session)[0],
            stuck=queries.count(session, Letter, state={LetterState.FAILED, LetterState.HELD, LetterState.BOUNCED}),
        )


def _chased(one: chasing_queries.Shown, *, at: datetime | None, n: int, letter: LetterState | None = None) -> Chased:
    request, alliance, organisation = one
    return Chased(
        alliance,
        organisation,
        request.kind,
        request.subject,
        n,
        at or request.asked_at,
        request.handed_to,
        letter,
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


def _by_person(found: list[_Found]) -> Iterator[Reminded]:
    """Yield the letters of each person as they would leave: what joins as one, the others by themselves."""
    for at, rows in groupby(sorted(found, key=itemgetter(0)), itemgetter(0)):
        together: list[_Found] = []
        for one in rows:
            if one.content.kind in gathering.JOINS and not at.mailbox:
                together.append(one)
            else:
                yield _reminded([one], one.content)
        askings = [one.content for one in together if isinstance(one.content, Asking)]
        if askings:
            yield _reminded(together, askings[0] if len(askings) == 1 else gathering.as_one(askings))


def _reminded(found: Sequence[_Found], content: LetterContent) -> Reminded:
    first = found[0]
    return Reminded(
        tuple(dict.fromkeys(one.alliance for one in found)),
        first.organisation,
        first.to.name,
        first.to.language,
        to_staff=bool(first.at.staff),
        waits_for_review=first.at.waits,
        content=content,
    )
