"""The story as it happens, in Dutch or English: what people would tell each other of an alliance, and no more."""

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator

from babel.dates import format_date

from models.actions import lists_lessons
from models.actions.history import EventLine, last_events
from models.db import queries
from models.db.session import database
from models.method.events import EventType
from models.method.labels import label
from models.method.phases import Phase
from models.method.requests import RequestKind
from models.method.working_days import local_day

_E = EventType

#: What is told of every time it happens.
TOLD: frozenset[EventType] = frozenset(
    {
        *(_E.NEED_WEIGHED, _E.GATE_WENT, _E.MISSION_AGREED, _E.LEAD_MOVED, _E.GATE_DUE),
        *(_E.DELIVERABLE_RETURNED, _E.ROUND_OPENED, _E.ROUND_CLOSED, _E.DECISION_OPENED, _E.DECISION_ANSWERED),
        *(_E.LESSON_RECORDED, _E.FAULT_RECORDED, _E.CYCLE_OPENED, _E.STAKEHOLDER_ADDED, _E.DESCRIPTION_CHANGED),
        *(_E.HANDOVER_ADDED, _E.HANDOVER_ACCEPTED, _E.SECURING_AGREED, _E.INSIGHTS_SHARED, _E.ALLIANCE_ENDED),
    }
)

#: What is told of once with a number when it happens to many at a time, in Dutch and in English.
COUNTED: dict[EventType, dict[str, str]] = {
    _E.STAKEHOLDER_INVITED: {"nl": "{n} organisaties zijn uitgenodigd.", "en": "{n} organisations were invited."},
    _E.STAKEHOLDER_MOVED: {"nl": "{n} gesprekken zijn verder gekomen.", "en": "{n} talks have moved on."},
    _E.REQUEST_REMINDED: {"nl": "{n} herinneringen gingen uit.", "en": "{n} reminders went out."},
    _E.COMMITMENT_PROMISED: {"nl": "{n} toezeggingen zijn vastgelegd.", "en": "{n} commitments were recorded."},
    _E.COMMITMENT_CONFIRMED: {"nl": "{n} toezeggingen zijn bevestigd.", "en": "{n} commitments were confirmed."},
    _E.COMMITMENT_DELIVERED: {"nl": "{n} bijdragen kwamen binnen.", "en": "{n} contributions came in."},
    _E.COMMITMENT_ENDED: {"nl": "{n} toezeggingen zijn afgesloten.", "en": "{n} commitments were closed."},
    _E.DELIVERABLE_ACCEPTED: {"nl": "{n} producten zijn geaccepteerd.", "en": "{n} deliverables were accepted."},
    _E.MEASUREMENT_RECORDED: {"nl": "{n} cijfers zijn gemeten.", "en": "{n} figures were measured."},
}

#: Of some kinds only what is about these is told: reminders of answers, and changes of what is measured.
ONLY: dict[EventType, Callable[[EventLine], bool]] = {
    _E.REQUEST_REMINDED: lambda one: one.details.get("kind") in {RequestKind.INVITATION, RequestKind.COMMITMENT},
    _E.DESCRIPTION_CHANGED: lambda one: one.subject.startswith("indicators:"),
}

#: A line is not longer than this, and its text begins here.
WIDTH, INDENT = 100, 16

_CYCLE = {"nl": "cyclus", "en": "cycle"}

#: How each language writes a day.
_LOCALES = {"nl": "nl_NL", "en": "en_GB"}


class Story:
    """Tells what happened to an alliance since it was last heard, line by line, to ``say``."""

    def __init__(self, slug: str, language: str, say: Callable[[str], None]) -> None:
        self._slug = slug
        self._language = language
        self._say = say
        self._heard = 0

    def hear(self) -> None:
        """Tell what is new."""
        with database().read() as session:
            alliance = queries.find_alliance(session, self._slug)
            new = last_events(session, alliance, alliance.last_seq - self._heard, self._language)
        self._heard += len(new)
        for line in self._lines(new):
            self._say(line)

    def _lines(self, new: tuple[EventLine, ...]) -> Iterator[str]:
        told = [one for one in new if ONLY.get(EventType(one.type), _always)(one)]
        counted = Counter((one.type, one.at) for one in told)
        for one in told:
            kind, times = EventType(one.type), counted[one.type, one.at]
            if kind is _E.PHASE_OPENED:
                yield from self._heading(one)
            elif kind in TOLD or (kind in COUNTED and times == 1):
                yield self._dated(one, one.sentence)
                yield from self._quoted(one)
            elif kind in COUNTED and times > 1:
                yield self._dated(one, COUNTED[kind][self._language].format(n=times))
                # A clock that stands still gives them all the same moment; the others of it are told with this one.
                counted[one.type, one.at] = 0

    def _heading(self, one: EventLine) -> Iterator[str]:
        phase = Phase(one.subject)
        yield ""
        yield f"{phase.number} {label(phase, self._language)} · {_CYCLE[self._language]} {one.cycle}"

    def _dated(self, one: EventLine, text: str) -> str:
        day = format_date(local_day(one.at), "d MMM y", locale=_LOCALES[self._language])
        return _indented(f"  {day:>12}  ", text)

    def _quoted(self, one: EventLine) -> Iterator[str]:
        """Yield what an event tells beside its sentence: the words of a lesson, and what a part says now."""
        if one.type == _E.LESSON_RECORDED:
            for lesson in lists_lessons.lessons(self._slug):
                if str(lesson.id) == one.subject:
                    yield _indented(" " * INDENT, f"“{lesson.text}”")
        elif one.type == _E.DESCRIPTION_CHANGED:
            yield _indented(" " * INDENT, "; ".join(one.details["fields"]))


def _always(_one: EventLine) -> bool:
    return True


def _indented(head: str, text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=head, subsequent_indent=" " * INDENT)
