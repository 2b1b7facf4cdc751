"""Channels by name: where short messages go, kept in one secret file of the data directory."""

import logging
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pydantic import TypeAdapter, ValidationError

from models.db.files import put_down
from models.method.errors import BadInput, NotFound, Refusal
from models.method.said import Said
from notifications import apprise_adapter
from samenspel.settings import Settings

logger = logging.getLogger("samenspel.channels")

#: What a channel may be called.
NAME = re.compile("[a-z][a-z0-9-]{0,39}")

#: Options of an address that send a message more than once, to more people, or to nobody without saying so.
NOT_IN_AN_ADDRESS = ("bcc", "cc", "optional", "retry", "tag", "tags")

_CONTENT = TypeAdapter(dict[str, str])


class ChannelsUnreadable(Refusal):
    """The file with the channels is there, but cannot be used as it is."""


def names(settings: Settings) -> list[str]:
    """Return the name of every channel, in order; :class:`ChannelsUnreadable` says what is wrong with the file."""
    return sorted(_read(settings))


def schemas(settings: Settings) -> dict[str, str | None]:
    """Return the kind of each channel, such as ``slack``; ``None`` is one that cannot be used."""
    return {name: apprise_adapter.schema(url) for name, url in sorted(_read(settings).items())}


def check_known(settings: Settings, wanted: Iterable[str]) -> None:
    """Raise :class:`NotFound` for the first of the names that is no channel."""
    known = names(settings)
    for name in wanted:
        if name not in known:
            raise NotFound(
                "there is no channel {name!r}; known: {known}",
                name=name,
                known=", ".join(known) or Said("none yet"),
            )


def tell(settings: Settings, channel: str, title: str, body: str) -> bool:
    """Send a short message by a channel and say whether it was taken. Never raises; blocks while it sends.

    A channel that is not there, or whose file cannot be read, takes nothing; the log says so.
    """
    try:
        check_known(settings, [channel])
        taken = apprise_adapter.send(_read(settings)[channel], title, body)
    except Exception as problem:  # noqa: BLE001 -- who tells has something else to do; the text may hold an address
        logger.warning("channel %s cannot be used (%s)", channel, type(problem).__name__)
        return False
    if not taken:
        logger.warning("channel %s did not take a message", channel)
    return taken


def add(settings: Settings, name: str, url: str) -> str:
    """Keep an address under a new name and return its kind; :class:`BadInput` does not repeat the address."""
    known = _read(settings)
    check_free(settings, name)
    kind = _usable(url.strip())
    _write(settings, {**known, name: url.strip()})
    return kind


def check_free(settings: Settings, name: str) -> None:
    """Raise :class:`BadInput` unless a new channel may have this name."""
    if not NAME.fullmatch(name):
        raise BadInput(
            "{name!r} is no name of a channel; allowed: 1 to 40 lower-case letters, digits and hyphens, a letter first",
            name=name,
        )
    if name in _read(settings):
        raise BadInput("there is a channel {name!r} already; remove it first, or choose another name", name=name)


def remove(settings: Settings, name: str) -> None:
    """Forget a channel and its address; :class:`NotFound` names the known ones."""
    check_known(settings, [name])
    _write(settings, {one: url for one, url in _read(settings).items() if one != name})


def file(settings: Settings) -> Path:
    """Return where the channels are kept."""
    return settings.base / "channels.json"


def _usable(url: str) -> str:
    kind = apprise_adapter.schema(url)
    if kind is None:
        raise BadInput("this is no notification address that Apprise knows; it is not shown, it may hold a password")
    for option in parse_qs(urlsplit(url).query, keep_blank_values=True):
        if option.lower() in NOT_IN_AN_ADDRESS:
            raise BadInput("a notification address may not have the option {option!r}", option=option.lower())
    return kind


def _read(settings: Settings) -> dict[str, str]:
    place = file(settings)
    if not place.exists():
        return {}
    if place.stat().st_mode & 0o077:
        raise ChannelsUnreadable(
            "{file} can be read by others on this machine, and holds passwords; type: chmod 600 {file}", file=place
        )
    try:
        found = _CONTENT.validate_json(place.read_bytes())
    except ValidationError:
        # Its own text would quote from the file.
        found = None
    if found is None or not all(NAME.fullmatch(name) for name in found):
        raise ChannelsUnreadable("{file} does not hold names with addresses; mend or remove it", file=place)
    return found


def _write(settings: Settings, channels: dict[str, str]) -> None:
    put_down(file(settings), _CONTENT.dump_json(channels, indent=2) + b"\n")
