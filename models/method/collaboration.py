"""How the partners work together: what they are asked, what counts as an answer, and what of it may be shown (R87).

Answers are safe to give (R84): no figure and no text of so few is shown that it would say who gave it, not even by
subtracting what is shown from a total.
"""

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field

from models.method.collaboration_questions import HIGHEST, LOWEST, PROPOSALS, QUESTIONS, Question, Theme
from models.method.errors import BadInput
from models.method.evaluation import survey
from models.method.evaluation.answers import answered
from models.method.evaluation.parameters import TOLERANCE, Parameters
from models.method.evaluation.results import ScaleResult
from models.method.evaluation.snapshot import Response, Scale
from models.method.evaluation.words import Frozen, Reason, Verdict
from models.method.labels import chosen
from models.method.parties import Role, Sector
from models.method.said import Said

#: What the groups of those who answer are called; the people it is all about have a veto (R11).
PARTNER, TARGET_GROUP = "partner", "target_group"

#: What counts as "don't know".
UNKNOWN = ("weet-niet", "weet niet", "dont-know", "don't know")

#: Longer than a mail of some pages is no remark.
LONGEST = 4000


def speaks_for_target_group(roles: Container[str], sector: Sector) -> bool:
    """Say whether an organisation speaks for the people it is all about (R11)."""
    return Role.TARGET_GROUP in roles or sector is Sector.CITIZENS


class Voice(Frozen):
    """What one person answered, for one organisation; ``None`` is "don't know"."""

    organisation: str
    target_group: bool = False
    answers: dict[str, float | None] = Field(default_factory=dict)
    comments: dict[str, str] = Field(default_factory=dict)
    shareable: bool = False


class Reflection(Frozen):
    """What a round on the collaboration says, as far as it may be shown; a mean, 0..1, that may not be is ``None``."""

    verdict: Verdict
    reason: Reason
    least: int
    whole: ScaleResult
    themes: dict[Theme, ScaleResult]

    @property
    def weak(self) -> tuple[Theme, ...]:
        """The themes that ask for a point of the improvement plan, weakest first."""
        bar = Parameters().survey_threshold - TOLERANCE
        low = [(one.mean, theme) for theme, one in self.themes.items() if one.mean is not None and one.mean < bar]
        return tuple(theme for _, theme in sorted(low))


def frozen(*, sensitive: bool = False) -> tuple[Question, ...]:
    """Return the questions of today, to be kept with the answers; all of them are ``sensitive`` or none."""
    return tuple(one.model_copy(update={"sensitive": sensitive}) for one in QUESTIONS)


def kept(questions: Iterable[Mapping[str, Any]] | None) -> tuple[Question, ...]:
    """Return questions that were kept with a round, as they were asked."""
    return tuple(Question.model_validate(one) for one in questions or ())


