"""The address that mail comes back to names its letter, and nobody but us can make one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from notifications import verp
from samenspel.settings import Settings

AT = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
OURS = Settings(mail_secret=SecretStr("geheim"), bounce_address="bounce@example.org")
ADDRESS = "bounce+12.ftu.6e5080923c9ced10@example.org"


def test_the_address_holds_the_letter_the_day_and_a_signature() -> None:
    assert verp.sender(OURS, 12, AT) == ADDRESS
    assert verp.letter_of(OURS, ADDRESS, AT) == 12


def test_without_an_address_for_it_mail_comes_back_to_the_sender() -> None:
    settings = Settings(mail_secret=SecretStr("geheim"))
    assert verp.sender(settings, 12, AT) == "alliantiebureau+12.ftu.6e5080923c9ced10@example.org"


@pytest.mark.parametrize(
    ("moment", "letter"),
    [
        (datetime(2026, 2, 27, 23, 59, 59, tzinfo=UTC), None),
        (datetime(2026, 2, 28, 0, 0, tzinfo=UTC), 12),
        (datetime(2026, 3, 16, 23, 59, 59, tzinfo=UTC), 12),
        (datetime(2026, 3, 17, 0, 0, tzinfo=UTC), None),
    ],
)
def test_an_address_is_good_from_two_days_before_its_day_to_two_weeks_after_it(
    moment: datetime, letter: int | None
) -> None:
    assert verp.letter_of(OURS, ADDRESS, moment) == letter


def test_servers_may_change_capitals() -> None:
    assert verp.letter_of(OURS, ADDRESS.upper(), AT) == 12


@pytest.mark.parametrize("place", [*range(6), *range(7, len(ADDRESS))])
def test_no_sign_of_it_can_be_changed(place: int) -> None:
    for sign in "0a1z.":
        forged = ADDRESS[:place] + sign + ADDRESS[place + 1 :]
        assert forged == ADDRESS or verp.letter_of(OURS, forged, AT) is None


def test_another_secret_signs_otherwise() -> None:
    other = Settings(mail_secret=SecretStr("anders"), bounce_address="bounce@example.org")
    assert verp.letter_of(other, ADDRESS, AT) is None


@given(st.text() | st.binary().map(lambda content: content.decode("utf-8", "surrogateescape")))
def test_garbage_names_no_letter(garbage: str) -> None:
    for address in (garbage, f"bounce+{garbage}@example.org", f"{ADDRESS}{garbage} "):
        assert verp.letter_of(OURS, address, AT) is None


@given(st.integers(1, 2**31 - 1), st.integers(0, 30_000))
def test_every_letter_of_every_day_comes_back_as_itself(letter: int, day: int) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)
    assert verp.letter_of(OURS, verp.sender(OURS, letter, at), at) == letter


def test_an_address_too_long_for_a_signature_stays_plain() -> None:
    long = Settings(mail_secret=SecretStr("geheim"), bounce_address=f"{'b' * 50}@example.org")
    assert verp.sender(long, 12, AT) == f"{'b' * 50}@example.org"


def test_a_secret_is_made_once_and_is_the_owners_only(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "var", mail_secret=SecretStr(""))
    first = verp.sender(settings, 12, AT)
    key = tmp_path / "var" / "mail.key"
    assert (len(key.read_bytes()), key.stat().st_mode & 0o777) == (64, 0o600)
    assert [path.name for path in key.parent.iterdir()] == ["mail.key"]
    assert (verp.sender(settings, 12, AT), verp.letter_of(settings, first, AT)) == (first, 12)


def test_of_two_that_make_the_secret_at_once_the_first_is_kept(tmp_path: Path) -> None:
    (tmp_path / "mail.key").write_bytes(b"eerst")
    verp._make_key(tmp_path / "mail.key")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("mail.key", b"eerst")]
