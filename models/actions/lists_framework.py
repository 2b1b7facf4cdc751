"""The versions of what figures are judged by, as a list to read."""

from dataclasses import dataclass
from datetime import datetime

from models.actions import framework
from models.method.framework import in_words


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of what figures are judged by: since when, in which cycle, by whom, why, and what changed with it."""

    number: int
    cycle: int
    made_at: datetime
    made_by: str
    reason: str
    changes: tuple[str, ...]
    sha256: str


def versions(slug: str) -> list[VersionLine]:
    """Return every version of an alliance, oldest first; changes are in the keys of its file."""
    return [
        VersionLine(
            one.number, one.cycle, one.made_at, one.made_by, one.reason, in_words(one.changes, "en"), one.sha256
        )
        for one in framework.versions(slug)
    ]
