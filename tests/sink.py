"""A mail server that takes every mail and keeps none, and goes wrong in the way the recipient's address asks for.

The part of an address before ``+`` or ``@`` says what happens to its mail:

- ``r451``, ``r550-5.1.1``, any other code: the recipient is refused with that answer;
- ``d451``, ``d554-5.7.1``, any other code: the mail is refused with that answer once it was read;
- ``drop``: the connection is lost when the recipient is named; ``drop-in-data``: when the mail was read, which is
  thrown away; ``drop-after-data``: when the mail was read and taken, so that only the answer is lost;
- ``hang``, ``hang-after-data``: no answer comes at all, the second time for a mail that was taken;
- ``late``: the answer comes after a moment; anything else is taken at once.

Every mail that is taken is in the ledger before its answer leaves. As a process of its own, for tests that kill:
``python -m tests.sink PORTFILE LEDGERFILE --faults 0.03 --seed 7``.
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as MAIL_POLICY
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

#: How long a late answer waits, in seconds.
LATE = 0.05

_REFUSAL = re.compile(r"(?P<when>[rd])(?P<code>[245]\d\d)(?:-(?P<enhanced>\d\.\d+\.\d+))?")

#: What chance picks from: every fault that a mail server has now and then.
FAULTS = ("r451", "d451", "drop", "drop-in-data", "drop-after-data")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A mail the sink took: which one it is, and whose."""

    message_id: str
    recipient: str


@dataclass(slots=True)
class Sink:
    """The behaviour of the server, and its memory; ``with Sink() as sink`` lets it serve on ``sink.port``."""

    #: What an address does whatever it is called, for a server that changes its mind.
    instead: dict[str, str] = field(default_factory=dict)
    #: The password that is right, when one is asked for.
    password: str | None = None
    #: With a certificate a line can be made secret: on request, or from the first byte on.
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    #: Chooses for a mail, when its address asks for nothing.
    chance: Callable[[], str] = lambda: "ok"
    #: Called with every mail that is taken, before it is answered.
    on_accepted: Callable[[Accepted], None] = lambda accepted: None
    #: Waited before every answer to a mail, in seconds.
    delay: Callable[[], float] = lambda: 0.0

    port: int = 0
    ledger: list[Accepted] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    #: Whether the line was secret over which each mail came.
    secret: list[bool] = field(default_factory=list)
    #: Recipients that were named, also those that were refused.
    named: list[str] = field(default_factory=list)
    connections: int = 0
    _stop: Callable[[], None] = lambda: None
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Serve in a thread, on a port of loopback that the system picks."""
        ready: Future[tuple[int, Callable[[], None]]] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self.serve(ready)), daemon=True)
        self._thread.start()
        self.port, self._stop = ready.result(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the port and every connection."""
        self._stop()
        if self._thread is not None:
            self._thread.join(10)

    async def serve(self, ready: "Future[tuple[int, Callable[[], None]]]") -> None:
        """Serve until stopped; ``ready`` tells the port and how to stop, from any thread."""
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        secret = self.tls if self.implicit else None
        server = await loop.create_server(self._protocol, "127.0.0.1", self.port, ssl=secret)
        port: int = server.sockets[0].getsockname()[1]

        def stop() -> None:
            loop.call_soon_threadsafe(stopped.set)

        ready.set_result((port, stop))
        await stopped.wait()
        server.close()

    def _protocol(self) -> SMTP:
        self.connections += 1
        return SMTP(
            self,
            hostname="sink.example.org",
            ident="sink",
            tls_context=None if self.implicit else self.tls,
            auth_require_tls=False,
            authenticator=self._authenticate,
            loop=asyncio.get_running_loop(),
        )

    def _authenticate(self, server: SMTP, session: Session, envelope: Envelope, how: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and given.password.decode() == self.password
        return AuthResult(success=right, handled=False)

    async def handle_MAIL(  # noqa: N802 -- aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a sender, if it said who it is where a password is asked for."""
        if self.password is not None and not session.authenticated:
            return "530 5.7.0 say first who you are"
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802 -- as above
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or do what its name asks for."""
        self.named.append(address)
        asked = self._asked_by(address)
        if asked == "drop":
            await _lose(server)
        if asked == "hang":
            await asyncio.Event().wait()
        refusal = _REFUSAL.fullmatch(asked)
        if refusal and refusal["when"] == "r":
            return _answer(refusal, address)
        # What the mail will do is settled here, so that chance is asked once.
        envelope.rcpt_options.append(asked)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- as above
        """Take a mail and count it, or do what the name of its recipient asks for."""
        asked = envelope.rcpt_options[-1]
        if asked == "drop-in-data":
            await _lose(server)
        refusal = _REFUSAL.fullmatch(asked)
        if refusal:
            return _answer(refusal, envelope.rcpt_tos[0])
        self.secret.append(session.ssl is not None or self.implicit)
        self._take(envelope)
        if asked == "drop-after-data":
            await _lose(server)
        if asked == "hang-after-data":
            await asyncio.Event().wait()
        await asyncio.sleep(LATE if asked == "late" else self.delay())
        return "250 2.0.0 taken as 4711"

    def _take(self, envelope: Envelope) -> None:
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, _class=EmailMessage, policy=MAIL_POLICY)
        accepted = Accepted(str(mail["Message-ID"]), envelope.rcpt_tos[0])
        self.ledger.append(accepted)
        self.mails.append(mail)
        self.senders.append(envelope.mail_from or "")
        self.on_accepted(accepted)

    def _asked_by(self, address: str) -> str:
        named = self.instead.get(address) or re.split(r"[+@]", address)[0]
        special = named.startswith(("drop", "hang", "late")) or _REFUSAL.fullmatch(named)
        return named if special else self.chance()


async def _lose(server: SMTP) -> None:
    """Lose the connection; what serves it ends with it."""
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()
    await asyncio.Event().wait()


def _answer(refusal: re.Match[str], address: str) -> str:
    # Servers like to repeat the address, which is why their words are kept nowhere but in the database.
    return " ".join(part for part in (refusal["code"], refusal["enhanced"], f"<{address}> not now") if part)


def main() -> None:
    """Serve until SIGTERM; write the port to one file, and a line for every mail that is taken to another."""
    reader = argparse.ArgumentParser(description=main.__doc__)
    reader.add_argument("portfile", type=Path)
    reader.add_argument("ledgerfile", type=Path)
    reader.add_argument("--faults", type=float, default=0.0, help="share of the mails that something goes wrong with")
    reader.add_argument("--seed", type=int, default=0)
    given = reader.parse_args()
    dice = random.Random(given.seed)  # noqa: S311 -- chance, not secrecy
    ledger = os.open(given.ledgerfile, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def write_down(accepted: Accepted) -> None:
        os.write(ledger, json.dumps(asdict(accepted)).encode() + b"\n")
        os.fsync(ledger)

    sink = Sink(
        chance=lambda: dice.choice(FAULTS) if dice.random() < given.faults else "ok",
        on_accepted=write_down,
        # The answer takes its time, so that a kill often falls between taking a mail and saying so.
        delay=lambda: dice.uniform(0, 0.01),
    )
    asyncio.run(_until_told(sink, given.portfile))


async def _until_told(sink: Sink, portfile: Path) -> None:
    ready: Future[tuple[int, Callable[[], None]]] = Future()
    serving = asyncio.create_task(sink.serve(ready))
    port, stop = await asyncio.wrap_future(ready)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    scratch = portfile.with_suffix(".new")
    scratch.write_text(str(port))
    scratch.rename(portfile)
    await serving


if __name__ == "__main__":
    main()
