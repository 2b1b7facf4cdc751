"""Channels have names; their addresses stay in one file that nobody else can read, and are never shown again."""

import json
import logging
import stat
from pathlib import Path

import pytest

from models.method.errors import BadInput, NotFound
from notifications import apprise_adapter, channels
from notifications.channels import ChannelsUnreadable
from samenspel.settings import Settings
from tests import messenger

pytestmark = messenger.QUIET


@pytest.fixture(autouse=True)
def told() -> list[tuple[str, str, str]]:
    """What was sent."""
    return messenger.hired()


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    """The settings of an installation without channels."""
    return Settings(home=tmp_path / "var")


def test_without_a_file_there_are_no_channels_and_none_is_made_by_looking(chosen: Settings) -> None:
    assert channels.names(chosen) == []
    assert not chosen.base.exists()


def test_a_channel_is_kept_for_the_owner_alone_and_known_by_its_name(chosen: Settings) -> None:
    assert channels.add(chosen, "staff-chat", " remembers://hz\n") == "remembers"
    channels.add(chosen, "duty", "json://127.0.0.1/samenspel")
    assert channels.names(chosen) == ["duty", "staff-chat"]
    assert channels.schemas(chosen) == {"duty": "json", "staff-chat": "remembers"}
    assert json.loads(channels.file(chosen).read_text()) == {
        "staff-chat": "remembers://hz",
        "duty": "json://127.0.0.1/samenspel",
    }
    assert stat.S_IMODE(channels.file(chosen).stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", "Staff", "2x", "staff chat", "staff_chat", "a" * 41, "s\n", "-a"])
def test_a_name_that_is_no_slug_is_refused(chosen: Settings, name: str) -> None:
    with pytest.raises(BadInput, match="is no name of a channel; allowed: 1 to 40 lower-case letters"):
        channels.add(chosen, name, messenger.TAKES)
    assert not channels.file(chosen).exists()


def test_a_name_is_not_given_twice(chosen: Settings) -> None:
    channels.add(chosen, "staff-chat", messenger.TAKES)
    with pytest.raises(BadInput) as said:
        channels.add(chosen, "staff-chat", "json://127.0.0.1/other")
    assert str(said.value) == "there is a channel 'staff-chat' already; remove it first, or choose another name"
    assert channels.schemas(chosen) == {"staff-chat": "remembers"}


@pytest.mark.parametrize("url", ["nosuch://hz:geheim@host", "geheim", "https://example.org/geheim", "slack://geheim"])
def test_an_address_that_apprise_does_not_know_is_refused_without_showing_it(
    chosen: Settings, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(BadInput) as said:
        channels.add(chosen, "staff-chat", url)
    assert str(said.value) == (
        "this is no notification address that Apprise knows; it is not shown, it may hold a password"
    )
    assert "geheim" not in caplog.text


@pytest.mark.parametrize("option", ["retry=3", "CC=jan@example.org", "bcc=", "optional=yes", "tag=x"])
def test_an_address_may_not_send_more_than_one_message_to_more_than_one_person(chosen: Settings, option: str) -> None:
    with pytest.raises(BadInput) as said:
        channels.add(chosen, "staff-chat", f"json://127.0.0.1/x?{option}")
    assert str(said.value) == (f"a notification address may not have the option {option.partition('=')[0].lower()!r}")
    assert channels.names(chosen) == []


def test_a_message_goes_to_the_one_channel_named(chosen: Settings, told: list[tuple[str, str, str]]) -> None:
    channels.add(chosen, "staff-chat", messenger.TAKES)
    channels.add(chosen, "duty", messenger.DEAF)
    assert channels.tell(chosen, "staff-chat", "Samenspel", "Kijk even.") is True
    assert channels.tell(chosen, "duty", "Samenspel", "Kijk even.") is False
    assert told == [("hz", "Samenspel", "Kijk even."), ("deaf", "Samenspel", "Kijk even.")]


def test_a_channel_that_is_not_there_takes_nothing(chosen: Settings, caplog: pytest.LogCaptureFixture) -> None:
    assert channels.tell(chosen, "duty", "Samenspel", "Kijk even.") is False
    assert caplog.messages == ["channel duty cannot be used (NotFound)"]


def test_a_messenger_that_breaks_is_no_reason_to_stop(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: str) -> bool:
        raise OSError("no route to remembers://hz:geheim@host")

    channels.add(chosen, "staff-chat", messenger.TAKES)
    monkeypatch.setattr(apprise_adapter, "send", break_down)
    assert channels.tell(chosen, "staff-chat", "Samenspel", "Kijk even.") is False
    assert caplog.messages == ["channel staff-chat cannot be used (OSError)"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_can_read_is_not_used(chosen: Settings, mode: int, told: list[tuple[str, str, str]]) -> None:
    channels.add(chosen, "staff-chat", messenger.TAKES)
    file = channels.file(chosen)
    file.chmod(mode)
    with pytest.raises(ChannelsUnreadable) as said:
        channels.names(chosen)
    assert str(said.value) == (
        f"{file} can be read by others on this machine, and holds passwords; type: chmod 600 {file}"
    )
    assert channels.tell(chosen, "staff-chat", "Samenspel", "Kijk even.") is False
    assert told == []
    file.chmod(0o600)
    assert channels.names(chosen) == ["staff-chat"]


@pytest.mark.parametrize(
    "content", ["", "[]", '{"staff-chat": 3}', '{"staff-chat": "json://geheim"', '{"A": "json://x"}']
)
def test_a_file_with_something_else_in_it_is_named_and_not_quoted(chosen: Settings, content: str) -> None:
    chosen.base.mkdir()
    channels.file(chosen).touch(mode=0o600)
    channels.file(chosen).write_text(content)
    with pytest.raises(ChannelsUnreadable) as said:
        channels.names(chosen)
    assert str(said.value) == f"{channels.file(chosen)} does not hold names with addresses; mend or remove it"
    assert said.value.__cause__ is None


def test_a_channel_is_removed_with_its_address(chosen: Settings) -> None:
    channels.add(chosen, "staff-chat", messenger.TAKES)
    channels.add(chosen, "duty", "json://127.0.0.1/geheim")
    channels.remove(chosen, "duty")
    assert channels.names(chosen) == ["staff-chat"]
    assert "geheim" not in channels.file(chosen).read_text()
    with pytest.raises(NotFound) as said:
        channels.remove(chosen, "duty")
    assert str(said.value) == "there is no channel 'duty'; known: staff-chat"


def test_names_are_checked_together(chosen: Settings) -> None:
    channels.add(chosen, "staff-chat", messenger.TAKES)
    channels.check_known(chosen, ["staff-chat"])
    with pytest.raises(NotFound) as said:
        channels.check_known(chosen, ["staff-chat", "sms"])
    assert str(said.value) == "there is no channel 'sms'; known: staff-chat"
