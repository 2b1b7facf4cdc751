"""Rounds on the collaboration as people read them: who is asked, who was heard, and what may be shown of it (R87)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.actions import collaboration, round_rows
from models.actions.reflection_sharing import as_answered
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Contact, Respondent, Round
from models.method import collaboration as method
from models.method.collaboration_questions import Question, Theme
from models.method.evaluation.parameters import Parameters
from models.method.parties import Role
from models.method.rounds import RespondentState


@dataclass(frozen=True, slots=True)
class RespondentLine:
    """Somebody who is asked in a round, by key; what they answered is shown to nobody."""

    contact: str
    organisation: str
    target_group: bool
    state: RespondentState
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question of a round, in Dutch and in English, with its number in the letter; an open one has no theme."""

    number: int
    key: str
    theme: Theme | None
    nl: str
    en: str
    reversed: bool


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme or a group of organisations with its mean from 1 to 5, ``None`` where too few answered to show one.

    ``answered`` are organisations; of what is not shown it is ``None`` too.
    """

    about: Theme | Role
    mean: float | None
    answered: int | None


@dataclass(frozen=True, slots=True)
class TextLine:
    """What somebody wrote who allowed that it is shown without a name."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class ReflectionView:
    """What a round says about the collaboration; while it is open, only how many were heard.

    ``mean`` is from 1 to 5, ``response_rate`` within 0..1; no figure of fewer than ``least_shown`` organisations is
    shown.
    """

    asked: int
    answered: int
    declined: int
    response_rate: float | None
    least_shown: int
    verdict: str | None
    reason: str | None
    mean: float | None
    themes: tuple[ThemeLine, ...]
    groups: tuple[ThemeLine, ...]
    texts: tuple[TextLine, ...]


def respondents(slug: str, number: int) -> list[RespondentLine]:
    """Return who is asked in a round, in the order in which they were chosen."""
    with database().read() as session:
        row = round_rows.people_asked(session, queries.find_alliance(session, slug), number)
        return _lines(session, collaboration.respondents(session, row))


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody to fill in answers for, by key and by name, at an organisation by its key."""

    contact: str
    organisation: str
    name: str


@dataclass(frozen=True, slots=True)
class ToFillIn:
    """The questions of a round as they were frozen, and who is asked them."""

    questions: tuple[Question, ...]
    people: tuple[PersonLine, ...]


def to_fill_in(slug: str, number: int) -> ToFillIn:
    """Return what a file with answers holds; :class:`NotAllowed` for a round in which nobody is asked."""
    with database().read() as session:
        row = round_rows.people_asked(session, queries.find_alliance(session, slug), number)
        rows = collaboration.respondents(session, row)
        people = {one.id: one for one in queries.rows(session, Contact, id={one.contact_id for one in rows})}
        named = queries.organisations(session, {one.organisation_id for one in rows})
        return ToFillIn(
            method.kept(row.questions) or method.frozen(),
            tuple(
                PersonLine(people[one.contact_id].key, named[one.organisation_id].key, people[one.contact_id].name)
                for one in rows
            ),
        )


def _lines(session: Session, rows: Sequence[Respondent]) -> list[RespondentLine]:
    people = {one.id: one.key for one in queries.rows(session, Contact, id={row.contact_id for row in rows})}
    named = queries.organisations(session, {row.organisation_id for row in rows})
    return [
        RespondentLine(
            contact=people[row.contact_id],
            organisation=named[row.organisation_id].key,
            target_group=row.target_group,
            state=row.state,
            answered_at=row.answered_at,
        )
        for row in rows
    ]


def questions(slug: str, number: int) -> list[QuestionLine]:
    """Return what is asked in a round, with the numbers of the letter."""
    with database().read() as session:
        row = round_rows.people_asked(session, queries.find_alliance(session, slug), number)
        asked = method.kept(row.questions) or method.frozen()
        return [
            QuestionLine(place, one.key, one.theme, one.nl, one.en, one.reversed)
            for place, one in enumerate(asked, start=1)
        ]


def view(session: Session, row: Round) -> ReflectionView | None:
    """Return what may be read of a round in which people are asked, ``None`` for any other."""
    if not row.purpose.asks_people:
        return None
    rows = collaboration.respondents(session, row)
    states = [one.state for one in rows]
    said = collaboration.reflection_of(session, row)
    asked = len({one.organisation_id for one in rows})
    heard = len({one.organisation_id for one in rows if one.state is RespondentState.ANSWERED})
    return ReflectionView(
        asked=asked,
        answered=heard,
        declined=states.count(RespondentState.DECLINED),
        response_rate=heard / asked if asked else None,
        least_shown=method.least_shown(method.kept(row.questions), Parameters()),
        verdict=said.verdict if said else None,
        reason=said.reason if said else None,
        mean=_figure(said.whole.mean) if said else None,
        themes=tuple(
            ThemeLine(theme, _figure(one.mean), one.answered if one.mean is not None else None)
            for theme, one in (said.themes if said else {}).items()
        ),
        groups=tuple(
            ThemeLine(Role(group), _figure(mean), None)
            for group, mean in ((said.whole.groups or {}) if said else {}).items()
        ),
        texts=tuple(
            TextLine(question, text) for question, told in collaboration.texts_of(session, row).items() for text in told
        ),
    )


def _figure(mean: float | None) -> float | None:
    return None if mean is None else as_answered(mean)
