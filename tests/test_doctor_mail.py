"""The doctor sees whether letters can leave, what keeps them, and whether staff would hear of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from deployments import doctor_mail
from deployments.doctor_findings import Seen, State, ok
from models.actions import mail_stops
from models.db import queries
from models.db.session import Database, database
from models.db.tables import Letter
from models.method.mail import StopKind
from models.method.posting import Outcome, Result
from models.method.requests import LetterState
from notifications import channels, smtp
from samenspel.clock import SetClock
from samenspel.settings import Settings
from tests import factories, messenger
from tests.conftest import START
from tests.factories import HZ
from tests.sink import Sink

pytestmark = messenger.QUIET

STOPS = "see: samenspel letter stops; then: samenspel letter resume --all --by STAFF"


@pytest.fixture
def chosen(sqlite_db: Database, home: Path, at_start: SetClock) -> Settings:
    """The settings of an installation whose letters are files."""
    return Settings(home=home)


def live(chosen: Settings, **more: object) -> Settings:
    """Return the settings of an installation whose letters leave."""
    return chosen.model_copy(update={"mail_mode": "live", "mail_from": "bureau@dma.nl", **more})


def told(seen: Seen) -> tuple[str, str]:
    """Return state and what was seen."""
    return seen.state.value, seen.seen


def test_where_letters_are_files_nothing_has_to_be_done(chosen: Settings) -> None:
    assert [check.look(chosen) for check in doctor_mail.CHECKS] == [
        ok("no mail server is needed: letters do not leave this machine"),
        ok("letters are written in the name of example.org"),
        ok("nobody stopped any letters"),
        ok("no letter waits for a review"),
        ok("no channel tells staff what stopped; while letters are files nobody waits for them"),
    ]


def test_a_mail_server_that_lets_us_in_gets_no_letter(chosen: Settings) -> None:
    with Sink() as server:
        seen = doctor_mail.mail_server(live(chosen, smtp_port=server.port, smtp_tls="none"))
        assert seen == ok(f"the mail server 127.0.0.1:{server.port} lets us in")
        assert (server.connections, server.named) == (1, [])


@pytest.mark.parametrize("result", [r for r in Result if r is not Result.SENT])
def test_a_mail_server_that_does_not_is_a_problem(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch, result: Result
) -> None:
    patience: list[float] = []

    def refuses(asked: Settings) -> Outcome:
        patience.append(asked.smtp_seconds)
        return Outcome(result, 535, reply="jan@example.org")

    monkeypatch.setattr(smtp, "problem_at_the_door", refuses)
    seen = doctor_mail.mail_server(live(chosen, smtp_host="mail.dma.nl", smtp_port=587))
    said = {
        Result.LOGIN_REFUSED: "the mail server mail.dma.nl:587 refuses our login",
        Result.CERTIFICATE: "the certificate of the mail server mail.dma.nl:587 is not right",
    }
    assert told(seen) == ("problem", said.get(result, "the mail server mail.dma.nl:587 takes no letters now"))
    assert patience == [3.0]


def test_what_stands_in_dns_is_said_not_to_be_seen_from_here(chosen: Settings) -> None:
    seen = doctor_mail.mail_sender(live(chosen))
    assert told(seen) == (
        "skipped",
        "whether dma.nl lets this mail server send stands in DNS, which is not asked from here",
    )
    assert seen.todo == (
        "ask whoever keeps the domain to look at SPF, DKIM and DMARC, and send a letter to an address of your own"
    )


@pytest.mark.parametrize("address", ["a@example.org", "a@mail.EXAMPLE.com", "a@bureau.test", "a@localhost"])
def test_letters_in_the_name_of_nobody_are_a_problem(chosen: Settings, address: str) -> None:
    seen = doctor_mail.mail_sender(live(chosen, mail_from=address))
    assert (seen.state, seen.todo) == (State.PROBLEM, "set SAMENSPEL_MAIL_FROM to an address of your own")


def test_a_domain_that_only_looks_like_an_example_is_not_one(chosen: Settings) -> None:
    assert doctor_mail.mail_sender(live(chosen, mail_from="a@myexample.org")).state is State.SKIPPED


def _stop_one(slug: str) -> Callable[[], None]:
    return lambda: mail_stops.stop(slug, by=HZ, reason="Eerst overleg met de wethouder.")


def _stop_all(kind: StopKind) -> Callable[[], object]:
    return lambda: mail_stops.stop_all_mail(kind, "geheim", START)


@pytest.mark.parametrize(
    ("stop", "found", "todo"),
    [
        (
            _stop_one("onderwijs"),
            ("warning", "somebody stopped the letters of: onderwijs"),
            "see: samenspel letter stops; then: samenspel letter resume onderwijs --by STAFF",
        ),
        (
            lambda: mail_stops.stop(None, by=HZ, reason="Eerst overleg met de wethouder."),
            ("warning", "somebody stopped all letters"),
            STOPS,
        ),
        (
            _stop_all(StopKind.LOGIN),
            ("problem", "all letters are stopped: the mail server refuses our login"),
            STOPS,
        ),
        (
            _stop_all(StopKind.CERTIFICATE),
            ("problem", "all letters are stopped: the certificate of the mail server is not right"),
            STOPS,
        ),
    ],
)
def test_what_stops_letters_is_told_without_why(
    chosen: Settings, stop: Callable[[], object], found: tuple[str, str], todo: str
) -> None:
    factories.added()
    stop()
    seen = doctor_mail.mail_stops(chosen)
    assert (told(seen), seen.todo) == (found, todo)


def test_a_stop_that_was_lifted_stops_nothing(chosen: Settings) -> None:
    factories.added()
    _stop_one("onderwijs")()
    mail_stops.lift("onderwijs", by=HZ)
    assert doctor_mail.mail_stops(chosen) == ok("nobody stopped any letters")


def test_letters_that_wait_for_a_person_are_counted_and_after_a_while_a_warning(
    chosen: Settings, at_start: SetClock
) -> None:
    factories.added()
    with database().write() as session:
        for letter in queries.rows(session, Letter)[:3]:
            letter.state = LetterState.DRAFT
    at_start.move_to(START + timedelta(days=3))
    assert told(doctor_mail.review(chosen)) == ("ok", "letters that wait for a review: 3")
    at_start.move_to(START + timedelta(days=3, seconds=1))
    seen = doctor_mail.review(chosen)
    assert told(seen) == ("warning", "letters that wait for a review: 3, the first since 2026-03-02")
    assert seen.todo == "look at them: samenspel letter review"


def test_staff_whom_nobody_would_tell_are_a_warning_once_letters_leave(chosen: Settings) -> None:
    assert told(doctor_mail.channels_(live(chosen))) == ("warning", "no channel tells staff what stopped")


def test_channels_of_staff_that_are_not_there_are_a_problem(chosen: Settings) -> None:
    messenger.hired()
    channels.add(chosen, "chat", messenger.TAKES)
    used = live(chosen, staff_channels=("chat",))
    assert doctor_mail.channels_(used) == ok("staff are told what stopped by: chat")
    seen = doctor_mail.channels_(live(chosen, staff_channels=("chat", "sms", "duty")))
    assert told(seen) == ("problem", "staff would be told by channels that are not there: sms, duty")
    assert seen.todo == "add it: samenspel channel add sms, or change SAMENSPEL_STAFF_CHANNELS"


def test_channels_that_others_can_read_are_a_problem_with_what_to_type(chosen: Settings) -> None:
    messenger.hired()
    channels.add(chosen, "chat", messenger.TAKES)
    file = channels.file(chosen)
    file.chmod(0o640)
    assert told(doctor_mail.channels_(chosen)) == (
        "problem",
        f"{file} can be read by others on this machine, and holds passwords; type: chmod 600 {file}",
    )
