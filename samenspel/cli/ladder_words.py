"""The steps of a ladder in the language of the reader; in a pipe they are the words in which they are typed."""

from collections.abc import Iterable

from models.method.ladders import Anchor, Rung, To, rung
from models.method.said import Said

#: Who hears of a step, around when it falls.
_WHO: dict[To, str] = {To.MAILBOX: "escalate {when}", To.STAFF: "hand over {when}"}

#: How many days, by whether only working days count and whether there are several.
_DAYS: dict[tuple[bool, bool], str] = {
    (False, False): "{n} day",
    (False, True): "{n} days",
    (True, False): "{n} working day",
    (True, True): "{n} working days",
}


def told(steps: Iterable[str]) -> tuple[Said, ...]:
    """Return the steps of a ladder as people read them; as a text each is what it was."""
    return tuple(_told(rung(step)) for step in steps)


def _told(one: Rung) -> Said:
    when = _when(one)
    return when if one.to is To.CONTACT else Said(_WHO[one.to], when=when)


def _when(one: Rung) -> Said:
    if one.anchor is Anchor.DUE and one.days == 0:
        return Said("at due")
    days = Said(_DAYS[one.working, abs(one.days) != 1], n=abs(one.days))
    if one.anchor is Anchor.STEP:
        return Said("after {days}", days=days)
    return Said("{days} before due", days=days) if one.days < 0 else Said("{days} after due", days=days)
