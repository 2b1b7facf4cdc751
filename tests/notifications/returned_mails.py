"""Mails that come back, in the shapes in which the common mail systems write them; ``verp`` is put in for our address.

Each is told by what it is, and what has to be read from it: the kind, the code, and whether it names its letter.
"""

from base64 import b64encode
from dataclasses import dataclass
from email.message import EmailMessage


@dataclass(frozen=True, slots=True)
class Returned:
    """A mail that came back, and what it means."""

    name: str
    content: bytes
    kind: str
    status: str | None = None
    proven: bool = True


def report(
    verp: str,
    fields: str,
    *,
    about: str = "reporting-mta: dns; mx.example.net",
    kind: str = "delivery-status",
    to: str = "",
    text: str = "Your message could not be delivered.",
    returned: str = "",
    more: str = "",
) -> bytes:
    """Build a ``multipart/report``, with the letter as it was sent as its last part."""
    lines = [
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.net>",
        f"To: {to or verp}",
        "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied",
        more or "X-Nothing: more",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type={kind}; boundary="grens"',
        "",
        "--grens",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        text,
        "",
        "--grens",
        f"Content-Type: message/{kind}",
        "",
        about,
        "",
        fields,
        "",
        "--grens",
        "Content-Type: message/rfc822",
        "",
        returned or "Return-Path: <somebody@example.net>\nSubject: Uw bijdrage",
        "",
        "Geachte Zwaantje, 5.1.1 is geen code.",
        "--grens--",
        "",
    ]
    return "\n".join(lines).encode()


def refused(status: str, diagnostic: str = "smtp; 550 no", action: str = "failed") -> str:
    """Write what a report says about one address."""
    recipient = "Final-Recipient: rfc822; zwaantje.plantinga@canary.example.org"
    return f"{recipient}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: {diagnostic}"


