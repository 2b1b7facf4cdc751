"""What came of the questions on the collaboration, told to those who answered them (R87, R104)."""

from models.actions import collaboration
from models.actions.fault_letters import heir
from models.actions.frame import Act
from models.db import queries
from models.db.tables import Contact, Respondent, Round
from models.method.collaboration import Reflection
from models.method.collaboration_questions import HIGHEST, LOWEST
from models.method.events import EventType
from models.method.labels import label
from models.method.letters import ReflectionResults, ThemeFigure
from models.method.mail import EmailStatus
from models.method.rounds import RespondentState


def share(a: Act, row: Round) -> int | None:
    """Write what a round says about the collaboration to whoever answered; return to how many, ``None`` if it was.

    A theme that so few answered that it would name somebody is left out.
    """
    said = collaboration.reflection_of(a.session, row)
    to = [contact for contact in _who_answered(a, row) if contact.email_status is EmailStatus.OK]
    number = str(row.number)
    if not a.record(EventType.ROUND_PUBLISHED, number, key=f"round:{number}:published", contacts=len(to)):
        return None
    if said is not None:
        _write(a, row, said, to)
    return len(to)


def _write(a: Act, row: Round, said: Reflection, to: list[Contact]) -> None:
    means = [(theme, one.mean) for theme, one in said.themes.items() if one.mean is not None]
    for contact in to:
        letter = ReflectionResults(
            alliance=a.alliance.name,
            round=row.number,
            answered=said.whole.answered,
            asked=said.whole.invited,
            themes=tuple(
                ThemeFigure(theme_label=label(theme, contact.language), figure=as_answered(mean))
                for theme, mean in means
            ),
        )
        a.write(letter, contact=contact)


def as_answered(mean: float) -> float:
    """Return a mean within 0..1 as people answer, from 1 to 5, to one decimal."""
    return round(LOWEST + mean * (HIGHEST - LOWEST), 1)


def _who_answered(a: Act, row: Round) -> list[Contact]:
    answered = queries.rows(a.session, Respondent, round_id=row.id, state=RespondentState.ANSWERED)
    people = queries.rows(a.session, Contact, order="key", id={one.contact_id for one in answered})
    heirs = [heir(a.session, one) for one in people]
    return list({one.id: one for one in heirs}.values())
