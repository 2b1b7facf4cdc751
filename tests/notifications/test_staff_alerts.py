"""Staff are told at once by every channel of theirs; whoever tells them never fails because of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from notifications import alert_words, channels, staff_alerts
from notifications.staff_alerts import alert
from samenspel.settings import Settings
from tests import messenger

pytestmark = messenger.QUIET


@pytest.fixture(autouse=True)
def told() -> list[tuple[str, str, str]]:
    """What was sent."""
    return messenger.hired()


def installed(home: Path, *used: str) -> Settings:
    """Return the settings of an installation with two channels, of which staff use these."""
    chosen = Settings(home=home, staff_channels=used)
    channels.add(chosen, "deaf", messenger.DEAF)
    channels.add(chosen, "chat", messenger.TAKES)
    return chosen


def test_every_channel_is_tried_and_one_that_takes_it_is_enough(
    tmp_path: Path, told: list[tuple[str, str, str]]
) -> None:
    assert alert(installed(tmp_path, "deaf", "chat", "gone"), "Samenspel", "Kijk even.") is True
    assert told == [("deaf", "Samenspel", "Kijk even."), ("hz", "Samenspel", "Kijk even.")]


def test_nobody_is_told_when_no_channel_takes_it(tmp_path: Path) -> None:
    assert alert(installed(tmp_path, "deaf", "gone"), "Samenspel", "Kijk even.") is False


def test_a_file_that_cannot_be_used_is_no_reason_to_stop(tmp_path: Path) -> None:
    chosen = installed(tmp_path, "chat")
    channels.file(chosen).write_text("{")
    assert alert(chosen, "Samenspel", "Kijk even.") is False


def test_that_nobody_would_be_told_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    staff_alerts._say_that_nobody_is_told.cache_clear()
    chosen = Settings(home=tmp_path)
    assert [alert(chosen, "Samenspel", "Kijk even.") for _ in range(3)] == [False, False, False]
    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [
        ("WARNING", "no channel tells staff what stopped: set SAMENSPEL_STAFF_CHANNELS")
    ]


def test_staff_are_told_in_their_language_which_alliance_is_set_aside() -> None:
    assert alert_words.set_aside("nl", "onderwijs") == (
        "Samenspel: onderwijs staat stil",
        "Er wordt niet verder aan onderwijs gewerkt. Lees waarom: samenspel status onderwijs. "
        "Daarna: samenspel alliance resume onderwijs --by STAFF",
    )
    assert alert_words.set_aside("en", "onderwijs")[0] == "Samenspel: onderwijs is set aside"


def test_staff_are_told_that_the_sweep_is_silent_and_that_it_is_back() -> None:
    assert alert_words.sweep_silent("en", timedelta(minutes=15)) == (
        "Samenspel: the sweep is silent",
        "No sweep for more than 15 minutes: reminders and deadlines stand still. "
        "Look with samenspel doctor, and start again if need be.",
    )
    assert alert_words.sweep_back("nl") == (
        "Samenspel: de controleronde loopt weer",
        "Wat intussen aan de beurt kwam, wordt nu ingehaald.",
    )
