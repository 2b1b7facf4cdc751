"""Telling staff at once that something stopped, by their channels: a letter would come too late, or not leave."""

import logging
from functools import cache

from notifications import channels
from samenspel.settings import Settings

logger = logging.getLogger("samenspel.alerts")


def alert(settings: Settings, title: str, body: str) -> bool:
    """Tell staff by every channel of theirs; say whether at least one took it. Never raises; blocks while it sends.

    ``title`` and ``body`` hold no names or addresses of persons.
    """
    if not settings.staff_channels:
        _say_that_nobody_is_told()
        return False
    # Every channel is tried, also after one that took it.
    taken = [channels.tell(settings, channel, title, body) for channel in settings.staff_channels]
    return any(taken)


@cache
def _say_that_nobody_is_told() -> None:
    logger.warning("no channel tells staff what stopped: set SAMENSPEL_STAFF_CHANNELS")
