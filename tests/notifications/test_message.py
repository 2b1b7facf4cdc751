"""A mail has one recipient whatever the name says, tells that it is automatic, and is the same at every try."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.errors import BadInput
from models.method.letters import Letter
from notifications.message import message
from notifications.render import Rendered, render
from tests.notifications.sample_letters import samples

WORDS = Rendered(
    language="nl",
    subject="[Actie gevraagd] Bevestig uw bijdrage",
    text="Geachte Zoë,\n\nBedankt!\n",
    html='<html lang="nl"><p>Geachte Zoë</p></html>\n',
)
ARGUMENTS: dict[str, Any] = {
    "sender": "alliantiebureau@example.org",
    "to_name": "Zoë de Vries",
    "to_address": "zoe@example.org",
    "key": "onderwijs:contact-7:commitment_asked:2026-11-23:1",
    "date": datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
}


def received(rendered: Rendered = WORDS, **changes: Any) -> EmailMessage:
    """Return the mail as its receiver reads it from the wire."""
    sent = message(rendered, **ARGUMENTS | changes).as_bytes()
    mail = message_from_bytes(sent, _class=EmailMessage, policy=SMTP)
    assert mail.defects == []
    return mail


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text.replace("\r\n", "\n")


def test_the_headers_say_who_when_and_that_a_machine_wrote_it() -> None:
    headers = {name: str(value) for name, value in received().items() if name != "Content-Type"}
    assert headers == {
        "From": "alliantiebureau@example.org",
        "Reply-To": "alliantiebureau@example.org",
        "To": "Zoë de Vries <zoe@example.org>",
        "Subject": "[Actie gevraagd] Bevestig uw bijdrage",
        "Date": "Mon, 23 Nov 2026 08:00:00 +0000",
        "Message-ID": "<a93d20f7cc93109746057cd9fc20ce71@example.org>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Content-Language": "nl",
        "MIME-Version": "1.0",
    }


def test_text_comes_first_and_html_is_its_alternative() -> None:
    mail = received()
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert (body(mail, "plain"), body(mail, "html")) == (WORDS.text, WORDS.html)


@pytest.mark.parametrize("letter", samples().values(), ids=samples())
def test_a_mail_has_a_text_and_a_page_and_no_attachment(letter: Letter) -> None:
    mail = received(render(letter, language="nl", recipient_name="Zoë de Vries"))
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content_type() for part in mail.iter_attachments()] == []
    assert [part.get_content_disposition() for part in mail.walk()] == [None, None, None]


def test_the_same_letter_is_the_same_bytes_at_every_try() -> None:
    assert message(WORDS, **ARGUMENTS).as_bytes() == message(WORDS, **ARGUMENTS).as_bytes()


def test_another_key_is_another_message() -> None:
    assert received()["Message-ID"] != received(key="onderwijs:contact-7:commitment_asked:2026-11-23:2")["Message-ID"]


def test_every_letter_arrives_as_it_was_rendered() -> None:
    for letter in samples().values():
        for language in ("nl", "en"):
            rendered = render(letter, language=language, recipient_name="Zoë de Vries")
            mail = received(rendered)
            arrived = Rendered(language, str(mail["Subject"]), body(mail, "plain"), body(mail, "html"))
            assert arrived == rendered


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("evil@x.nl, Jan", "evil x.nl Jan"),
        ('"Jan" <evil@x.nl>', "Jan evil x.nl"),
        ("Groep: a@x.nl;", "Groep a x.nl"),
        ("Jan (directeur) O'Neill", "Jan (directeur) O'Neill"),
        ("=?utf-8?q?evil=40x=2Enl=2C?=", "utf-8 q evil 40x 2Enl 2C"),
        ("Jan\r\nBcc: x@y.nl", "Jan Bcc x y.nl"),
        ("Jan\u2028Piet\x00\u202e", "Jan Piet"),
        ("", ""),
        ("x" * 300, "x" * 120),
    ],
)
def test_a_display_name_cannot_add_a_recipient(name: str, shown: str) -> None:
    to = received(to_name=name)["To"]
    assert to.addresses == (Address(shown, addr_spec="zoe@example.org"),)


@given(name=st.text(max_size=200))
def test_whatever_the_name_there_is_one_recipient_or_none(name: str) -> None:
    try:
        sent = message(WORDS, **ARGUMENTS | {"to_name": name}).as_bytes()
    except BadInput:
        return
    mail = message_from_bytes(sent, _class=EmailMessage, policy=SMTP)
    assert [a.addr_spec for a in mail["To"].addresses] == ["zoe@example.org"]
    # The older parser reads the raw header, as many mail servers do.
    raw = message_from_bytes(sent)["To"]
    assert [address for _, address in getaddresses([str(raw)])] == ["zoe@example.org"]
    assert [name for name in mail if name.lower() in {"bcc", "cc"}] == []


@given(subject=st.text(max_size=200))
def test_whatever_the_subject_no_header_is_added(subject: str) -> None:
    try:
        sent = message(replace(WORDS, subject=subject), **ARGUMENTS).as_bytes()
    except BadInput:
        return
    assert message_from_bytes(sent).keys() == message(WORDS, **ARGUMENTS).keys()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"to_address": "jan@y.nl\nBcc: x@y.nl"},
            "the recipient's address has a line break or another control sign in it",
        ),
        ({"to_address": "jan@y.nl, x@y.nl"}, "the recipient's address is not one that can be written to"),
        ({"to_address": "Jan <jan@y.nl>"}, "the recipient's address is not one that can be written to"),
        ({"to_address": "jörg@y.nl"}, "the recipient's address is not one that can be written to"),
        ({"to_address": ""}, "the recipient's address is not one that can be written to"),
        ({"to_address": "jan@y.nl; x@y.nl"}, "the recipient's address is not one that can be written to"),
        ({"to_address": "jan@x.nl@y.nl"}, "the recipient's address is not one that can be written to"),
        ({"to_address": '"jan"@y.nl'}, "the recipient's address is not one that can be written to"),
        ({"to_address": "jan@[127.0.0.1]"}, "the recipient's address is not one that can be written to"),
        ({"to_address": "jan@localhost"}, "the recipient's address is not one that can be written to"),
        ({"to_address": "j" * 65 + "@y.nl"}, "the recipient's address is not one that can be written to"),
        ({"to_address": "j@" + "b." * 130 + "nl"}, "the recipient's address is not one that can be written to"),
        ({"sender": "bureau"}, "the sender's address is not one that can be written to"),
        ({"date": datetime(2026, 11, 23, 8, 0)}, "the date of a mail needs a time zone"),  # noqa: DTZ001 -- is tested
    ],
)
def test_what_cannot_be_a_header_is_refused_without_repeating_it(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadInput) as refused:
        message(WORDS, **ARGUMENTS | changes)
    assert str(refused.value) == problem


@pytest.mark.parametrize("length", [1, 69, 70, 77, 78, 200])
@pytest.mark.parametrize("sign", ["a", "é", "a b", "é b"])
def test_a_subject_of_any_length_arrives_whole(length: int, sign: str) -> None:
    subject = (sign * length)[:length].strip()
    mail = received(replace(WORDS, subject=subject))
    assert (str(mail["Subject"]), mail.keys()) == (subject, received().keys())


@pytest.mark.parametrize(
    "name", ["Zoë Ünal", "Zoë É. van den Heuvel-Ørsted, professor en voorzitter van de raad", "陈" * 60]
)
def test_a_name_with_accents_arrives_whole_with_its_spaces(name: str) -> None:
    raw = message_from_bytes(message(WORDS, **ARGUMENTS | {"to_name": name}).as_bytes())["To"]
    assert str(make_header(decode_header(raw))) == f"{name.replace(',', '')} <zoe@example.org>"
    assert max(len(line) for line in raw.splitlines()) <= 100


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("Hallo\r\nBcc: x@y.nl", "Hallo Bcc: x@y.nl"),
        ("Hallo\u2028\tallemaal \x00", "Hallo allemaal"),
        ("x" * 1000, "x" * 200),
        ("\r\n", ""),
    ],
)
def test_whatever_a_subject_holds_it_is_one_line_and_adds_no_header(subject: str, shown: str) -> None:
    mail = received(replace(WORDS, subject=subject))
    assert (str(mail["Subject"] or ""), mail.keys()) == (shown, received().keys())


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("  zoe@example.org ", "zoe@example.org"),
        ("jan@exämple.nl", "jan@xn--exmple-cua.nl"),
        # Two of these letters are Cyrillic: it goes where it says, and not to the domain it looks like.
        ("test@\u0435\u0445\u0430mple.nl", "test@xn--mple-43d3a6i.nl"),
    ],
)
def test_an_address_goes_out_in_ascii_without_spaces_around_it(given: str, written: str) -> None:
    assert received(to_address=given)["To"].addresses[0].addr_spec == written


def test_a_long_domain_leaves_the_message_id_whole() -> None:
    domain = f"{'a' * 60}.{'b' * 60}.example.org"
    mail = received(sender=f"bureau@{domain}")
    assert str(mail["Message-ID"]) == f"<a93d20f7cc93109746057cd9fc20ce71@{domain}>"
    assert [a.addr_spec for a in mail["From"].addresses] == [f"bureau@{domain}"]