def statements(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions that are answered with a figure."""
    return tuple(one for one in questions if one.theme is not None)


def open_ones(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions that are answered in words."""
    return tuple(one for one in questions if one.theme is None)


def least_shown(questions: Iterable[Question], parameters: Parameters) -> int:
    """Return of how many organisations a figure may be shown."""
    return survey.least_shown(parameters, sensitive=any(one.sensitive for one in questions))


def check_answers(questions: Sequence[Question], given: Mapping[str, str]) -> dict[str, float | None]:
    """Return answers by the key of their statement, which may be given by its number in the letter.

    Raises :class:`BadInput` for a statement that was not asked, and for what is no whole figure from 1 to 5 and not
    "don't know".
    """
    asked = _by_name(questions, statements(questions))
    return {_named(asked, name): _figure(name, typed) for name, typed in given.items()}


def check_comments(questions: Sequence[Question], given: Mapping[str, str]) -> dict[str, str]:
    """Return texts by the key of their open question; one that is empty was not given.

    Raises :class:`BadInput` for a question that was not asked, and for a text that is too long.
    """
    asked = _by_name(questions, open_ones(questions))
    texts = {_named(asked, name): text.strip() for name, text in given.items()}
    for key, text in texts.items():
        if len(text) > LONGEST:
            raise BadInput(
                "the answer to {key} has {length} characters; allowed: up to {most}",
                key=key,
                length=len(text),
                most=LONGEST,
            )
    return {key: text for key, text in texts.items() if text}


def _by_name(questions: Sequence[Question], some: Sequence[Question]) -> dict[str, str]:
    numbers = {one.key: str(number) for number, one in enumerate(questions, start=1)}
    return {name: one.key for one in some for name in (one.key, numbers[one.key])}


def _named(asked: Mapping[str, str], name: str) -> str:
    if name not in asked:
        raise BadInput(
            "there is no question {name!r}; allowed: {known}",
            name=name,
            known=", ".join(dict.fromkeys(asked.values())) or Said("none"),
        )
    return asked[name]


def _figure(name: str, typed: str) -> float | None:
    said = " ".join(typed.lower().replace("’", "'").split())
    if said in UNKNOWN:
        return None
    if said not in {str(figure) for figure in range(LOWEST, HIGHEST + 1)}:
        # What was typed is not repeated: it may be what somebody wrote.
        raise BadInput(
            "{name} is answered with a whole figure from {lowest} to {highest}, or with {unknown}",
            name=name,
            lowest=LOWEST,
            highest=HIGHEST,
            unknown=UNKNOWN[0],
        )
    return float(said)


def scale(
    questions: Sequence[Question], voices: Iterable[Voice], *, invited: Mapping[str, bool], theme: Theme | None = None
) -> Scale:
    """Return the scale of all statements, or of those of a ``theme``, with the answers.

    ``invited`` has every organisation that was asked, and whether it speaks for the target group. That group has a veto
    where so many were asked for it that a verdict does not say what one of them answered.
    """
    items = [one for one in statements(questions) if theme in {None, one.theme}]
    has_veto = theme is None and sum(invited.values()) >= least_shown(questions, Parameters())
    keys = {one.key for one in items}
    return Scale(
        items=tuple(one.key for one in items),
        lowest=LOWEST,
        highest=HIGHEST,
        reversed=tuple(one.key for one in items if one.reversed),
        invited=len(invited),
        groups={key: TARGET_GROUP if target else PARTNER for key, target in invited.items()},
        critical_groups=(TARGET_GROUP,) if has_veto else (),
        sensitive=any(one.sensitive for one in items),
        responses=tuple(
            Response(
                organisation=voice.organisation,
                answers={key: figure for key, figure in voice.answers.items() if key in keys},
            )
            for voice in voices
        ),
    )


def fingerprint(looked_at: Scale) -> str:
    """Return the fingerprint of exactly these answers."""
    return hashlib.sha256(looked_at.model_dump_json().encode()).hexdigest()


def reflect(
    questions: Sequence[Question], voices: Sequence[Voice], *, invited: Mapping[str, bool], parameters: Parameters
) -> Reflection:
    """Return what the answers say, whole and per theme, without any figure that would name somebody."""
    least = least_shown(questions, parameters)
    looked_at = scale(questions, voices, invited=invited)
    whole = discreet(looked_at, survey.judge_scale(looked_at, parameters), parameters)
    themes = {one: scale(questions, voices, invited=invited, theme=one) for one in Theme}
    secret = hidden({theme: sum(_heard(one, parameters).values()) for theme, one in themes.items()}, least)
    return Reflection(
        verdict=whole.verdict,
        reason=whole.reason,
        least=least,
        whole=whole,
        themes={theme: _of_theme(one, parameters, hide=theme in secret) for theme, one in themes.items()},
    )


def discreet(looked_at: Scale, judged: ScaleResult, parameters: Parameters) -> ScaleResult:
    """Return what a scale says without anything that would tell what somebody answered, be it by subtracting."""
    heard = _heard(looked_at, parameters)
    secret = hidden(heard, survey.least_shown(parameters, sensitive=looked_at.sensitive))
    groups = {group: None if group in secret else mean for group, mean in (judged.groups or {}).items()}
    return survey.tellable(looked_at, judged, parameters).model_copy(update={"groups": groups})


def _of_theme(looked_at: Scale, parameters: Parameters, *, hide: bool) -> ScaleResult:
    judged = survey.judge_scale(looked_at, parameters)
    return survey.untold(judged) if hide else judged.model_copy(update={"groups": None})


def hidden(heard: Mapping[Any, int], least: int) -> frozenset[Any]:
    """Return of which parts of a whole no figure may be shown, by how many were heard in each.

    Those are the ones that are too small, and the next smallest with them until together they are as many as ``least``,
    so that nobody can subtract the others from the whole.
    """
    small = {part for part, number in heard.items() if number < least}
    others = sorted(heard.keys() - small, key=lambda part: (heard[part], part))
    while 0 < sum(heard[part] for part in small) < least and others:
        small.add(others.pop(0))
    return frozenset(small)


def _heard(looked_at: Scale, parameters: Parameters) -> dict[str, int]:
    """Return from how many organisations of each group there is an answer that counts."""
    heard = answered(looked_at, parameters).means
    groups = dict.fromkeys(looked_at.groups.values())
    return {group: sum(looked_at.groups.get(one) == group for one in heard) for group in groups}


def is_told(questions: Iterable[Question], voices: Iterable[Voice], parameters: Parameters) -> bool:
    """Say whether so many organisations were heard that something of what they said may be shown."""
    return len({one.organisation for one in voices}) >= least_shown(questions, parameters)


def texts(questions: Sequence[Question], voices: Sequence[Voice], parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """Return what may be shown of the texts, by question, in an order that says nothing about who wrote them.

    Shown is only what its writer allows, and nothing at all when fewer organisations answered than may be shown.
    """
    if not is_told(questions, voices, parameters):
        return {}
    found = {
        one.key: [voice.comments[one.key] for voice in voices if voice.shareable and one.key in voice.comments]
        for one in open_ones(questions)
    }
    return {key: tuple(sorted(said, key=_shuffled)) for key, said in found.items() if said}


def _shuffled(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def proposal(theme: Theme, language: str) -> str:
    """Return what is proposed for the improvement plan about a weak theme."""
    return chosen(PROPOSALS[theme], language)
