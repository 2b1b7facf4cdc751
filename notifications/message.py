"""From rendered words to a mail: one recipient, no way to slip in another, and the same bytes at every try."""

import hashlib
import unicodedata
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from email_validator import EmailNotValidError, validate_email

from models.method.errors import BadInput
from models.method.said import Said
from notifications.render import Rendered, one_line

#: Signs that mean something in an address header, or begin an encoded word that hides one. Quoting them is correct,
#: but some mail servers and readers take ``"x@y.nl, Jan"`` apart again, so a display name goes without.
NOT_IN_A_NAME = str.maketrans(dict.fromkeys('@:,;<>"\\=?', " "))
NAME_LENGTH = 120
#: Nobody reads more of a subject; what a letter is called is far shorter.
SUBJECT_LENGTH = 200
#: RFC 5322: no line is longer.
LINE_LENGTH = 998


class WholeLines(EmailPolicy):
    """Keep a plain header on one line and write all others as encoded words.

    The standard folding loses spaces between encoded words (Python 3.11) and begins some subjects with an empty line.
    """

    def fold(self, name: str, value: Any) -> str:
        """Return the header as it goes out."""
        line = f"{name}: {value}"
        if line.isascii() and len(line) <= LINE_LENGTH:
            return line + self.linesep
        words, behind = str(value), ""
        if isinstance(value, AddressHeader):
            address = value.addresses[0]
            words, behind = address.display_name, f" <{address.addr_spec}>"
        encoded = Header(words, "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{behind}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return the header as it goes out, in bytes."""
        return self.fold(name, value).encode("ascii")


POLICY = WholeLines(linesep="\r\n")


def message(
    rendered: Rendered, *, sender: str, to_name: str, to_address: str, key: str, date: datetime
) -> EmailMessage:
    """Build the mail of one letter; the same arguments give the same bytes, Message-ID included.

    A subject and a name are brought to one line without control signs, whatever is in them. Raises :class:`BadInput`
    for an address that cannot be written to or has a control sign in it, and for a ``date`` without a time zone. The
    message does not repeat the value: it may be personal.
    """
    if date.tzinfo is None:
        raise BadInput("the date of a mail needs a time zone")
    from_address = _address("sender", sender)
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    mail = EmailMessage(policy=POLICY)
    mail["From"] = from_address
    mail["Reply-To"] = from_address
    mail["To"] = _address("recipient", to_address, name=to_name)
    mail["Subject"] = one_line(rendered.subject)[:SUBJECT_LENGTH].rstrip()
    mail["Date"] = date
    mail["Message-ID"] = f"<{digest}@{from_address.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    # Quoted-printable passes every relay unchanged, also one that does not take eight bits.
    mail.set_content(rendered.text, cte="quoted-printable")
    mail.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    # Building the parts takes every Content-* header off the mail, so this one comes after them.
    mail["Content-Language"] = rendered.language
    # The boundary would be drawn by chance otherwise, and two tries of one letter would differ.
    mail.set_boundary(f"=_{digest}")
    return mail


def _address(whose: str, address: str, *, name: str = "") -> Address:
    try:
        checked = validate_email(
            _checked(whose, address.strip(" ")),
            check_deliverability=False,
            allow_smtputf8=False,
            strict=True,
        )
    except EmailNotValidError:
        # The validator's own text quotes from the address.
        raise BadInput("the {whose}'s address is not one that can be written to", whose=Said(whose)) from None
    plain = " ".join(one_line(name).translate(NOT_IN_A_NAME).split())
    return Address(plain[:NAME_LENGTH].strip(), addr_spec=checked.ascii_email or "")


def _checked(whose: str, address: str) -> str:
    """Return ``address`` if it can stand in a header; refuse line breaks and other control signs."""
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in address):
        raise BadInput(
            "the {what} has a line break or another control sign in it",
            what=Said("{whose}'s address", whose=Said(whose)),
        )
    return address
