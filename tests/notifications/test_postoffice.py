"""The post office at work with a mail server that goes wrong: every letter ends where it can be found, none twice."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from models.actions import mail_stops, reach
from models.db import migrate, queries
from models.db.session import database
from models.db.tables import Attempt, Contact, Letter, Request
from models.method.errors import NotAllowed
from models.method.mail import EmailStatus, StopKind
from models.method.posting import wait_after
from models.method.requests import LetterState
from notifications import channels, postoffice, smtp, verp
from notifications.postoffice import is_allowed, send_due
from samenspel.clock import SetClock
from samenspel.settings import Settings
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import how, tries
from tests.factories import HZ
from tests.sink import Sink

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

#: The letter that these tests look at: the invitation of the first organisation, behind one to our own staff.
ITS = 2


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as there:
        yield there


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What staff are told at once, in order."""
    heard: list[tuple[str, str]] = []

    def remember(settings: Settings, title: str, body: str) -> bool:
        heard.append((title, body))
        return True

    monkeypatch.setattr(postoffice, "alert", remember)
    return heard


def chosen(sink: Sink, home: Path, **changes: Any) -> Settings:
    given: dict[str, Any] = {
        "home": home,
        "mail_mode": "live",
        "smtp_port": sink.port,
        "smtp_tls": "none",
        "smtp_seconds": 5.0,
        "mail_secret": SecretStr("geheim"),
    }
    return Settings(**given | changes)


def invited(local: str) -> str:
    """Add an alliance whose first partner has this address, so that the sink does with it what it says."""
    slug = factories.added()
    with database().write() as session:
        queries.one(session, Contact, "contact", key=f"{slug}-gemeente-1").email = f"{local}@partner.example.org"
    return slug


def status_of(slug: str) -> tuple[str, str | None]:
    with database().read() as session:
        contact = queries.one(session, Contact, "contact", key=f"{slug}-gemeente-1")
        return contact.email_status.value, contact.email_status_reason


def test_a_letter_leaves_with_its_words_and_its_receipt(sink: Sink, home: Path, at_start: SetClock) -> None:
    slug = invited("ok")
    assert send_due(chosen(sink, home), owner="engine") == 5
    row = seen.row(Letter, slug, id=ITS)
    mail = sink.mails[1]
    assert (row.state.value, row.sent_at, row.language, row.reason) == ("sent", at_start.now(), "nl", None)
    assert (row.subject, row.text) == (mail["Subject"], _part(mail, "plain"))
    assert row.html == _part(mail, "html")
    (attempt,) = seen.everywhere(Attempt, letter_id=ITS)
    assert (attempt.outcome, attempt.phase, attempt.smtp_code, attempt.enhanced_code, attempt.domain) == (
        "sent",
        "data",
        250,
        "2.0.0",
        "partner.example.org",
    )
    assert sink.senders[1] == verp.sender(chosen(sink, home), ITS, at_start.now())
    assert [one.recipient for one in sink.ledger][:2] == ["hz@example.org", "ok@partner.example.org"]
    assert not (home / "outbox").exists()


def _part(mail: Any, kind: str) -> str:
    text: str = mail.get_body((kind,)).get_content()
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("local", "state", "reason", "result"),
    [
        ("r421", "queued", "it cannot be handed over now (421)", "relay_away"),
        ("r451", "queued", "the other side asks to try again later (451)", "temporary"),
        ("r452-4.5.3", "queued", "the other side asks to try again later (452 4.5.3)", "temporary"),
        ("d451-4.3.0", "queued", "the other side asks to try again later (451 4.3.0)", "temporary"),
        ("r550-5.1.1", "failed", "the address does not exist (550 5.1.1)", "no_such_address"),
        ("r551-5.1.6", "failed", "the address does not exist (551 5.1.6)", "no_such_address"),
        ("r553-5.1.3", "failed", "the address does not exist (553 5.1.3)", "no_such_address"),
        ("r554-5.7.1", "held", "the other side refuses it (554 5.7.1)", "policy"),
        ("d552-5.6.0", "held", "the other side refuses it (552 5.6.0)", "policy"),
        ("drop", "queued", "it cannot be handed over now (SMTPServerDisconnected)", "relay_away"),
        ("hang", "queued", "it cannot be handed over now (SMTPServerDisconnected)", "relay_away"),
        ("drop-in-data", "queued", "nobody knows whether it left", "uncertain"),
        ("drop-after-data", "queued", "nobody knows whether it left", "uncertain"),
        ("hang-after-data", "queued", "nobody knows whether it left", "uncertain"),
    ],
)
def test_every_answer_ends_in_the_right_state(
    sink: Sink, home: Path, told: list[tuple[str, str]], local: str, state: str, reason: str, result: str
) -> None:
    slug = invited(local)
    seconds = 1.0 if local.startswith("hang") else 5.0
    assert send_due(chosen(sink, home, smtp_seconds=seconds), owner="engine", limit=2) == 1
    assert (how(slug, ITS), tries(ITS)) == ((state, reason), [(1, result)])
    gone = result == "no_such_address"
    assert status_of(slug) == (("unreachable", "the mail server knows no such address") if gone else ("ok", None))
    asked = [one.state.value for one in seen.rows(Request, slug)]
    assert asked == [("unanswered" if gone else "open"), "open", "open", "open"]
    about = [("Letters wait for a person", f"These letters did not leave: {ITS} ({state}).")]
    assert told == (about if state in {"held", "failed"} else [])
    assert mail_stops.stops() == []


