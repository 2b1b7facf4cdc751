"""How the partners work together, as the rounds of an alliance tell it: for evaluations and for the plan (R61, R87)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Organisation, Respondent, Round
from models.method import collaboration as method
from models.method.collaboration import Reflection, Voice
from models.method.collaboration_questions import Theme
from models.method.evaluation.parameters import Parameters
from models.method.evaluation.snapshot import Scale
from models.method.evaluation.words import Verdict
from models.method.rounds import OF_PEOPLE, OVER, RespondentState, RoundPurpose


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the last reflection of a cycle says, as far as it may be shown; means are within 0..1, weakest theme first.

    ``texts`` are what people allowed to be shared, by open question, in an order that names nobody.
    """

    round: int
    closed_at: datetime | None
    answered: int
    asked: int
    verdict: Verdict
    mean: float | None
    themes: tuple[tuple[Theme, float | None], ...]
    texts: dict[str, tuple[str, ...]]


def scale_of(session: Session, alliance: Alliance, current: Round) -> Scale | None:
    """Return the scale of a round with the answers that there are, ``None`` when nobody was asked in it."""
    questions, asked = method.kept(current.questions), invited(session, current)
    if not questions or not asked or current.alliance_id != alliance.id:
        return None
    return method.scale(questions, voices(session, current), invited=asked)


def latest_scale(session: Session, alliance: Alliance, cycle: int) -> Scale | None:
    """Return the scale of the last round of a cycle in which people were asked and which is over."""
    last = last_round(session, alliance, cycle)
    return scale_of(session, alliance, last) if last is not None else None


def last_round(session: Session, alliance: Alliance, cycle: int) -> Round | None:
    """Return the last round of a cycle in which people were asked and which is over."""
    of_cycle = {"alliance_id": alliance.id, "cycle": cycle, "purpose": OF_PEOPLE, "state": OVER}
    return queries.last(session, Round, order="number", **of_cycle)


def respondents(session: Session, current: Round) -> Sequence[Respondent]:
    """Return who is asked in a round, in the order in which they were chosen."""
    return queries.rows(session, Respondent, round_id=current.id)


def invited(session: Session, current: Round) -> dict[str, bool]:
    """Return every organisation that is asked in a round by key, and whether it speaks for the target group."""
    rows = respondents(session, current)
    keys = _keys(session, rows)
    target = {row.organisation_id for row in rows if row.target_group}
    return {keys[row.organisation_id]: row.organisation_id in target for row in rows}


def voices(session: Session, current: Round) -> tuple[Voice, ...]:
    """Return what was answered in a round."""
    rows = [row for row in respondents(session, current) if row.state is RespondentState.ANSWERED]
    keys = _keys(session, rows)
    return tuple(
        Voice(
            organisation=keys[row.organisation_id],
            target_group=row.target_group,
            answers=row.answers or {},
            comments=row.comments or {},
            shareable=row.shareable,
        )
        for row in rows
    )


def _keys(session: Session, rows: Sequence[Respondent]) -> dict[int, str]:
    known: dict[int, Organisation] = queries.organisations(session, {row.organisation_id for row in rows})
    return {number: one.key for number, one in known.items()}


def reflection_of(session: Session, current: Round) -> Reflection | None:
    """Return what a round that is over says about the collaboration, ``None`` for any other.

    While it is open nothing is said: whoever looks before and after an answer would know what was answered.
    """
    if current.state not in OVER or not current.questions:
        return None
    if current.purpose is RoundPurpose.COLLABORATION and current.result is not None:
        return Reflection.model_validate(current.result)
    return reflected(session, current)


def reflected(session: Session, current: Round) -> Reflection:
    """Return what the answers of a round say now."""
    questions, asked = method.kept(current.questions), invited(session, current)
    return method.reflect(questions, voices(session, current), invited=asked, parameters=Parameters())


def is_told(session: Session, current: Round) -> bool:
    """Say whether something of what was answered in a round that is over may be read."""
    return method.is_told(method.kept(current.questions), voices(session, current), Parameters())


def texts_of(session: Session, current: Round) -> dict[str, tuple[str, ...]]:
    """Return the texts of a round that is over that may be shown, by open question."""
    if current.state not in OVER:
        return {}
    return method.texts(method.kept(current.questions), voices(session, current), Parameters())


def outcome(session: Session, alliance: Alliance, cycle: int) -> Outcome | None:
    """Return what the last reflection of a cycle says, ``None`` when there was none."""
    last = last_round(session, alliance, cycle)
    said = reflection_of(session, last) if last is not None else None
    if last is None or said is None:
        return None
    means = [(theme, one.mean) for theme, one in said.themes.items()]
    return Outcome(
        round=last.number,
        closed_at=last.closed_at,
        answered=said.whole.answered,
        asked=said.whole.invited,
        verdict=said.verdict,
        mean=said.whole.mean,
        themes=tuple(sorted(means, key=lambda one: (one[1] is None, one[1] or 0.0))),
        texts=texts_of(session, last),
    )
