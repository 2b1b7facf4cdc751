"""What a mail server's answer means for a letter: one table, read from above, the first row that fits counts."""

import re
import smtplib
import ssl
from dataclasses import dataclass
from enum import StrEnum

from models.method.posting import Outcome, Result


class Stage(StrEnum):
    """How far a conversation with a mail server is; up to ``RCPT`` a letter has surely not left."""

    CONNECT = "connect"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    LOGIN = "login"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Row:
    """Answers with a code and an enhanced code that look like this, at one of these stages (any if none is named)."""

    result: Result
    code: str
    stages: frozenset[Stage] = frozenset()
    enhanced: str = r".*"

    def fits(self, stage: Stage, code: int, enhanced: str) -> bool:
        """Say whether an answer is one of this row."""
        return (
            (not self.stages or stage in self.stages)
            and re.fullmatch(self.code, str(code)) is not None
            and re.fullmatch(self.enhanced, enhanced) is not None
        )


#: Stages at which a server may well have something against all that we do, and nothing against the letter.
_BEFORE_MAIL = frozenset({Stage.CONNECT, Stage.EHLO})

ANSWERS: tuple[Row, ...] = (
    Row(Result.SENT, "2..", frozenset({Stage.DATA})),
    # "Service not available": it closes the line, and takes nothing.
    Row(Result.RELAY_AWAY, "421"),
    # Our own name and password: that is nothing that a letter can help.
    Row(Result.LOGIN_REFUSED, "530|534|535|538"),
    Row(Result.LOGIN_REFUSED, "5..", frozenset({Stage.LOGIN})),
    Row(Result.RELAY_AWAY, "[45]..", _BEFORE_MAIL),
    # Whoever does not want a secret line any more may be somebody else.
    Row(Result.CERTIFICATE, "5..", frozenset({Stage.STARTTLS})),
    Row(Result.TEMPORARY, "4.."),
    # A full mailbox is emptied some day, although some servers say so with finality.
    Row(Result.TEMPORARY, "5..", enhanced=r"5\.2\.2"),
    # 5.1.7 and 5.1.8 are about the sender's address. Without an enhanced code, 550 may just as well mean that we are
    # not welcome, so a person looks.
    Row(Result.NO_SUCH_ADDRESS, "550|551|553", frozenset({Stage.RCPT}), r"5\.1\.(?!7$|8$)\d+"),
    # The content, or who we are; in no case the fault of the person written to.
    Row(Result.POLICY, "5.."),
)

#: RFC 3463: class, subject and detail, in front of the words of an answer.
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?=\s|$)")

#: Nobody reads more of an answer.
REPLY_LENGTH = 200


def of_reply(stage: Stage, code: int, words: bytes | str) -> Outcome:
    """Return what an answer means: its code, and its words with the enhanced code in front if the server gives one."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    found = _ENHANCED.match(text.strip())
    enhanced = found.group() if found else ""
    reply = " ".join(text.split())[:REPLY_LENGTH]
    row = next((row for row in ANSWERS if row.fits(stage, code, enhanced)), None)
    # An answer that is none, such as a line without a code.
    result = row.result if row is not None else _lost(stage)
    return Outcome(result, code, enhanced or None, reply or None)


def of_error(stage: Stage, problem: Exception) -> Outcome:
    """Return what it means that a conversation broke off at this stage."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return of_reply(stage, problem.smtp_code, problem.smtp_error)
    # The text of an error may hold an address or a password, its class does not.
    return Outcome(_broken(stage, problem), reply=type(problem).__name__)


def _broken(stage: Stage, problem: Exception) -> Result:
    if isinstance(problem, ssl.SSLCertVerificationError):
        return Result.CERTIFICATE
    if isinstance(problem, smtplib.SMTPException) and not isinstance(problem, smtplib.SMTPServerDisconnected):
        # The server does not offer what we need; without it nothing is sent.
        return {Stage.STARTTLS: Result.CERTIFICATE, Stage.LOGIN: Result.LOGIN_REFUSED}.get(stage, _lost(stage))
    return _lost(stage)


def _lost(stage: Stage) -> Result:
    return Result.UNCERTAIN if stage is Stage.DATA else Result.RELAY_AWAY
