"""The two-minute check of a lesson: is it specific, does something show it, and who does what when (R32, R62)?"""

import re
from collections.abc import Collection

from models.method.errors import BadInput, NotAllowed
from models.method.lessons import LessonState, LessonText
from models.method.said import Said, joined

#: Whoever has two minutes reads no more.
MOST_WORDS = 150
STRONGEST = 4

#: What has to be known before a lesson becomes this.
NEEDS: dict[LessonState, tuple[str, ...]] = {
    LessonState.CHECKED: ("recommendation", "evidence", "condition", "doer", "judgement", "strength"),
    LessonState.IDENTIFIED: ("cause", "recommendation", "doer"),
}

_LACKING: dict[str, Said] = {
    "recommendation": Said("a recommendation"),
    "evidence": Said("evidence, or the round that shows it"),
    "condition": Said("the condition under which it holds"),
    "doer": Said("who should do it"),
    "judgement": Said("a judgement"),
    "strength": Said("how strong the evidence is"),
    "cause": Said("the cause"),
}

#: So many words that tell something make a text specific; short words, and those that fit everywhere, tell nothing.
_TELLING_WORDS = 2
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Good intentions, by how they begin: communicate better, co-operate more, agree on things in good time.
_INTENTIONS = (
    *("communic", "samenwerk", "cooperat", "collaborat", "afstem", "afgestem", "overleg", "verbeter", "improve"),
    *("duidelijk", "clear", "helder", "tijdig", "aandacht", "attention", "betrek", "betrok", "involve", "belangrijk"),
    *("important",),
)
_EVERYWHERE = """
    beter better goed goede good meer more vaker often eerder earlier sneller faster werk werken work zorg zorgen
    zorgt ensure align timely consult moet moeten kunnen worden wordt zullen zouden hebben zijn deze daar hier voor
    door over naar onder tussen zodat omdat want maar niet geen altijd elkaar iedereen allemaal anderen nodig blijven
    onze alle alles heel veel ander with from have should must need needs each other everybody everyone always that
    this they them their than into
"""
_SAYING_NOTHING = frozenset(_EVERYWHERE.split())


def check_content(text: LessonText) -> None:
    """Raise :class:`BadInput` when a lesson is too long, or its evidence is weighed on no such scale."""
    length = sum(len(part.split()) for part in text.said)
    if length > MOST_WORDS:
        raise BadInput("a lesson has at most {most} words; this has {length}", most=MOST_WORDS, length=length)
    if text.strength is not None and not 1 <= text.strength <= STRONGEST:
        raise BadInput(
            "the evidence of a lesson cannot be {strength} strong; allowed: 1 to {most}",
            strength=text.strength,
            most=STRONGEST,
        )


def check_ready(number: int, text: LessonText, to: LessonState, *, of_round: bool) -> None:
    """Raise :class:`NotAllowed` with everything that a lesson lacks before it may become ``to``.

    What happened in an evaluation round (``of_round``) is shown by that round.
    """
    lacking: list[str] = [
        _LACKING[name]
        for name in NEEDS.get(to, ())
        if not getattr(text, name) and not (name == "evidence" and of_round)
    ]
    if to is LessonState.CHECKED and not is_specific(text.text or ""):
        lacking.append(Said("what exactly happened"))
    if to is LessonState.CHECKED and text.recommendation and not is_specific(text.recommendation):
        lacking.append(Said("a recommendation that says more than a good intention"))
    if lacking:
        raise NotAllowed(
            "lesson {lesson} cannot become {state} yet; it lacks: {lacking}",
            lesson=number,
            state=to,
            lacking=joined(", ", lacking),
        )


def is_specific(text: str) -> bool:
    """Say whether a text tells more than a good intention such as "communicate better"."""
    telling = {
        word
        for word in _WORD.findall(text.casefold())
        if word not in _SAYING_NOTHING and not word.startswith(_INTENTIONS)
    }
    return len(telling) >= _TELLING_WORDS


def check_checker(
    code: str, *, recorder: str | None, own: str, others: Collection[str], staff: Collection[str]
) -> bool:
    """Say whether nobody else could check a lesson; raise :class:`NotAllowed` when somebody else has to.

    A facilitator of another alliance (``others``) checks, without such a one any of the ``staff`` but who recorded
    it, and when there is nobody else whoever asks. ``own`` facilitates the alliance of the lesson.
    """
    strangers = set(others) - {recorder, own}
    may = strangers or set(staff) - {recorder}
    allowed = ", ".join(sorted(may))
    if strangers and code not in may:
        raise NotAllowed(
            "a lesson is checked by the facilitator of another alliance; allowed: {allowed}", allowed=allowed
        )
    if may and code not in may:
        raise NotAllowed("a lesson is not checked by who recorded it; allowed: {allowed}", allowed=allowed)
    return not may
