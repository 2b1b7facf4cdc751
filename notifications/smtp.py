"""One letter, one conversation with the mail server, step by step; what comes of it is an outcome, not an error."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from threading import Timer

from models.method.posting import Outcome
from notifications.smtp_answers import Stage, of_error, of_reply
from samenspel.settings import Settings

#: In so many seconds a server answers the telephone.
CONNECT_SECONDS = 10.0

#: What a conversation breaks off with: the line, its secrecy, a server's answer, or a name that cannot be a host's.
_BREAKS = (OSError, smtplib.SMTPException, UnicodeError)


class _Refused(smtplib.SMTPResponseException):
    """The server said no to a step."""


class _Line(smtplib.SMTP):
    """A line to the mail server that is over after its time, however slowly the other side speaks."""

    def __init__(self, chosen: Settings) -> None:
        self.stage = Stage.CONNECT
        self._chosen = chosen
        self._spare: socket.socket | None = None
        self._ends: Timer | None = None
        # The name we introduce ourselves with is ours; asking the network what this machine is called takes seconds.
        name = chosen.mail_from.rpartition("@")[2]
        super().__init__(local_hostname=name, timeout=min(CONNECT_SECONDS, chosen.smtp_seconds))
        # Against this name the server's certificate is checked.
        self._host = chosen.smtp_host

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = socket.create_connection((host, port), timeout)
        line.settimeout(self._chosen.smtp_seconds)
        # A second handle on the line, which stays the same when the line is made secret.
        self._spare = line.dup()
        self._ends = Timer(self._chosen.smtp_seconds, _cut, [self._spare])
        self._ends.daemon = True
        self._ends.start()
        if self._chosen.smtp_tls == "implicit":
            return ssl.create_default_context().wrap_socket(line, server_hostname=host)
        return line

    def open(self) -> None:
        """Get to the point where letters are taken: connected, in secret, and with our name."""
        self._expect(self.connect(self._chosen.smtp_host, self._chosen.smtp_port))
        self.stage = Stage.EHLO
        self._expect(self.ehlo())
        if self._chosen.smtp_tls == "starttls":
            self.stage = Stage.STARTTLS
            self._expect(self.starttls(context=ssl.create_default_context()))
            self.stage = Stage.EHLO
            self._expect(self.ehlo())
        if self._chosen.smtp_user is not None and self._chosen.smtp_password is not None:
            self.stage = Stage.LOGIN
            self.login(self._chosen.smtp_user, self._chosen.smtp_password.get_secret_value())

    def address(self, sender: str, recipient: str) -> None:
        """Say from whom and to whom a letter is."""
        self.stage = Stage.MAIL
        self._expect(self.mail(sender))
        self.stage = Stage.RCPT
        self._expect(self.rcpt(recipient))

    def end(self) -> None:
        """Say goodbye without waiting for an answer, and let the line go."""
        with suppress(*_BREAKS):
            self.putcmd("quit")
        self.close()
        if self._ends is not None and self._spare is not None:
            self._ends.cancel()
            self._ends.join()
            self._spare.close()

    def _expect(self, answer: tuple[int, bytes]) -> None:
        code, words = answer
        if not 200 <= code < 300:
            raise _Refused(code, words)


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def send(
    chosen: Settings, mail: EmailMessage, *, sender: str, recipient: str, before_data: Callable[[], bool]
) -> Outcome | None:
    """Hand one letter to the mail server; return what came of it.

    ``before_data`` is called when everything is said but the letter itself. If it says ``False`` nothing is sent, and
    ``None`` is returned. Takes at most ``smtp_seconds`` from the moment that the server is connected.
    """
    line = _Line(chosen)
    try:
        line.open()
        line.address(sender, recipient)
        if not before_data():
            return None
        line.stage = Stage.DATA
        code, words = line.data(mail.as_bytes(policy=mail.policy.clone(linesep="\r\n")))
        return of_reply(Stage.DATA, code, words)
    except _BREAKS as problem:
        return of_error(line.stage, problem)
    finally:
        line.end()


def problem_at_the_door(chosen: Settings) -> Outcome | None:
    """Return why no letter could be handed over now, or ``None`` when the mail server lets us in."""
    line = _Line(chosen)
    try:
        line.open()
    except _BREAKS as problem:
        return of_error(line.stage, problem)
    else:
        return None
    finally:
        line.end()
