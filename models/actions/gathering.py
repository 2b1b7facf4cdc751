"""One letter per person: what is to leave at the same moment for the same person leaves as one (G9)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from models.actions.correspondence import urgency
from models.db import chasing_queries, queries
from models.db.session import Session
from models.db.tables import Letter
from models.method.letters import LETTERS, Asking, Group, Item, OpenItems, Reminder
from models.method.requests import LetterState
from models.method.working_days import Calendar, local_day, morning

#: Kinds of letter that read as well together as alone: lists of what is asked.
JOINS: frozenset[str] = frozenset(kind for kind, letter in LETTERS.items() if letter.joins)

#: Kinds of letter that remind: a person gets one of them a day, and none on a day off.
CHASES: frozenset[str] = frozenset(kind for kind, letter in LETTERS.items() if letter.chases)


def gather(session: Session, letter: Letter, calendar: Calendar, now: datetime) -> None:
    """Join to ``letter`` every other letter that would leave now for the same person, if it is one that joins.

    They go where the letter goes: the caller gives them its state, owner and lease with :func:`joined`.
    """
    if letter.kind not in JOINS or letter.contact_id is None or letter.channel is not None or letter.to_mailbox:
        return
    kinds = JOINS if chases_from(session, letter, calendar, now) == now else JOINS - CHASES
    for other in chasing_queries.lock_others(session, letter, kinds, now):
        other.joined_to = letter.id


def chases_from(session: Session, letter: Letter, calendar: Calendar, now: datetime) -> datetime:
    """Return from when a letter may remind the person it goes to: in working time, and not the second time that day."""
    soonest = calendar.next_moment(now)
    today = local_day(soonest)
    if chasing_queries.was_chased_since(session, letter, CHASES, morning(today, time(0)), now):
        return morning(calendar.add(today, 1), calendar.send_at)
    return soonest


def joined(session: Session, letter: Letter) -> Sequence[Letter]:
    """Return the letters that leave in ``letter``, in the order in which they were written."""
    return queries.rows(session, Letter, joined_to=letter.id)


def scatter(session: Session, letter: Letter) -> None:
    """Free the letters that were joined to one that surely did not leave: each may leave by itself again, with it."""
    for other in joined(session, letter):
        other.joined_to = None
        other.state, other.owner, other.lease_until = LetterState.QUEUED, None, None
        other.not_before = letter.not_before


def keep_each(letter: Letter, others: Iterable[Letter]) -> None:
    """Keep ``others`` of a letter for a person, each by itself: they may have left in it before."""
    for other in others:
        if other.state in {LetterState.QUEUED, LetterState.SENDING}:
            other.state, other.reason = LetterState.HELD, f"it may have left together with letter {letter.id}"
            other.joined_to = other.owner = other.lease_until = None


def as_one(letters: Iterable[Asking]) -> OpenItems:
    """Return what several letters to one person ask as one letter, by alliance, most urgent first.

    It is a reminder only if each of them is one.
    """
    asked: dict[str, dict[int | None, Item]] = {}
    reminds = True
    for letter in letters:
        reminds = reminds and isinstance(letter, Reminder)
        asked.setdefault(letter.alliance, {}).update((item.request, item) for item in letter.items)
    groups = [Group(alliance=name, items=tuple(sorted(of.values(), key=urgency))) for name, of in asked.items()]
    groups.sort(key=lambda group: urgency(group.items[0]))
    return OpenItems(alliance=", ".join(group.alliance for group in groups), groups=tuple(groups), reminder=reminds)
