"""A messenger in the place of chat and text messages, added as Apprise lets anybody add one: it remembers all of it."""

from typing import Any

import pytest
from apprise import decorators

#: Apprise itself still imports a module that Python 3.13 drops; it does so when its channels are first looked up.
QUIET = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

#: An address that takes everything, and one that takes nothing.
TAKES, DEAF = "remembers://hz", "remembers://deaf"

_told: list[tuple[str, str, str]] = []
_known: list[bool] = []


def hired() -> list[tuple[str, str, str]]:
    """Return the list in which every message is put from now on: the host of its address, its title and its body."""
    if not _known:
        register: Any = decorators.notify
        register(on="remembers")(_remember)
        _known.append(True)
    _told.clear()
    return _told


def _remember(body: str, title: str, *args: Any, meta: dict[str, Any], **kwargs: Any) -> bool:
    _told.append((meta["host"], title, body))
    return bool(meta["host"] != "deaf")