def test_what_the_other_side_says_is_in_the_database_only(
    sink: Sink, home: Path, told: list[tuple[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    slug = invited("r554-5.7.1")
    with caplog.at_level(logging.DEBUG, "samenspel"):
        send_due(chosen(sink, home), owner="engine")
    (attempt,) = seen.everywhere(Attempt, letter_id=ITS)
    assert attempt.reply == "5.7.1 <r554-5.7.1@partner.example.org> not now"
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("samenspel")]
    assert ours == ["letter 2 did not leave: policy (554)"]
    assert "partner.example.org" not in json.dumps([ours, told, how(slug, ITS)])


def test_a_letter_whose_receipt_was_lost_is_sent_once_more_as_the_same_mail_and_then_kept(
    sink: Sink, home: Path, at_start: SetClock, told: list[tuple[str, str]]
) -> None:
    slug = invited("drop-after-data")
    settings = chosen(sink, home)
    send_due(settings, owner="engine")
    at_start.move_to(at_start.now() + timedelta(minutes=2) - timedelta(seconds=1))
    assert send_due(settings, owner="engine") == 0
    assert len(_copies(sink)) == 1
    for _ in range(5):
        at_start.move_to(at_start.now() + timedelta(minutes=10))
        assert send_due(settings, owner="engine") == 0
    assert (how(slug, ITS), tries(ITS)) == (
        ("held", "nobody knows whether it left"),
        [(1, "uncertain"), (2, "uncertain")],
    )
    first, second = _copies(sink)
    assert first == second
    assert told == [("Letters wait for a person", "These letters did not leave: 2 (held).")]


def _copies(sink: Sink) -> list[bytes]:
    return [mail.as_bytes() for mail in sink.mails if "partner.example.org" in mail["To"]]


def test_a_letter_that_was_put_off_leaves_when_the_server_takes_it(sink: Sink, home: Path, at_start: SetClock) -> None:
    slug = invited("r451")
    send_due(chosen(sink, home), owner="engine")
    row = seen.row(Letter, slug, id=ITS)
    assert row.not_before - at_start.now() == wait_after(ITS, 1)
    sink.instead["r451@partner.example.org"] = "late"
    assert send_due(chosen(sink, home), owner="engine") == 0
    at_start.move_to(row.not_before)
    assert send_due(chosen(sink, home), owner="engine") == 1
    assert (how(slug, ITS), tries(ITS)) == (("sent", None), [(1, "temporary"), (2, "sent")])


def test_a_refused_login_stops_all_letters_once_and_burns_none_and_they_go_when_it_is_put_right(
    home: Path, at_start: SetClock, told: list[tuple[str, str]]
) -> None:
    slug = invited("ok")
    with Sink(password="nieuw") as sink:  # noqa: S106 -- of the sink
        settings = chosen(sink, home, smtp_user="samenspel", smtp_password=SecretStr("oud"))
        assert send_due(settings, owner="engine") == 0
        (stop,) = mail_stops.stops()
        assert (stop.alliance, stop.kind, stop.by) == (None, StopKind.LOGIN, "clock")
        assert stop.probe_at == at_start.now() + timedelta(minutes=5)
        for _ in range(12):
            at_start.move_to(at_start.now() + timedelta(minutes=5))
            assert send_due(settings, owner="engine") == 0
        # Once with the first letter, and then only to see whether the door is open.
        assert (sink.connections, sink.named) == (13, [])
        assert [row.state.value for row in seen.rows(Letter, slug)] == ["queued"] * 5
        assert [(row.letter_id, row.outcome) for row in seen.everywhere(Attempt)] == [(1, "login_refused")]
        sink.password = "oud"  # noqa: S105 -- of the sink
        at_start.move_to(at_start.now() + timedelta(minutes=5))
        assert send_due(settings, owner="engine") == 5
    assert mail_stops.stops() == []
    assert told == [
        (
            "No letters leave",
            "All letters are stopped: the mail server refuses our login. They go again when that is put right.",
        ),
        ("Letters leave again", "The mail server takes our letters again."),
    ]


def test_a_server_without_a_secret_line_gets_nothing_and_all_letters_wait(
    sink: Sink, home: Path, at_start: SetClock, told: list[tuple[str, str]]
) -> None:
    slug = invited("ok")
    assert send_due(chosen(sink, home, smtp_tls="starttls"), owner="engine") == 0
    assert (how(slug, 1)[0], how(slug, ITS)[0], sink.named) == ("held", "queued", [])
    assert [(stop.kind, stop.probe_at) for stop in mail_stops.stops()] == [
        (StopKind.CERTIFICATE, at_start.now() + timedelta(minutes=5))
    ]
    assert [title for title, _ in told] == ["No letters leave", "Letters wait for a person"]
    at_start.move_to(at_start.now() + timedelta(minutes=5))
    assert send_due(chosen(sink, home), owner="engine") == 4


def test_a_stop_by_people_is_not_probed_and_holds_within_one_letter(sink: Sink, home: Path, at_start: SetClock) -> None:
    slug = invited("ok")

    def stop_after_two() -> bool:
        if len(sink.ledger) == 2 and not mail_stops.stops():
            mail_stops.stop(None, by=HZ, reason="Verkeerde bijlage in de brieven.")
        return False

    assert send_due(chosen(sink, home), owner="engine", stopping=stop_after_two) == 2
    at_start.move_to(at_start.now() + timedelta(days=1))
    assert send_due(chosen(sink, home), owner="engine") == 0
    mail_stops.lift(None, by=HZ)
    assert send_due(chosen(sink, home), owner="engine") == 3
    assert {row.state.value for row in seen.rows(Letter, slug)} == {"sent"}


def test_an_engine_that_is_told_to_stop_finishes_its_letter_and_begins_no_other(sink: Sink, home: Path) -> None:
    slug = invited("ok")
    assert send_due(chosen(sink, home), owner="engine", stopping=lambda: len(sink.named) == 2) == 2
    assert [row.state.value for row in seen.rows(Letter, slug)] == ["sent", "sent", "queued", "queued", "queued"]
    assert [row.outcome for row in seen.everywhere(Attempt)] == ["sent", "sent"]


def test_a_letter_that_somebody_else_took_over_is_not_handed_over(
    sink: Sink, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = invited("ok")
    hand_over = smtp.send

    def overtaken(*args: Any, **given: Any) -> Any:
        with database().write() as session:
            for letter in queries.rows(session, Letter, state=LetterState.SENDING):
                letter.owner = "another"
        return hand_over(*args, **given)

    monkeypatch.setattr(smtp, "send", overtaken)
    assert send_due(chosen(sink, home), owner="engine", limit=2) == 0
    assert (sink.ledger, len(sink.named)) == ([], 2)
    assert [row.owner for row in seen.rows(Letter, slug)] == ["another", "another", None, None, None]


def test_in_mode_file_nothing_leaves_this_machine(sink: Sink, home: Path) -> None:
    slug = invited("ok")
    assert send_due(chosen(sink, home, mail_mode="file"), owner="engine") == 5
    assert (sink.connections, len(list((home / "outbox").glob("*.eml")))) == (0, 5)
    assert {(row.state.value, row.reason) for row in seen.rows(Letter, slug)} == {("sent", None)}


def test_in_mode_allowlist_only_those_named_get_a_mail_and_the_others_a_file(sink: Sink, home: Path) -> None:
    slug = invited("ok")
    settings = chosen(sink, home, mail_mode="allowlist", mail_allow=("HZ@example.org", "@Partner.example.org"))
    assert send_due(settings, owner="engine") == 5
    assert [one.recipient for one in sink.ledger] == ["hz@example.org", "ok@partner.example.org"]
    assert len(list((home / "outbox").glob("*.eml"))) == 3
    aside = "written to a file: not on the allowlist"
    assert [row.reason for row in seen.rows(Letter, slug)] == [None, None, aside, aside, aside]


def test_an_allowlist_without_anybody_on_it_lets_nothing_leave(sink: Sink, home: Path) -> None:
    invited("ok")
    assert send_due(chosen(sink, home, mail_mode="allowlist", mail_allow=()), owner="engine") == 5
    assert (sink.connections, len(list((home / "outbox").glob("*.eml")))) == (0, 5)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("jan@x.nl", True),
        ("JAN@X.nl", True),
        ("piet@x.nl", False),
        ("piet@y.nl", True),
        ("piet@sub.y.nl", False),
        ("piet@noty.nl", False),
    ],
)
def test_the_allowlist_names_addresses_and_whole_domains(address: str, allowed: bool) -> None:
    settings = Settings(mail_mode="allowlist", mail_allow=("jan@x.nl", "@y.nl"))
    assert is_allowed(settings, address) is allowed


def test_a_letter_that_cannot_be_written_is_kept_and_staff_are_told_without_saying_more(
    sink: Sink, home: Path, told: list[tuple[str, str]]
) -> None:
    slug = invited("not an address")
    assert send_due(chosen(sink, home), owner="engine") == 4
    assert (how(slug, ITS), tries(ITS)) == (
        ("held", "it cannot be written: BadInput"),
        [(1, "unreadable")],
    )
    assert told == [("Letters wait for a person", "These letters did not leave: 2 (held).")]


def test_an_outbox_that_cannot_be_written_to_is_tried_again(home: Path, sink: Sink, at_start: SetClock) -> None:
    slug = invited("ok")
    (home / "outbox").write_text("A file where a folder should be.")
    assert send_due(chosen(sink, home, mail_mode="file"), owner="engine") == 0
    assert how(slug, ITS) == ("queued", "it cannot be handed over now (FileExistsError: File exists)")
    (home / "outbox").unlink()
    at_start.move_to(at_start.now() + timedelta(minutes=2))
    assert send_due(chosen(sink, home, mail_mode="file"), owner="engine") == 5


def test_the_agreed_pace_is_kept_to_and_everybody_gets_their_letter(sink: Sink, home: Path, at_start: SetClock) -> None:
    slug = invited("ok")
    settings = chosen(sink, home, mail_per_minute=3, mail_per_domain_minute=2)
    left = []
    while {row.state for row in seen.rows(Letter, slug)} != {LetterState.SENT}:
        left.append(send_due(settings, owner="engine"))
        at_start.move_to(at_start.now() + timedelta(seconds=30))
    assert left == [3, 0, 2]


@pytest.mark.parametrize(
    ("takes", "mode", "state"), [(True, "live", "sent"), (False, "live", "superseded"), (True, "file", "sent")]
)
def test_a_note_elsewhere_follows_the_letter_once_whether_the_channel_took_it_or_not(
    takes: bool, mode: str, state: str, sink: Sink, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = invited("ok")
    heard: list[tuple[str, str]] = []

    def tell(settings: Settings, channel: str, title: str, body: str) -> bool:
        heard.append((channel, title))
        return takes

    monkeypatch.setattr(channels, "tell", tell)
    with database().write() as session:
        queries.one(session, Contact, "contact", key=f"{slug}-gemeente-1").channels = ["sms"]
    for _ in range(2):
        send_due(chosen(sink, home, mail_mode=mode), owner="engine")
    assert seen.row(Letter, slug, channel="sms").state.value == state
    assert heard == ([] if mode == "file" else [("sms", "Brief van Alliantie onderwijs")])
    assert len(list((home / "outbox").glob("*.txt"))) == (mode == "file")


def test_an_engine_of_another_version_sends_nothing(sink: Sink, home: Path) -> None:
    invited("ok")
    with database().write() as session:
        session.connection().exec_driver_sql("UPDATE schema_version SET version_num = '9999'")
    with pytest.raises(migrate.SchemaProblem):
        send_due(chosen(sink, home), owner="engine")
    assert sink.connections == 0


def test_who_asked_not_to_be_written_to_stays_so_whatever_the_server_says(
    sink: Sink, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = invited("r550-5.1.1")

    def refused(*args: Any, **given: Any) -> None:
        raise NotAllowed("contact {key} is {status}", key=args[0], status=EmailStatus.OPTED_OUT)

    monkeypatch.setattr(reach, "set_status", refused)
    assert send_due(chosen(sink, home), owner="engine", limit=2) == 1
    assert (how(slug, ITS)[0], status_of(slug)) == ("failed", ("ok", None))
