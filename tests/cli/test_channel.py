"""``samenspel channel`` and ``samenspel contact channels``: addresses go in and never come out."""

import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest

from samenspel import settings
from samenspel.cli import channel
from samenspel.cli.answer_schemas import answer_schema
from samenspel.cli.main import run
from tests import messenger
from tests.cli.conftest import Cli, Typed

pytestmark = messenger.QUIET

URL = "remembers://hz"


@pytest.fixture(autouse=True)
def told() -> list[tuple[str, str, str]]:
    """What was sent."""
    return messenger.hired()


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put a text where a command reads what is piped into it."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.fixture
def chat(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """A channel that takes everything, just added."""
    piped(monkeypatch, f"{URL}\n")
    return cli("channel", "add", "chat", "--json")


def test_an_address_is_read_from_what_is_piped_in_and_not_shown_again(cli: Cli, chat: Typed, home: Path) -> None:
    assert (chat.code, chat.err) == (0, "")
    assert chat.json == {"ok": True, "channel": "chat", "schema": "remembers"}
    assert (home / "channels.json").stat().st_mode & 0o777 == 0o600
    listed = cli("channel", "list")
    assert listed.out.splitlines() == ["name\tschema\tstaff\tcontacts", "chat\tremembers\tno\t0"]
    assert URL not in listed.out + listed.err


def test_on_a_terminal_the_address_is_asked_for_unseen(cli: Cli, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    asked: list[str] = []

    def unseen(question: str, stream: object) -> str:
        asked.append(question)
        return URL

    monkeypatch.setattr(channel, "getpass", unseen)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run(["channel", "add", "chat"]) == 0
    assert asked == ["Address, not shown: "]
    assert json.loads((home / "channels.json").read_text()) == {"chat": URL}


def test_an_address_is_never_an_argument(cli: Cli) -> None:
    typed = cli("channel", "add", "chat", URL)
    assert typed.code == 2


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("Chat", URL, "'Chat' is no name of a channel; allowed: 1 to 40 lower-case letters, digits and hyphens, a"),
        ("chat", "", "no address was given; it is asked for on a terminal, and else read from standard input"),
        ("chat", "nosuch://geheim", "this is no notification address that Apprise knows; it is not shown, it may hold"),
        ("chat", f"{URL}?retry=2", "a notification address may not have the option 'retry'"),
    ],
)
def test_what_is_no_channel_is_refused(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, home: Path, name: str, given: str, said: str
) -> None:
    piped(monkeypatch, given)
    typed = cli("channel", "add", name, "--json")
    assert (typed.code, typed.error["code"]) == (2, "bad_input")
    assert typed.error["message"].startswith(said)
    assert "geheim" not in typed.err + typed.out
    assert not (home / "channels.json").exists()


def test_without_channels_the_list_says_how_to_add_one(cli: Cli) -> None:
    listed = cli("channel", "list")
    assert (listed.code, listed.err) == (0, "There are no channels yet; add one with: samenspel channel add NAME\n")


