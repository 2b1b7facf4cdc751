"""Every answer of a mail server has one meaning: literal codes, as servers give them at each stage."""

import smtplib
import socket
import ssl

import pytest

from models.method.posting import Outcome, Result
from notifications.smtp_answers import Stage, of_error, of_reply


@pytest.mark.parametrize(
    ("stage", "code", "words", "result"),
    [
        (Stage.DATA, 250, "2.0.0 queued as 4711", Result.SENT),
        (Stage.DATA, 251, "will forward", Result.SENT),
        (Stage.CONNECT, 421, "4.3.2 closing down", Result.RELAY_AWAY),
        (Stage.RCPT, 421, "4.7.0 too many connections", Result.RELAY_AWAY),
        (Stage.DATA, 421, "4.3.2 closing down", Result.RELAY_AWAY),
        (Stage.CONNECT, 554, "5.7.1 no service here", Result.RELAY_AWAY),
        (Stage.EHLO, 502, "what?", Result.RELAY_AWAY),
        (Stage.LOGIN, 535, "5.7.8 wrong password", Result.LOGIN_REFUSED),
        (Stage.LOGIN, 534, "5.7.9 mechanism too weak", Result.LOGIN_REFUSED),
        (Stage.LOGIN, 538, "5.7.11 encryption needed", Result.LOGIN_REFUSED),
        (Stage.LOGIN, 500, "what?", Result.LOGIN_REFUSED),
        (Stage.LOGIN, 454, "4.7.0 try again", Result.TEMPORARY),
        (Stage.LOGIN, 432, "4.7.12 a password transition is needed", Result.TEMPORARY),
        (Stage.MAIL, 530, "5.7.0 authentication required", Result.LOGIN_REFUSED),
        (Stage.STARTTLS, 454, "4.7.0 TLS not available just now", Result.TEMPORARY),
        (Stage.STARTTLS, 502, "not here", Result.CERTIFICATE),
        (Stage.MAIL, 451, "4.3.0 try again", Result.TEMPORARY),
        (Stage.RCPT, 450, "4.2.0 greylisted", Result.TEMPORARY),
        (Stage.RCPT, 451, "", Result.TEMPORARY),
        (Stage.RCPT, 452, "4.5.3 too many recipients", Result.TEMPORARY),
        (Stage.DATA, 452, "4.3.1 no space", Result.TEMPORARY),
        (Stage.RCPT, 552, "5.2.2 mailbox full", Result.TEMPORARY),
        (Stage.RCPT, 550, "5.1.1 no such user", Result.NO_SUCH_ADDRESS),
        (Stage.RCPT, 551, "5.1.6 moved away", Result.NO_SUCH_ADDRESS),
        (Stage.RCPT, 553, "5.1.3 bad address", Result.NO_SUCH_ADDRESS),
        (Stage.RCPT, 550, "5.1.10 takes no mail", Result.NO_SUCH_ADDRESS),
        # What follows is never the fault of the person written to.
        (Stage.RCPT, 550, "", Result.POLICY),
        (Stage.RCPT, 550, "5.7.1 you are on a list", Result.POLICY),
        (Stage.RCPT, 553, "5.1.8 sender's domain not found", Result.POLICY),
        (Stage.RCPT, 550, "5.1.7 bad sender address", Result.POLICY),
        (Stage.DATA, 550, "5.1.1 no such user", Result.POLICY),
        (Stage.MAIL, 550, "5.1.1 who are you?", Result.POLICY),
        (Stage.DATA, 552, "5.6.0 content rejected", Result.POLICY),
        (Stage.DATA, 554, "5.7.1 looks like spam", Result.POLICY),
        (Stage.RCPT, 554, "5.7.1 relay access denied", Result.POLICY),
        # No answer, but a line without a code.
        (Stage.RCPT, -1, "hello?", Result.RELAY_AWAY),
        (Stage.DATA, -1, "hello?", Result.UNCERTAIN),
        (Stage.DATA, 354, "go ahead", Result.UNCERTAIN),
    ],
)
def test_what_an_answer_means(stage: Stage, code: int, words: str, result: Result) -> None:
    assert of_reply(stage, code, words.encode()).result is result


@pytest.mark.parametrize(
    ("stage", "problem", "result"),
    [
        (Stage.CONNECT, socket.gaierror(-2, "Name or service not known"), Result.RELAY_AWAY),
        (Stage.CONNECT, ConnectionRefusedError(111, "Connection refused"), Result.RELAY_AWAY),
        (Stage.CONNECT, UnicodeError("label too long"), Result.RELAY_AWAY),
        (Stage.RCPT, TimeoutError("timed out"), Result.RELAY_AWAY),
        (Stage.RCPT, smtplib.SMTPServerDisconnected("closed"), Result.RELAY_AWAY),
        (Stage.LOGIN, smtplib.SMTPServerDisconnected("closed"), Result.RELAY_AWAY),
        (Stage.STARTTLS, ssl.SSLError(1, "wrong version number"), Result.RELAY_AWAY),
        (Stage.CONNECT, ssl.SSLCertVerificationError(1, "self-signed"), Result.CERTIFICATE),
        (Stage.STARTTLS, ssl.SSLCertVerificationError(1, "self-signed"), Result.CERTIFICATE),
        (Stage.STARTTLS, smtplib.SMTPNotSupportedError("no STARTTLS"), Result.CERTIFICATE),
        (Stage.LOGIN, smtplib.SMTPNotSupportedError("no AUTH"), Result.LOGIN_REFUSED),
        (Stage.LOGIN, smtplib.SMTPException("no suitable method"), Result.LOGIN_REFUSED),
        (Stage.LOGIN, smtplib.SMTPAuthenticationError(535, b"5.7.8 no"), Result.LOGIN_REFUSED),
        (Stage.DATA, smtplib.SMTPDataError(554, b"5.7.1 no"), Result.POLICY),
        (Stage.DATA, smtplib.SMTPServerDisconnected("closed"), Result.UNCERTAIN),
        (Stage.DATA, TimeoutError("timed out"), Result.UNCERTAIN),
        (Stage.DATA, BrokenPipeError(32, "Broken pipe"), Result.UNCERTAIN),
    ],
)
def test_what_it_means_that_a_conversation_broke_off(stage: Stage, problem: Exception, result: Result) -> None:
    assert of_error(stage, problem).result is result


def test_an_answer_is_kept_in_one_line_and_not_at_any_length() -> None:
    told = of_reply(Stage.RCPT, 550, b"5.1.1 <jan@example.org>:\n5.1.1  no such user " + b"x" * 300)
    assert told == Outcome(
        Result.NO_SUCH_ADDRESS, 550, "5.1.1", ("5.1.1 <jan@example.org>: 5.1.1 no such user " + "x" * 300)[:200]
    )


def test_what_looks_like_an_enhanced_code_but_is_none_is_left_in_the_words() -> None:
    assert of_reply(Stage.RCPT, 451, "4.7.1x later").enhanced is None
    assert of_reply(Stage.RCPT, 451, "").reply is None


def test_of_an_error_only_its_class_is_kept() -> None:
    told = of_error(Stage.CONNECT, ConnectionRefusedError(111, "jan@example.org refused"))
    assert told == Outcome(Result.RELAY_AWAY, reply="ConnectionRefusedError")
