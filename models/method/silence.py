"""Somebody who listens whether the sweep still runs: silence is counted by the listener's own clock."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

#: Without a sign of the sweep for so long, or for so many sweeps if that is longer, it is silent.
PATIENCE, SWEEPS = timedelta(minutes=10), 3

#: A listener who did not look for so long was away: suspended, or its clock was set.
AWAY = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a listener heard: the last sign, since when it has been that one, and when it last looked."""

    sign: str | None
    since: datetime
    looked_at: datetime


def patience(sweep_seconds: float) -> timedelta:
    """Return how long a sweep of so many seconds may be silent."""
    return max(PATIENCE, timedelta(seconds=SWEEPS * sweep_seconds))


def begin(now: datetime) -> Heard:
    """Return what a listener heard who begins to listen: nothing yet, and that for no time."""
    return Heard(sign=None, since=now, looked_at=now)


def back(heard: Heard, *, now: datetime) -> Heard:
    """Begin to count anew when the listener itself was away, or time ran backwards; call it before each look."""
    missed = now - heard.looked_at
    return heard if timedelta() <= missed <= AWAY else replace(heard, since=now)


def hear(heard: Heard, sign: str | None, *, now: datetime) -> Heard:
    """Return what was heard with this look; ``None`` is no sign, and so is the same one as before."""
    if sign is None or sign == heard.sign:
        return replace(heard, looked_at=now)
    return Heard(sign=sign, since=now, looked_at=now)


def is_silent(heard: Heard, patience: timedelta) -> bool:
    """Say whether there was no new sign for longer than ``patience``."""
    return heard.looked_at - heard.since > patience
