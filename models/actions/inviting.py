"""Putting the questions on the collaboration to those who were chosen, frozen as they are asked (R84, R86, R87)."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from models.actions import collaboration, respondents
from models.actions.fault_letters import heir
from models.actions.frame import Act
from models.db import queries
from models.db.tables import Contact, Respondent, Round, Stakeholder
from models.method import letters
from models.method.collaboration import frozen, kept, least_shown, open_ones
from models.method.collaboration_questions import Question
from models.method.evaluation.parameters import Parameters
from models.method.labels import asking, chosen, label
from models.method.letters import AskedTheme, Item, RoundInvitation, Statement
from models.method.parties import WITH_REASON
from models.method.requests import RequestKind, RequestState
from models.method.rounds import RespondentState

#: Who has not been heard.
WAITED_FOR = frozenset({RespondentState.CHOSEN, RespondentState.INVITED})


def freeze(row: Round) -> None:
    """Keep the questions of today with a round; whether they are sensitive was said when it was prepared."""
    sensitive = any(one.sensitive for one in kept(row.questions))
    row.questions = [one.model_dump(mode="json") for one in frozen(sensitive=sensitive)]


def begin(a: Act, row: Round) -> int:
    """Freeze the questions of a round that opens and ask everybody; where nobody was chosen, those who are offered."""
    freeze(row)
    if not collaboration.respondents(a.session, row):
        respondents.choose(a, row)
    return ask_chosen(a, row)


def ask_chosen(a: Act, row: Round, *, again: bool = False) -> int:
    """Ask everybody who was not asked yet; return how many were asked now.

    Who took over from somebody is asked in their place, and an organisation that left is not waited for. With ``again``
    whoever was asked before the round closed is asked once more.
    """
    _look_who_is_there(a, row)
    asked = 0
    for one in queries.rows(a.session, Respondent, round_id=row.id, state=RespondentState.CHOSEN):
        contact = queries.one(a.session, Contact, "contact", id=one.contact_id)
        asked += a.ask(
            RequestKind.ROUND,
            str(row.number),
            contact,
            asking(RequestKind.ROUND, a.alliance.language),
            letter=partial(_letter, a.alliance.name, row, contact.language),
            due_at=row.due_at,
            again_after=a.now if again else None,
        )
        one.state = RespondentState.INVITED
    a.session.flush()
    return asked


def _look_who_is_there(a: Act, row: Round) -> None:
    left = {
        one.organisation_id
        for one in queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id, status=WITH_REASON)
    }
    waiting = queries.rows(a.session, Respondent, round_id=row.id, state=WAITED_FOR)
    there = {one.contact_id for one in collaboration.respondents(a.session, row)}
    for one in waiting:
        if one.organisation_id in left:
            one.state, one.recorded_by = RespondentState.DECLINED, a.by
            which = {"kind": RequestKind.ROUND, "subject": str(row.number), "contact_id": one.contact_id}
            a.stop(RequestState.WITHDRAWN, RequestState.WITHDRAWN, **which)
            continue
        before = queries.one(a.session, Contact, "contact", id=one.contact_id)
        after = heir(a.session, before)
        if after.id in there - {before.id}:
            a.session.delete(one)
        elif after.id != before.id:
            one.contact_id, one.organisation_id, one.state = after.id, after.organisation_id, RespondentState.CHOSEN
            there.add(after.id)
    a.session.flush()


def _letter(alliance: str, row: Round, language: str, items: tuple[Item, ...]) -> letters.Letter:
    questions = kept(row.questions)
    numbers = {one.key: number for number, one in enumerate(questions, start=1)}

    def told(some: Sequence[Question]) -> tuple[Statement, ...]:
        return tuple(Statement(number=numbers[one.key], text=chosen((one.nl, one.en), language)) for one in some)

    themes = groupby((one for one in questions if one.theme is not None), key=lambda one: one.theme)
    return RoundInvitation(
        alliance=alliance,
        round=row.number,
        least=least_shown(questions, Parameters()),
        themes=tuple(
            AskedTheme(theme_label=label(theme, language), statements=told(tuple(some)))
            for theme, some in themes
            if theme is not None
        ),
        open_questions=told(open_ones(questions)),
        items=items,
    )
