"""One conversation with a mail server: in secret, with our name, in bounded time, and to the point of no return."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from models.method.posting import Outcome, Result
from notifications import smtp
from samenspel.settings import Settings
from tests.sink import Accepted, Sink


def settings(sink: Sink, **changes: Any) -> Settings:
    given: dict[str, Any] = {"mail_mode": "live", "smtp_port": sink.port, "smtp_tls": "none", "smtp_seconds": 5.0}
    return Settings(**given | changes)


def mail(recipient: str = "ok@example.org") -> EmailMessage:
    made = EmailMessage()
    made["To"], made["Message-ID"] = recipient, "<1@example.org>"
    made.set_content(".\nHallo\n..\n")
    return made


def send(chosen: Settings, recipient: str = "ok@example.org") -> Outcome | None:
    return smtp.send(
        chosen, mail(recipient), sender="bounce+1@example.org", recipient=recipient, before_data=lambda: True
    )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that nobody signed but itself, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    made = tmp_path_factory.mktemp("tls") / "sink.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=sink"]
    asked += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{made}.key", "-out", str(made)]
    subprocess.run(asked, check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + Path(f"{made}.key").read_bytes())
    return made


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine trust the certificate, as it would trust one that an authority signed."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def test_a_letter_arrives_whole_and_its_receipt_comes_back() -> None:
    with Sink() as sink:
        told = send(settings(sink))
    assert told == Outcome(Result.SENT, 250, "2.0.0", "2.0.0 taken as 4711")
    assert (sink.ledger, sink.senders) == (
        [Accepted("<1@example.org>", "ok@example.org")],
        ["bounce+1@example.org"],
    )
    assert sink.mails[0].get_content() == ".\r\nHallo\r\n..\r\n"


@pytest.mark.parametrize(
    ("local", "told", "taken"),
    [
        ("r451", Outcome(Result.TEMPORARY, 451, None, "<r451@example.org> not now"), 0),
        ("r452-4.5.3", Outcome(Result.TEMPORARY, 452, "4.5.3", "4.5.3 <r452-4.5.3@example.org> not now"), 0),
        ("r550-5.1.1", Outcome(Result.NO_SUCH_ADDRESS, 550, "5.1.1", "5.1.1 <r550-5.1.1@example.org> not now"), 0),
        ("r554-5.7.1", Outcome(Result.POLICY, 554, "5.7.1", "5.7.1 <r554-5.7.1@example.org> not now"), 0),
        ("r421", Outcome(Result.RELAY_AWAY, 421, None, "<r421@example.org> not now"), 0),
        ("d451-4.3.0", Outcome(Result.TEMPORARY, 451, "4.3.0", "4.3.0 <d451-4.3.0@example.org> not now"), 0),
        ("d552-5.6.0", Outcome(Result.POLICY, 552, "5.6.0", "5.6.0 <d552-5.6.0@example.org> not now"), 0),
        ("drop", Outcome(Result.RELAY_AWAY, reply="SMTPServerDisconnected"), 0),
        ("hang", Outcome(Result.RELAY_AWAY, reply="SMTPServerDisconnected"), 0),
        ("drop-in-data", Outcome(Result.UNCERTAIN, reply="SMTPServerDisconnected"), 0),
        ("drop-after-data", Outcome(Result.UNCERTAIN, reply="SMTPServerDisconnected"), 1),
        ("hang-after-data", Outcome(Result.UNCERTAIN, reply="SMTPServerDisconnected"), 1),
        ("late", Outcome(Result.SENT, 250, "2.0.0", "2.0.0 taken as 4711"), 1),
    ],
)
def test_whatever_the_server_does_there_is_an_outcome(local: str, told: Outcome, taken: int) -> None:
    with Sink() as sink:
        chosen = settings(sink, smtp_seconds=0.5 if local.startswith("hang") else 5.0)
        assert send(chosen, f"{local}@example.org") == told
        assert len(sink.ledger) == taken


def test_nothing_is_sent_when_it_must_not_be_at_the_last_moment() -> None:
    with Sink() as sink:
        told = smtp.send(
            settings(sink), mail(), sender="a@example.org", recipient="ok@example.org", before_data=lambda: False
        )
    assert (told, sink.named, sink.ledger) == (None, ["ok@example.org"], [])


def test_where_nobody_listens_the_server_is_away() -> None:
    with Sink() as sink:
        gone = settings(sink)
    assert send(gone) == Outcome(Result.RELAY_AWAY, reply="ConnectionRefusedError")


def test_a_host_that_cannot_be_one_is_away_as_well() -> None:
    assert send(Settings(smtp_host="x" * 70 + ".example.org")) == Outcome(Result.RELAY_AWAY, reply="UnicodeError")


@contextmanager
def _drip() -> Iterator[int]:
    """A server that says one sign of its greeting at a time, each soon enough to be no silence."""
    breath = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def speak() -> None:
            line, _ = listening.accept()
            with line:
                try:
                    while True:
                        line.sendall(b"2")
                        breath.wait(0.02)
                except OSError:
                    return

        speaking = threading.Thread(target=speak)
        speaking.start()
        yield listening.getsockname()[1]
        speaking.join(5)


def test_a_server_that_speaks_a_sign_at_a_time_is_cut_off_when_the_time_is_over() -> None:
    with _drip() as port:
        began = time.monotonic()
        told = send(Settings(smtp_port=port, smtp_tls="none", smtp_seconds=0.2))
        took = time.monotonic() - began
    assert told is not None
    assert (told.result, 0.15 < took < 2) == (Result.RELAY_AWAY, True)


def test_we_say_who_we_are_where_that_is_asked() -> None:
    with Sink(password="geheim") as sink:  # noqa: S106 -- of the sink
        named = {"smtp_user": "samenspel", "smtp_password": SecretStr("geheim")}
        refused = settings(sink, **named | {"smtp_password": SecretStr("oud")})
        assert send(settings(sink, **named)) == Outcome(Result.SENT, 250, "2.0.0", "2.0.0 taken as 4711")
        assert smtp.problem_at_the_door(settings(sink, **named)) is None
        for told in (send(refused), smtp.problem_at_the_door(refused)):
            assert told == Outcome(Result.LOGIN_REFUSED, 535, "5.7.8", "5.7.8 Authentication credentials invalid")
        assert send(settings(sink)) == Outcome(Result.LOGIN_REFUSED, 530, "5.7.0", "5.7.0 say first who you are")
        assert len(sink.ledger) == 1


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("how", ["starttls", "implicit"])
def test_the_line_is_secret_when_it_is_to_be(tls: ssl.SSLContext, how: str) -> None:
    with Sink(tls=tls, implicit=how == "implicit") as sink:
        assert send(settings(sink, smtp_tls=how)) == Outcome(Result.SENT, 250, "2.0.0", "2.0.0 taken as 4711")
        assert sink.secret == [True]


@pytest.mark.parametrize("how", ["starttls", "implicit"])
def test_a_certificate_that_nobody_trusts_ends_the_conversation(tls: ssl.SSLContext, how: str) -> None:
    with Sink(tls=tls, implicit=how == "implicit") as sink:
        chosen = settings(sink, smtp_tls=how)
        assert send(chosen) == Outcome(Result.CERTIFICATE, reply="SSLCertVerificationError")
        assert smtp.problem_at_the_door(chosen) == Outcome(Result.CERTIFICATE, reply="SSLCertVerificationError")
        assert (sink.named, sink.ledger) == ([], [])


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_host_ends_the_conversation(tls: ssl.SSLContext) -> None:
    with Sink(tls=tls) as sink:
        told = send(settings(sink, smtp_host="localhost", smtp_tls="starttls"))
    assert told == Outcome(Result.CERTIFICATE, reply="SSLCertVerificationError")


def test_a_server_that_offers_no_secrecy_gets_no_letter() -> None:
    with Sink() as sink:
        told = send(settings(sink, smtp_tls="starttls"))
    assert (told, sink.named) == (Outcome(Result.CERTIFICATE, reply="SMTPNotSupportedError"), [])
