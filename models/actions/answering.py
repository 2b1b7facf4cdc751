"""Answers to the questions on the collaboration: recorded, replaced, declined, each or many at once (R84, R87).

What people answer stays with the round: events tell that somebody answered, and never who or what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.actions import collaboration, respondents, round_rows, thanks
from models.actions.frame import Act, act
from models.actions.rehearsal import acting
from models.db import queries
from models.db.tables import Contact, Respondent, Round
from models.method.collaboration import check_answers, check_comments, kept
from models.method.errors import BadInput, NotAllowed
from models.method.events import EventType
from models.method.labels import chosen
from models.method.requests import RequestKind, RequestState
from models.method.rounds import RespondentState, RoundState

#: What a person gave who answered, in Dutch and in English.
ANSWERS = ("uw kijk op de samenwerking", "your view of the collaboration")


@dataclass(frozen=True, slots=True)
class Response:
    """What was heard of how many: so many of those who are asked answered, and so many take no part."""

    answered: int
    declined: int
    asked: int


@dataclass(frozen=True, slots=True)
class Given:
    """What one person answered, as it was typed: figures per statement and texts per open question.

    ``share`` allows the texts to be shown without a name; ``None`` leaves that as it was.
    """

    contact: str
    answers: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    share: bool | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of many answers: so many are new, so many say something else than before, and so many the same."""

    new: int
    changed: int
    same: int


def answer(slug: str, number: int, given: Given, *, by: str) -> Response:
    """Record what somebody answered; until the round closes it may be replaced, question by question.

    Raises :class:`BadInput` for what is no answer, and :class:`NotAllowed` when the round is not open.
    """
    with act(slug, by=by) as a:
        row = _open(a, number)
        _take(a, row, given)
        return _heard(a, row)


def answer_all(slug: str, number: int, given: Sequence[Given], *, by: str, dry_run: bool = False) -> Taken:
    """Record what many answered, all of them or nobody; what says the same as before changes nothing."""
    with acting(slug, by=by, dry_run=dry_run) as a:
        row = _open(a, number)
        states = [_take(a, row, one) for one in given]
        return Taken(new=states.count("new"), changed=states.count("changed"), same=states.count("same"))


def decline(slug: str, number: int, contact: str, *, by: str) -> Response:
    """Record that somebody takes no part; what they answered before is forgotten."""
    with act(slug, by=by) as a:
        row = _open(a, number)
        found = respondents.of_contact(a.session, a.alliance, row, contact)
        if found.state is not RespondentState.DECLINED:
            found.state, found.recorded_by = RespondentState.DECLINED, by
            found.answers = found.comments = found.answered_at = None
            found.shareable = False
            a.session.flush()
            _settle(a, row, found, RequestState.WITHDRAWN, "declined")
            a.record(EventType.ROUND_DECLINED, str(number))
        return _heard(a, row)


def _open(a: Act, number: int) -> Round:
    row = round_rows.asking_people(a, number)
    if row.state is not RoundState.OPEN:
        raise NotAllowed(
            "round {number} is {state}; answers are taken while it is open", number=number, state=row.state
        )
    return row


def _take(a: Act, row: Round, given: Given) -> str:
    """Take the answers of one person; return whether they are new, changed or the same as before."""
    found = respondents.of_contact(a.session, a.alliance, row, given.contact)
    questions = kept(row.questions)
    answers = check_answers(questions, given.answers)
    comments = check_comments(questions, given.comments)
    if not answers and not comments:
        raise BadInput("the answer of {contact} is empty; give a figure or a text", contact=given.contact)
    before = (found.answers, found.comments, found.shareable)
    found.answers = {**(found.answers or {}), **answers}
    found.comments = {**(found.comments or {}), **comments}
    found.shareable = found.shareable if given.share is None else given.share
    if before == (found.answers, found.comments, found.shareable):
        return "same"
    first = found.state is not RespondentState.ANSWERED
    found.state, found.answered_at, found.recorded_by = RespondentState.ANSWERED, a.now, a.by
    a.session.flush()
    if first:
        _settle(a, row, found, RequestState.ANSWERED, RequestState.ANSWERED)
        contact = queries.one(a.session, Contact, "contact", id=found.contact_id)
        thanks.thank(a, contact, chosen(ANSWERS, contact.language))
    a.record(EventType.ROUND_ANSWERED, str(row.number), again=not first)
    return "new" if first else "changed"


def _settle(a: Act, row: Round, found: Respondent, state: RequestState, reason: str) -> None:
    of = {"kind": RequestKind.ROUND, "subject": str(row.number), "contact_id": found.contact_id}
    a.stop(state, reason, **of)


def _heard(a: Act, row: Round) -> Response:
    states = [one.state for one in collaboration.respondents(a.session, row)]
    return Response(
        answered=states.count(RespondentState.ANSWERED),
        declined=states.count(RespondentState.DECLINED),
        asked=len(states),
    )
