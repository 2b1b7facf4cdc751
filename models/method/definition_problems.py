"""What is wrong at a place of an alliance's file, and what any list of it may not hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.method.said import Said

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a place of the file; ``about`` is the key that was not found in ``section``, if any."""

    loc: Location
    text: str
    about: str = ""
    section: str = ""


def duplicates(loc: Location, field: str | None, keys: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each item of the list at ``loc`` whose key stood there before."""
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if key in seen:
            place = (*loc, number) if field is None else (*loc, number, field)
            yield Problem(place, Said('"{key}" stands in this list twice; allowed: once', key=key))
        seen.add(key)
