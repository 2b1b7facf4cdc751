"""Finding a round by its number (R86)."""

from models.actions.frame import Act
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Round
from models.method.errors import NotAllowed, NotFound
from models.method.rounds import OF_PEOPLE, RoundState
from models.method.said import Said


def find(session: Session, alliance: Alliance, number: int) -> Round:
    """Return a round of an alliance; :class:`NotFound` names the known ones."""
    rows = {row.number: row for row in queries.rows(session, Round, order="number", alliance_id=alliance.id)}
    if number not in rows:
        raise NotFound(
            "there is no round {number} in {slug}; known: {known}",
            number=number,
            slug=alliance.slug,
            known=", ".join(map(str, rows)) or Said("none yet"),
        )
    return rows[number]


def people_asked(session: Session, alliance: Alliance, number: int) -> Round:
    """Return a round in which people are asked; :class:`NotAllowed` for one that judges the impact only."""
    row = find(session, alliance, number)
    if not row.purpose.asks_people:
        raise NotAllowed("round {number} judges the impact; nobody is asked questions in it", number=number)
    return row


def asking_people(a: Act, number: int) -> Round:
    """Return a round in which people are asked, of an alliance that has not ended."""
    a.check_open()
    return people_asked(a.session, a.alliance, number)


def open_one(session: Session, alliance: Alliance) -> Round | None:
    """Return the open round in which people are asked, if there is one."""
    return queries.first(session, Round, alliance_id=alliance.id, purpose=OF_PEOPLE, state=RoundState.OPEN)
