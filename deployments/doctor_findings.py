"""What a look at an installation can find: one sentence on what was seen, and one on what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from models.method.said import Said
from samenspel.settings import Settings

#: Seconds that somebody else's clock may differ from ours: leases and schedules bear that.
SKEW_SECONDS = 5.0


class State(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    SKIPPED = "skipped"


#: The states as people read them.
STATES: dict[State, str] = {
    State.OK: "ok",
    State.WARNING: "warning",
    State.PROBLEM: "problem",
    State.SKIPPED: "skipped",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check saw, and what to do about it."""

    state: State
    seen: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw, with the name of the check."""

    check: str
    state: State
    seen: str
    todo: str


@dataclass(frozen=True, slots=True)
class Check:
    """One look at the installation; it is skipped unless everything it ``needs`` was fine."""

    name: str
    look: Callable[[Settings], Seen]
    needs: tuple[str, ...] = ()


class Trouble(Exception):
    """A check could not be carried out; what is said may be shown to anybody."""

    def __init__(self, seen: str, /, **values: object) -> None:
        """Say what happened, as a sentence with places for the values."""
        super().__init__(Said(seen, **values))

    @property
    def said(self) -> Said:
        """What happened, with its values."""
        said: Said = self.args[0]
        return said


def ok(seen: str, /, **values: object) -> Seen:
    """Say that nothing has to be done; the values fill the places of the sentence, here and below."""
    return Seen(State.OK, _sentence(seen, values))


def warning(seen: str, todo: str, /, **values: object) -> Seen:
    """Say what somebody should look at some day."""
    return Seen(State.WARNING, _sentence(seen, values), _sentence(todo, values))


def problem(seen: str, todo: str, /, **values: object) -> Seen:
    """Say what does not work, and how to mend it."""
    return Seen(State.PROBLEM, _sentence(seen, values), _sentence(todo, values))


def not_seen(seen: str, todo: str, /, **values: object) -> Seen:
    """Say what cannot be looked at from here, and who can."""
    return Seen(State.SKIPPED, _sentence(seen, values), _sentence(todo, values))


def _sentence(sentence: str, values: dict[str, object]) -> Said:
    return sentence if isinstance(sentence, Said) else Said(sentence, **values)


def some(names: list[str], most: int = 5) -> Said:
    """Return the first few of ``names`` as one phrase, and how many more there are."""
    first, more = ", ".join(names[:most]), len(names) - most
    return Said("{first} and {more} more", first=first, more=more) if more > 0 else Said("{first}", first=first)


def ago(seconds: float) -> Said:
    """Return how long ago something was, in the largest unit of which there are two."""
    for length, told in ((86400, "{count} days ago"), (3600, "{count} hours ago"), (60, "{count} minutes ago")):
        if seconds >= 2 * length:
            return Said(told, count=f"{seconds // length:.0f}")
    return Said("{count} s ago", count=f"{max(seconds, 0):.0f}")


def of_skew(ahead: float, whose: str) -> Seen:
    """Say whether somebody else's clock, so many seconds ahead of ours, is near enough."""
    if abs(ahead) <= SKEW_SECONDS:
        return ok("the clock of {whose} agrees with ours", whose=Said(whose))
    seen = "the clock of {whose} is {seconds} s ahead" if ahead > 0 else "the clock of {whose} is {seconds} s behind"
    todo = "let both machines set their clocks by the network (NTP)"
    return problem(seen, todo, whose=Said(whose), seconds=f"{abs(ahead):.0f}")
