"""Somebody who notices when the sweep is silent: beside the engine, so that it also tells when the engine hangs."""

import logging
import threading
from collections.abc import Callable

from models.actions import swept
from models.method import silence
from models.method.said import Said
from notifications import alert_words, staff_alerts
from samenspel import clock
from samenspel.settings import Settings

logger = logging.getLogger("samenspel.watch")

#: How often it looks, in seconds.
LOOK_SECONDS = 30.0


class SweepWatch:
    """Listens to the sweep of whichever engine; says once that it is silent, and once that it is back."""

    def __init__(self, chosen: Settings, say: Callable[[str], None]) -> None:
        self._chosen = chosen
        self._say = say
        self._patience = silence.patience(chosen.sweep_seconds)
        self._heard = silence.begin(clock.now())
        self._silent = False
        self._told = False

    def until(self, stop: threading.Event) -> None:
        """Look again and again until told to stop."""
        while not stop.wait(LOOK_SECONDS):
            self.look()

    def look(self) -> None:
        """Look once, and tell staff what changed."""
        before = silence.back(self._heard, now=clock.now())
        self._heard = silence.hear(before, _sign(), now=clock.now())
        if silence.is_silent(self._heard, self._patience):
            self._is_silent()
        elif self._silent and self._heard.sign != before.sign:
            self._is_back()

    def _is_silent(self) -> None:
        if not self._silent:
            self._silent = True
            minutes = int(self._patience.total_seconds() // 60)
            self._say(
                Said(
                    "No sweep for more than {minutes} minutes: reminders and deadlines stand still. "
                    "Look with: samenspel doctor",
                    minutes=minutes,
                )
            )
        if not self._told:
            # Tried again at the next look while nobody took it: the network may be what is wrong.
            self._told = self._alert(*alert_words.sweep_silent(self._chosen.language, self._patience))

    def _is_back(self) -> None:
        self._say(Said("The sweep runs again."))
        if self._told:
            self._alert(*alert_words.sweep_back(self._chosen.language))
        self._silent = self._told = False

    def _alert(self, title: str, body: str) -> bool:
        return staff_alerts.alert(self._chosen, title, body)


def _sign() -> str | None:
    try:
        last = swept.last()
    except Exception as problem:  # noqa: BLE001 -- a database that does not answer is no sign either
        logger.error("the last sweep cannot be read (%s)", type(problem).__name__)
        return None
    return None if last is None else last.isoformat()
