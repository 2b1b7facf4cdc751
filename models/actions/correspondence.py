"""The letters of an action: all items for one person gathered into one letter."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from models.db import chasing_queries
from models.db.session import Session
from models.db.tables import Alliance, Contact, LetterItem, Request
from models.db.tables import Letter as LetterRow
from models.method.choices import AllianceSettings
from models.method.letters import Handed, HandedOver, Item, Letter
from models.method.requests import LetterState
from models.method.working_days import local_day, morning

MakeLetter = Callable[[tuple[Item, ...]], Letter]


@dataclass(frozen=True, slots=True)
class _Written:
    """A letter that was composed, to whom, and the steps of requests that are its items."""

    letter: Letter
    contact: int | None
    staff: str | None
    to_mailbox: bool
    items: tuple[tuple[Request, int], ...] = ()


class Correspondence:
    """Collects what an action asks and tells people, and queues it when the action is complete."""

    def __init__(self, session: Session, alliance: Alliance, now: datetime) -> None:
        self._session = session
        self.alliance = alliance
        self.now = now
        self._asked: dict[tuple[int, str, bool], tuple[MakeLetter, list[tuple[Request, int]]]] = {}
        self._handed: dict[str, list[Handed]] = {}
        self._told: list[tuple[Letter, Contact | None, str | None]] = []

    def add_item(
        self, contact: Contact, request: Request, *, step: int, letter: MakeLetter, to_mailbox: bool = False
    ) -> None:
        """Ask ``contact`` for ``request`` at this step of its ladder, in one letter with everything like it.

        With ``to_mailbox`` it goes to the shared mailbox of their organisation.
        """
        kind = letter(()).kind
        _, items = self._asked.setdefault((contact.id, kind, to_mailbox), (letter, []))
        items.append((request, step))

    def hand_over(self, handed: Handed, *, staff: str) -> None:
        """Hand something to a member of staff, in one letter with everything else that is handed to them."""
        self._handed.setdefault(staff, []).append(handed)

    def add(self, letter: Letter, *, contact: Contact | None, staff: str | None) -> None:
        """Tell a contact or a member of staff something that asks for no answer."""
        self._told.append((letter, contact, staff))

    def close(self) -> None:
        """Queue the letters."""
        queue(self._session, [self])

    def take_out(self) -> list[_Written]:
        """Return the letters as they were composed, and begin anew."""
        written = []
        for (contact, _, to_mailbox), (make, asked) in self._asked.items():
            letter = make(tuple(sorted((_item(request) for request, _ in asked), key=urgency)))
            written.append(_Written(letter, contact, None, to_mailbox, tuple(asked)))
        for staff, handed in self._handed.items():
            letter = HandedOver(alliance=self.alliance.name, items=tuple(handed))
            written.append(_Written(letter, None, staff, to_mailbox=False))
        for letter, person, to in self._told:
            written.append(_Written(letter, person.id if person else None, to, to_mailbox=False))
        self._asked.clear()
        self._handed.clear()
        self._told.clear()
        return written


def queue(session: Session, correspondences: Sequence[Correspondence]) -> None:
    """Queue the letters of several actions on different alliances, which happen at the same moment."""
    written = [(one, letter) for one in correspondences for letter in one.take_out()]
    if not written:
        return
    today = local_day(written[0][0].now)
    alliances = {one.alliance.id for one, _ in written}
    cycles = chasing_queries.last_cycles(session, alliances)
    known = chasing_queries.was_written_to(session, {letter.contact for _, letter in written if letter.contact})
    numbers = Counter(
        key.rpartition(":")[0] for key in chasing_queries.keys_since(session, alliances, morning(today, time(0)))
    )
    rows = []
    for one, letter in written:
        recipient = f"contact-{letter.contact}" if letter.contact is not None else f"staff-{letter.staff}"
        stem = f"{one.alliance.slug}:{recipient}:{letter.letter.kind}:{today.isoformat()}"
        numbers[stem] += 1
        cycle = cycles.get(one.alliance.id)
        row = LetterRow(
            alliance_id=one.alliance.id,
            cycle=cycle.number if cycle else 0,
            key=f"{stem}:{numbers[stem]}",
            kind=letter.letter.kind,
            contact_id=letter.contact,
            staff=letter.staff,
            to_mailbox=letter.to_mailbox,
            state=LetterState.DRAFT if _is_reviewed(one.alliance, letter, known) else LetterState.QUEUED,
            context=letter.letter.model_dump(mode="json"),
            written_at=one.now,
            not_before=max(one.now, cycle.letters_from or one.now) if cycle else one.now,
        )
        rows.append((row, letter))
    session.add_all(row for row, _ in rows)
    session.flush()
    session.add_all(
        LetterItem(letter_id=row.id, request_id=request.id, step=step)
        for row, letter in rows
        for request, step in letter.items
    )
    session.flush()


def _item(request: Request) -> Item:
    due = local_day(request.due_at) if request.due_at else None
    return Item(request=request.id, text=request.text, due=due, kind=request.kind)


def _is_reviewed(alliance: Alliance, written: _Written, known: set[int]) -> bool:
    """Say whether a person looks at a letter before it leaves: the first one that somebody gets, and grave ones."""
    if written.contact is None or not AllianceSettings.model_validate(alliance.settings).review_letters:
        return False
    return written.letter.reviewed or written.contact not in known


def urgency(item: Item) -> date:
    """Return by what items are put in order: what is due first, and what is due on no day last."""
    return item.due or date.max