def test_a_test_message_says_whether_it_was_taken(
    cli: Cli, chat: Typed, told: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("channel", "test", "chat").code == 0
    assert told == [("hz", "Samenspel: test message", "This is a test: messages of Samenspel arrive by this channel.")]
    piped(monkeypatch, messenger.DEAF)
    cli("channel", "add", "deaf")
    failed = cli("channel", "test", "deaf", "--json")
    assert (failed.code, failed.error["code"]) == (1, "not_taken")
    assert failed.error["message"] == "channel deaf did not take the message"
    assert cli("channel", "test", "nergens").code == 4


def test_a_test_message_is_no_letter_and_not_among_what_was_sent(
    cli: Cli, chat: Typed, told: list[tuple[str, str, str]]
) -> None:
    assert cli("channel", "test", "chat").code == 0
    assert len(told) == 1
    assert cli("letter", "find").err == "No such letter was sent.\n"


def test_a_file_that_others_can_read_is_refused_with_what_to_type(cli: Cli, chat: Typed, home: Path) -> None:
    (home / "channels.json").chmod(0o644)
    typed = cli("channel", "list", "--json")
    assert (typed.code, typed.error["code"]) == (5, "channels_unreadable")
    assert typed.error["message"].endswith(f"type: chmod 600 {home / 'channels.json'}")


def test_contacts_choose_channels_and_lose_one_with_it(cli: Cli, onderwijs: str, chat: Typed) -> None:
    chosen = cli("contact", "channels", "onderwijs-fonds-1", "chat", "--by", "hz", "--json")
    assert (chosen.code, chosen.json) == (
        0,
        {"ok": True, "contact": "onderwijs-fonds-1", "channels": ["chat"], "alliances": ["onderwijs"], "by": "hz"},
    )
    assert cli("channel", "list", "--json").json == [
        {"name": "chat", "schema": "remembers", "staff": False, "contacts": 1}
    ]
    looked = cli("channel", "remove", "chat", "--dry-run")
    assert looked.err == "chat would be removed; it was chosen by 1 contacts. Nothing was changed.\n"
    assert cli("channel", "remove", "chat").code == 2
    removed = cli("channel", "remove", "chat", "--yes", "--json")
    assert removed.json == {"ok": True, "channel": "chat", "contacts": 1, "dry_run": False}
    assert cli("channel", "list", "--json").json == []
    assert cli("channel", "remove", "chat", "--yes").code == 4


def test_a_contact_without_channels_is_told_by_mail_alone(cli: Cli, onderwijs: str, chat: Typed) -> None:
    cli("contact", "channels", "onderwijs-fonds-1", "chat", "--by", "hz")
    typed = cli("contact", "channels", "onderwijs-fonds-1", "--by", "hz")
    assert (typed.code, typed.err.splitlines()[0]) == (0, "onderwijs-fonds-1 is told by mail alone.")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("onderwijs-fonds-1", "sms", "--by", "hz"), 4, "there is no channel 'sms'; known: chat"),
        (("jan", "chat", "--by", "hz"), 4, "no alliance knows a contact 'jan'; see: samenspel contact list SLUG"),
        (("onderwijs-fonds-1", "chat", "--by", "xx"), 2, "'xx' is no member of staff; known: hz"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(
    cli: Cli, onderwijs: str, chat: Typed, typed: tuple[str, ...], code: int, said: str
) -> None:
    answer = cli("contact", "channels", *typed, "--json")
    assert answer.code == code
    assert said in answer.error["message"]
    assert cli("channel", "list", "--json").json[0]["contacts"] == 0


def test_a_channel_that_staff_are_told_by_stays(
    cli: Cli, chat: Typed, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("SAMENSPEL_STAFF_CHANNELS", '["chat"]')
    settings.reload()
    assert cli("channel", "list", "--json").json[0]["staff"] is True
    typed = cli("channel", "remove", "chat", "--yes", "--json")
    assert (typed.code, typed.error["message"]) == (
        3,
        "staff are told by chat; take it out of SAMENSPEL_STAFF_CHANNELS first",
    )
    assert json.loads((home / "channels.json").read_text()) == {"chat": URL}


@pytest.mark.parametrize(
    ("name", "command", "typed"),
    [
        ("channel add", channel.add, ("channel", "add", "duty")),
        ("channel list", channel.list_, ("channel", "list")),
        ("channel test", channel.test, ("channel", "test", "chat")),
        ("channel remove", channel.remove, ("channel", "remove", "chat", "--yes")),
    ],
)
def test_the_answers_are_as_their_schemas_say(
    cli: Cli, chat: Typed, monkeypatch: pytest.MonkeyPatch, name: str, command: object, typed: tuple[str, ...]
) -> None:
    piped(monkeypatch, URL)
    answer = cli(*typed, "--json")
    assert answer.code == 0
    jsonschema.Draft202012Validator(answer_schema(name, command)).validate(answer.json)  # type: ignore[arg-type]
