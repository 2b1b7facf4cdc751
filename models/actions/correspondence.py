"""The letters of one action: all items for one person gathered into one letter."""

from collections.abc import Callable
from datetime import datetime

from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Contact, Cycle, LetterItem, Request
from models.db.tables import Letter as LetterRow
from models.method.letters import Item, Letter
from models.method.working_days import local_day

MakeLetter = Callable[[tuple[Item, ...]], Letter]


class Correspondence:
    """Collects what an action asks and tells people, and queues it when the action is complete."""

    def __init__(self, session: Session, alliance: Alliance, now: datetime) -> None:
        self._session = session
        self._alliance = alliance
        self._now = now
        self._asked: dict[tuple[int, str], tuple[MakeLetter, list[tuple[Request, int]]]] = {}
        self._told: list[tuple[Letter, Contact | None, str | None]] = []

    def add_item(self, contact: Contact, request: Request, *, step: int, letter: MakeLetter) -> None:
        """Ask ``contact`` for ``request`` at this step of its ladder, in one letter with everything like it."""
        kind = letter(()).kind
        _, items = self._asked.setdefault((contact.id, kind), (letter, []))
        items.append((request, step))

    def add(self, letter: Letter, *, contact: Contact | None, staff: str | None) -> None:
        """Tell a contact or a member of staff something that asks for no answer."""
        self._told.append((letter, contact, staff))

    def close(self) -> None:
        """Queue the letters."""
        for (contact_id, _), (make, asked) in self._asked.items():
            items = tuple(
                Item(request=r.id, text=r.text, due=local_day(r.due_at) if r.due_at else None) for r, _ in asked
            )
            row = self._queue(make(items), contact_id=contact_id, staff=None)
            self._session.add_all(LetterItem(letter_id=row.id, request_id=r.id, step=step) for r, step in asked)
        for letter, contact, staff in self._told:
            self._queue(letter, contact_id=contact.id if contact else None, staff=staff)
        self._asked.clear()
        self._told.clear()
        self._session.flush()

    def _queue(self, letter: Letter, *, contact_id: int | None, staff: str | None) -> LetterRow:
        cycle = queries.last(self._session, Cycle, order="number", alliance_id=self._alliance.id)
        recipient = f"contact-{contact_id}" if contact_id is not None else f"staff-{staff}"
        stem = f"{self._alliance.slug}:{recipient}:{letter.kind}:{local_day(self._now).isoformat()}"
        same_day = queries.count_letters(self._session, self._alliance, stem)
        row = LetterRow(
            alliance_id=self._alliance.id,
            cycle=cycle.number if cycle else 0,
            key=f"{stem}:{same_day + 1}",
            kind=letter.kind,
            contact_id=contact_id,
            staff=staff,
            context=letter.model_dump(mode="json"),
            written_at=self._now,
            not_before=max(self._now, cycle.letters_from or self._now) if cycle else self._now,
        )
        self._session.add(row)
        self._session.flush()
        return row
