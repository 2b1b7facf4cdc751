"""What comes back is understood in every shape it has, or put aside with a reason; nothing makes the reader fail."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from models.method.bounces import BounceNote, CameBack, kind_of, unusable
from notifications import bounces, verp
from samenspel.settings import Settings
from tests.method.strategies import unhurried
from tests.notifications.returned_mails import Returned, plain, refused, reply, report, returned_mails

AT = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
OURS = Settings(mail_secret=SecretStr("geheim"), bounce_address="bounce@example.org", mail_from="bureau@example.org")
VERP = verp.sender(OURS, 12, AT)

SHAPES = returned_mails(VERP)


def read(content: bytes, *, at: datetime = AT) -> CameBack:
    return bounces.read(OURS, content, at)


@pytest.mark.parametrize("mail", SHAPES, ids=lambda mail: mail.name)
def test_every_shape_is_understood_or_put_aside(mail: Returned) -> None:
    found = read(mail.content)
    assert (*kind_of(found), found.letter) == (mail.kind, mail.status, 12 if mail.proven else None)


def test_there_are_many_shapes_and_none_twice() -> None:
    assert len({mail.content for mail in SHAPES}) == len({mail.name for mail in SHAPES}) == len(SHAPES) == 46


@pytest.mark.parametrize("mail", SHAPES, ids=lambda mail: mail.name)
def test_without_a_signature_of_ours_none_of_them_is_about_a_letter(mail: Returned) -> None:
    for content in (mail.content.replace(VERP.encode(), b"bounce+12.ftu.0123456789abcdef@example.org"),):
        forged = read(content.replace(VERP.upper().encode(), b"X@Y.NL"))
        assert (forged.letter, unusable(forged)) == (None, BounceNote.NOT_SIGNED)


def test_two_weeks_later_an_address_proves_nothing_any_more() -> None:
    late = read(report(VERP, refused("5.1.1")), at=AT + timedelta(days=15))
    assert unusable(late) is BounceNote.NOT_SIGNED


def test_a_returned_message_id_is_only_a_hint() -> None:
    returned = "Message-ID: <a93d20f7cc93109746057cd9fc20ce71@example.org>\nSubject: Uw bijdrage"
    hinted = read(report("m@x.nl", refused("5.1.1"), returned=returned))
    assert (hinted.letter, unusable(hinted)) == (None, BounceNote.ONLY_NAMED)


def test_a_letter_of_our_own_that_comes_round_is_nothing() -> None:
    own = reply(
        VERP, "[Herinnering] Uw bijdrage", Auto_Submitted="auto-generated", Message_ID=f"<{'a1' * 16}@example.org>"
    )
    found = read(own)
    assert (kind_of(found)[0], unusable(found)) == ("auto_reply", BounceNote.OUR_OWN)


def nested(depth: int) -> bytes:
    """Build a mail in a mail in a mail."""
    inside = b"Content-Type: text/plain\n\n5.1.1"
    for _ in range(depth):
        inside = b"Content-Type: message/rfc822\n\n" + inside
    return b"To: " + VERP.encode() + b"\n" + inside


def matryoshka(depth: int) -> bytes:
    """Build parts in parts in parts."""
    begin = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth))
    return b"To: " + VERP.encode() + b"\n" + begin


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\n" * (bounces.LARGEST + 1), "empty"),
        (b"x" * (bounces.LARGEST + 1), "too_large"),
        (nested(60), "too_many_parts"),
        (matryoshka(60), "too_many_parts"),
    ],
)
def test_what_is_no_mail_or_too_much_of_one_is_put_aside_unread(content: bytes, problem: str) -> None:
    assert read(content).problem == problem


def test_ten_megabytes_are_read_and_what_matters_stands_at_the_beginning() -> None:
    mail = report(VERP, refused("5.1.1"))
    assert kind_of(read(mail + b"x" * (bounces.LARGEST - len(mail))))[0] == "hard"


@pytest.mark.parametrize("content", [nested(40), matryoshka(40)])
def test_a_mail_in_many_others_is_read(content: bytes) -> None:
    assert (read(content).problem, read(content).letter) == (None, 12)


BOMBS: dict[str, Callable[[], bytes]] = {
    "empty lines in a report": lambda: report(VERP, "\n" * 250_000),
    "addresses in a report": lambda: report(VERP, "a\n\n" * 80_000),
    "parts": lambda: matryoshka(45) + b"--1\n" * 60_000,
    "headers": lambda: b"a:\n" * 80_000,
    "a long header": lambda: b"Content-Type: multipart/report" + b";a=b" * 60_000,
    "a folded header": lambda: b"To: a" + b"\n ;x" * 60_000,
    "addresses": lambda: b"To: " + b"a@" * 120_000,
    "signs before a code": lambda: plain(VERP, "5." * 120_000),
    "comments": lambda: b"From: " + b"(" * 200_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_nothing_that_is_built_to_keep_us_busy_does(bomb: str) -> None:
    content = BOMBS[bomb]()
    began = time.process_time()
    assert read(content).sha256 != ""
    assert time.process_time() - began < 30


@unhurried
@given(st.binary(max_size=2_000))
def test_random_bytes_are_put_aside(content: bytes) -> None:
    assert unusable(read(content)) in {BounceNote.EMPTY, BounceNote.NOT_SIGNED, BounceNote.UNREADABLE}


@unhurried
@given(st.sampled_from(SHAPES), st.integers(0, 3_000), st.binary(max_size=12), st.integers(0, 40))
def test_a_mail_that_is_damaged_anywhere_is_read_or_put_aside(
    mail: Returned, place: int, damage: bytes, gone: int
) -> None:
    found = read(mail.content[:place] + damage + mail.content[place + gone :])
    assert found.letter in {12, None}
    assert kind_of(found)[1] is None or len(kind_of(found)[1] or "") <= 9
