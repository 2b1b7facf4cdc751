"""What a look at an installation can find: one sentence on what was seen, and one on what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from samenspel.settings import Settings

#: Seconds that somebody else's clock may differ from ours: leases and schedules bear that.
SKEW_SECONDS = 5.0


class State(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    SKIPPED = "skipped"


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
    """A check could not be carried out; the message may be shown to anybody."""


def ok(seen: str) -> Seen:
    """Say that nothing has to be done."""
    return Seen(State.OK, seen)


def warning(seen: str, todo: str) -> Seen:
    """Say what somebody should look at some day."""
    return Seen(State.WARNING, seen, todo)


def problem(seen: str, todo: str) -> Seen:
    """Say what does not work, and how to mend it."""
    return Seen(State.PROBLEM, seen, todo)


def some(names: list[str], most: int = 5) -> str:
    """Return the first few of ``names`` as one phrase, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def of_skew(ahead: float, whose: str) -> Seen:
    """Say whether somebody else's clock, so many seconds ahead of ours, is near enough."""
    if abs(ahead) <= SKEW_SECONDS:
        return ok(f"the clock of {whose} agrees with ours")
    seen = f"the clock of {whose} is {abs(ahead):.0f} s {'ahead' if ahead > 0 else 'behind'}"
    return problem(seen, "let both machines set their clocks by the network (NTP)")
