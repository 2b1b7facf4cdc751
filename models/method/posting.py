"""What comes of a try to send a letter: it left, it is tried again, or a person has to look (R25)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Result(StrEnum):
    """How a try to send a letter ended."""

    SENT = "sent"
    RELAY_AWAY = "relay_away"
    TEMPORARY = "temporary"
    NO_SUCH_ADDRESS = "no_such_address"
    POLICY = "policy"
    LOGIN_REFUSED = "login_refused"
    CERTIFICATE = "certificate"
    UNCERTAIN = "uncertain"
    ABORTED = "aborted"
    UNREADABLE = "unreadable"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the other side made of a letter; its ``reply`` may hold an address, and is kept in the database only."""

    result: Result
    code: int | None = None
    enhanced: str | None = None
    reply: str | None = None


#: A letter that cannot leave is tried again after so long, and from the last on at that distance.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
#: ... a fifth of it sooner or later, so that what failed together does not come back together.
JITTER = 0.2

#: So long after its first try a letter is given up, if every wait was tried by then.
PATIENCE = timedelta(days=5)

#: A letter that may have left is sent again after this, once.
RESEND_AFTER = timedelta(minutes=2)
RESENDS = 1

#: So often a letter is tried that cannot even be read.
TRIES_TO_READ = 3

#: Answers that ask for a slower pace: too many recipients, or a password that is being changed.
SLOW_CODES: frozenset[int] = frozenset({432, 452})

#: Tries that count: the letter was offered, and surely did not leave.
_COUNT = frozenset({Result.RELAY_AWAY, Result.TEMPORARY})

#: Tries that neither count nor end a row of them: it was not the letter, or it may have left.
_PASSED_OVER = frozenset({Result.LOGIN_REFUSED, Result.ABORTED, Result.UNCERTAIN})


def counted(tries: Iterable[tuple[str | None, datetime]]) -> list[datetime]:
    """Return when the tries were that count for how patient we still are.

    ``tries`` are results and moments, oldest first. What ended a row of tries, such as giving up, begins a new one: a
    person let the letter go again.
    """
    found: list[datetime] = []
    for result, at in tries:
        if result in _COUNT:
            found.append(at)
        elif result not in _PASSED_OVER:
            found.clear()
    return found


def wait_after(letter: int, tries: int, code: int | None = None) -> timedelta:
    """Return after how long letter number ``letter`` is tried again when ``tries`` of it have failed.

    The jitter is a function of letter and try, so that it is the same whoever asks.
    """
    wait = WAITS[min(tries, len(WAITS)) - 1].total_seconds()
    if code in SLOW_CODES:
        wait *= 2
    chance = int.from_bytes(hashlib.sha256(f"{letter}:{tries}".encode()).digest()[:4]) / 0xFFFFFFFF
    return timedelta(seconds=round(wait * (1 + JITTER * (2 * chance - 1))))


def is_given_up(tries: Sequence[datetime], now: datetime) -> bool:
    """Say whether a letter is given up whose counted tries were at these moments."""
    return len(tries) > len(WAITS) and now - tries[0] >= PATIENCE


def room_from(sent: Sequence[datetime], per_minute: int, now: datetime) -> datetime | None:
    """Return from when there is room for one more letter, or ``None`` when there is now.

    ``sent`` are the moments of letters at most a minute ago, oldest first.
    """
    minute = timedelta(minutes=1)
    recent = [at for at in sent if at > now - minute]
    if len(recent) < per_minute:
        return None
    return recent[-per_minute] + minute
