"""Communication moments: what an alliance tells its partners, or the world, and on which day (R92)."""

from datetime import date

from models.method.errors import BadInput, StatusNotAllowed
from models.method.mail import AnnouncementState
from models.method.said import Said

_A = AnnouncementState
#: What was told cannot be taken back, and what was cancelled is planned anew.
ALLOWED_NEXT: dict[AnnouncementState, frozenset[AnnouncementState]] = {
    _A.PLANNED: frozenset({_A.TOLD, _A.CANCELLED}),
    _A.TOLD: frozenset(),
    _A.CANCELLED: frozenset(),
}

#: A title stands in the subject of a letter.
SHORTEST_TITLE = 3
LONGEST_TITLE = 120


def check_title(title: str) -> str:
    """Return ``title`` without white space around it; :class:`BadInput` unless it is one line of a fitting length."""
    title = title.strip()
    if not title.isprintable():
        raise BadInput("a title is one line of text, without signs that cannot be seen")
    if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        raise BadInput(
            "a title has {least} to {most} characters; this has {length}",
            least=SHORTEST_TITLE,
            most=LONGEST_TITLE,
            length=len(title),
        )
    return title


def check_day(on: date, today: date) -> None:
    """Raise :class:`BadInput` when a communication moment is planned on a day that is over."""
    if on < today:
        raise BadInput("a communication moment cannot be planned on {day}, which is before today", day=on)


def check_state(key: str, before: AnnouncementState, after: AnnouncementState) -> None:
    """Raise :class:`StatusNotAllowed` unless a communication moment may go from ``before`` to ``after``."""
    if after not in ALLOWED_NEXT[before]:
        allowed = ", ".join(s for s in AnnouncementState if s in ALLOWED_NEXT[before]) or Said("nothing further")
        raise StatusNotAllowed(
            "communication moment {key} is {before} and cannot become {after}; allowed: {allowed}",
            key=key,
            before=before,
            after=after,
            allowed=allowed,
        )


def check_planned(key: str, state: AnnouncementState) -> None:
    """Raise :class:`StatusNotAllowed` unless a communication moment can still be changed."""
    if state is not AnnouncementState.PLANNED:
        raise StatusNotAllowed(
            "communication moment {key} is {state}; only one that is planned can be changed", key=key, state=state
        )