def plain(verp: str, text: str, *, sender: str = "MAILER-DAEMON@mx.example.net", **headers: str) -> bytes:
    """Build a mail that is only text."""
    head = {
        "From": sender,
        "To": verp,
        "Subject": "failure notice",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    return "".join(f"{name}: {value}\n" for name, value in head.items()).encode() + b"\n" + text.encode()


def reply(verp: str, subject: str, text: str = "Ik ben er niet.", **headers: str) -> bytes:
    """Build a reply of a person, or of their machine."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "zwaantje.plantinga@canary.example.org", verp, subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def arf(verp: str, feedback: str) -> bytes:
    """Build a report of what a reader made of a letter (RFC 5965)."""
    about = f"Feedback-Type: {feedback}\nUser-Agent: SomeGenerator/1.0\nVersion: 1\nOriginal-Mail-From: <{verp}>"
    return report(verp, "", about=about, kind="feedback-report", to="fbl@example.org", returned="Subject: Uw bijdrage")


_QMAIL = """Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<zwaantje.plantinga@canary.example.org>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <somebody@example.net>
Subject: Uw bijdrage

Wij schrijven u over 4.2.2.
"""

_EXIM = """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.
The following address(es) failed:

  zwaantje.plantinga@canary.example.org
    host mx.canary.example.org [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<zwaantje.plantinga@canary.example.org>:
    550 No such user here
"""

_EXIM_LATE = """A message that you sent has not been delivered to all of its recipients after 24 hours.

  zwaantje.plantinga@canary.example.org
    Delay reason: 421 try again later
"""


def returned_mails(verp: str) -> list[Returned]:
    """Return every shape, about the letter that ``verp`` names."""
    exchange = "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
    postfix = (
        "X-Postfix-Queue-ID: 4ABC\nX-Postfix-Sender: rfc822; "
        + verp
        + "\nArrival-Date: Mon,  2 Mar 2026 12:00:00 +0100"
    )
    utf8 = report(verp, refused("5.1.1"), kind="global-delivery-status")
    one_hard = f"{refused('5.1.1')}\n\n{refused('2.1.5', action='relayed')}"
    return [
        Returned(
            "postfix, unknown user", report(verp, refused("5.1.1", "smtp; 550 5.1.1 User unknown")), "hard", "5.1.1"
        ),
        Returned(
            "postfix, found by its sender", report(verp, refused("5.1.1"), about=postfix, to="a@b.nl"), "hard", "5.1.1"
        ),
        Returned(
            "postfix, host not found", report(verp, refused("5.4.4", "X-Postfix; Host not found")), "soft", "5.4.4"
        ),
        Returned("postfix, delayed", report(verp, refused("4.4.1", action="delayed")), "soft", "4.4.1"),
        Returned("delayed, with a code for good", report(verp, refused("5.1.1", action="delayed")), "soft", "5.1.1"),
        Returned("postfix, given up", report(verp, refused("4.4.7", "smtp; 451 4.4.7 timeout")), "soft", "4.4.7"),
        Returned("exchange, not found", report(verp, refused("5.1.10", exchange)), "hard", "5.1.10"),
        Returned("exchange, blocked", report(verp, refused("5.7.1", "smtp;550 5.7.1 blocked")), "policy", "5.7.1"),
        Returned("content refused", report(verp, refused("5.6.0")), "policy", "5.6.0"),
        Returned("mailbox full for now", report(verp, refused("4.2.2", "smtp; 452 4.2.2 full")), "soft", "4.2.2"),
        Returned(
            "gmail, code in what it said", report(verp, refused("5.0.0", "smtp; 550-5.1.1 gone")), "hard", "5.1.1"
        ),
        Returned(
            "no status, plain code", report(verp, "Action: failed\nDiagnostic-Code: smtp; 550 no"), "hard", "5.0.0"
        ),
        Returned("failed without a code", report(verp, "Action: failed\nStatus: none"), "unknown"),
        Returned("relayed", report(verp, refused("2.0.0", action="relayed")), "unknown", "2.0.0"),
        Returned("sent on to two, one got it", report(verp, one_hard), "unknown", "2.1.5"),
        Returned(
            "delivered to", report(verp, refused("5.1.1"), to="m@x.nl", more=f"Delivered-To: {verp}"), "hard", "5.1.1"
        ),
        Returned(
            "x-original-to", report(verp, refused("5.1.1"), to="m@x.nl", more=f"X-Original-To: {verp}"), "hard", "5.1.1"
        ),
        Returned(
            "original recipient",
            report(verp, refused("5.1.1"), to="m@x.nl", more=f"Original-Recipient: rfc822;{verp}"),
            "hard",
            "5.1.1",
        ),
        Returned(
            "found in the returned letter",
            report(verp, refused("5.1.1"), to="m@x.nl", returned=f"Return-Path: <{verp}>\nSubject: Uw bijdrage"),
            "hard",
            "5.1.1",
        ),
        Returned(
            "only the headers returned",
            report(verp, refused("5.1.1"), to="m@x.nl", returned=f"Return-Path: <{verp}>").replace(
                b"Content-Type: message/rfc822", b"Content-Type: text/rfc822-headers"
            ),
            "hard",
            "5.1.1",
        ),
        Returned("in utf-8", utf8, "hard", "5.1.1"),
        Returned("in capitals", report(verp.upper(), refused("5.1.1")), "hard", "5.1.1"),
        Returned("line ends of the wire", report(verp, refused("5.1.1")).replace(b"\n", b"\r\n"), "hard", "5.1.1"),
        Returned(
            "a line of an mbox before it",
            b"From MAILER-DAEMON Mon Mar  2\n" + report(verp, refused("5.1.1")),
            "hard",
            "5.1.1",
        ),
        Returned("qmail", plain(verp, _QMAIL), "hard", "5.1.1"),
        Returned(
            "qmail, found in its copy", plain("m@x.nl", _QMAIL.replace("somebody@example.net", verp)), "hard", "5.1.1"
        ),
        Returned("exim", plain(verp, _EXIM, X_Failed_Recipients="zwaantje@canary.example.org"), "hard", "5.0.0"),
        Returned(
            "exim, delayed", plain(verp, _EXIM_LATE, Subject="Warning: message delayed 24 hours"), "soft", "4.0.0"
        ),
        Returned(
            "in base64",
            plain(verp, b64encode(b"550 5.1.1 gone").decode(), Content_Transfer_Encoding="base64"),
            "hard",
            "5.1.1",
        ),
        Returned(
            "a wrong charset", plain(verp, "#5.1.1 \u00eb", Content_Type="text/plain; charset=klingon"), "hard", "5.1.1"
        ),
        Returned(
            "a charset that is none", plain(verp, "#5.1.1", Content_Type='text/plain; charset="a\0b"'), "hard", "5.1.1"
        ),
        Returned("abuse", arf(verp, "abuse"), "complaint"),
        Returned("opt-out", arf(verp, "opt-out"), "complaint"),
        Returned("not spam after all", arf(verp, "not-spam"), "unknown"),
        Returned("away, in Dutch", reply(verp, "Automatisch antwoord: Uw bijdrage"), "auto_reply"),
        Returned("away, in English", reply(verp, "Out of Office: Uw bijdrage"), "auto_reply"),
        Returned("away, encoded", reply(verp, "Afwezig: caf\u00e9 \u2013 vakantie"), "auto_reply"),
        Returned("away, says so", reply(verp, "Re: Uw bijdrage", Auto_Submitted="auto-replied"), "auto_reply"),
        Returned("away, the older way", reply(verp, "Re: Uw bijdrage", X_Autoreply="yes"), "auto_reply"),
        Returned("away, by precedence", reply(verp, "Re: Uw bijdrage", Precedence="auto_reply"), "auto_reply"),
        Returned(
            "a receipt",
            report(verp, "Disposition: manual-action/MDN-sent-manually; displayed", kind="disposition-notification"),
            "auto_reply",
        ),
        Returned("a person answers", reply(verp, "Re: Uw bijdrage", "Foutcode 5.1.1?", Auto_Submitted="no"), "unknown"),
        Returned(
            "a broken subject", plain(verp, "Hallo", sender="a@b.nl", Subject="=?utf-8?b?////=?= =?x?q?y?="), "unknown"
        ),
        Returned("an empty report", report(verp, "", about=""), "unknown"),
        Returned("a report without parts", plain(verp, "", Content_Type="message/delivery-status"), "unknown"),
        Returned(
            "a report in a report",
            reply("m@x.nl", "Fwd: Undelivered").replace(b"text/plain", b"message/rfc822")
            + report(verp, refused("5.1.1")),
            "unknown",
            proven=False,
        ),
    ]
