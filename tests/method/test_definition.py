"""The content of an alliance's file, section by section."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from models.method.commitments import Unit
from models.method.definition import AllianceDefinition
from models.method.definition_parts import Need, NeedFramework
from models.method.definition_types import did_you_mean, found, number_hint
from models.method.phases import Phase

SMALLEST = {"slug": "onderwijs", "name": "Onderwijs", "task": {"title": "Lerarentekort"}, "facilitator": "hz"}


def described(**changes: Any) -> AllianceDefinition:
    return AllianceDefinition.model_validate({**SMALLEST, **changes})


def refusal(**changes: Any) -> str:
    """Return what is said of one wrong value."""
    with pytest.raises(ValidationError) as wrong:
        described(**changes)
    [error] = wrong.value.errors()
    return error["msg"].removeprefix("Value error, ")


def need(quantity: Any, unit: str) -> Need:
    return Need.model_validate(
        {"key": "geld", "kind": "capital", "description": "Startkapitaal", "quantity": quantity, "unit": unit}
    )


def test_four_keys_make_an_alliance_and_the_rest_has_the_defaults_of_the_method() -> None:
    alliance = described()
    assert (alliance.language, alliance.illustrative, alliance.mission) == ("nl", False, "")
    assert (alliance.need_framework.threshold, alliance.evaluation.threshold) == (0.60, 0.80)
    assert (alliance.evaluation.timezone, alliance.evaluation.rrule) == ("Europe/Amsterdam", None)
    assert (alliance.settings.round_days, alliance.settings.days_in(Phase.IMPLEMENT)) == (28, 365)
    assert (alliance.bodies.sponsor_group, alliance.indicators, alliance.indicator_shares) == ((), (), {})


def test_an_alliance_may_choose_its_own_days() -> None:
    chosen = described(settings={"phase_days": {"explore": 70}, "answer_days": 10}).settings
    assert (chosen.days_in(Phase.EXPLORE), chosen.answer_days) == (70, 10)


@pytest.mark.parametrize(
    ("quantity", "unit", "kept"),
    [
        (185000, "euro", (18_500_000, Unit.CENTS)),
        (12.5, "euro", (1250, Unit.CENTS)),
        (0.29, "euro", (29, Unit.CENTS)),
        (Decimal("1.10"), "euro", (110, Unit.CENTS)),
        (2400, "hours", (2400, Unit.HOURS)),
        (24.0, "pieces", (24, Unit.PIECES)),
    ],
)
def test_money_is_kept_in_cents_and_the_rest_whole(quantity: Any, unit: str, kept: tuple[int, Unit]) -> None:
    assert need(quantity, unit).quantity_in_unit == kept


@pytest.mark.parametrize(
    ("quantity", "unit", "said"),
    [
        (12.345, "euro", "12.345 euro cannot be counted; allowed: whole cents, whole hours, whole pieces"),
        (1.5, "hours", "1.5 hours cannot be counted; allowed: whole cents, whole hours, whole pieces"),
        (0, "euro", "0 is out of range; allowed: more than 0, at most 100000000"),
        (1e9, "pieces", "1000000000.0 is out of range; allowed: more than 0, at most 100000000"),
        (float("nan"), "hours", "nan is out of range; allowed: more than 0, at most 100000000"),
        (True, "hours", "expected a number, found true"),
        ("1,5", "hours", 'expected a number, found "1,5"; write the decimals behind a point: 1.5'),
    ],
)
def test_a_quantity_that_cannot_be_counted_is_refused(quantity: Any, unit: str, said: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        need(quantity, unit)
    assert [error["msg"] for error in wrong.value.errors()] == [f"Value error, {said}"]


def test_weights_of_any_size_are_parts_of_the_whole() -> None:
    criteria = [{"key": "a", "text": "A", "weight": 3}, {"key": "b", "text": "B", "weight": 1}]
    assert NeedFramework.model_validate({"criteria": criteria}).shares == {"a": 0.75, "b": 0.25}
    assert NeedFramework().shares == {}


def test_texts_lose_the_spaces_around_them_and_at_the_end_of_lines() -> None:
    alliance = described(name="  Onderwijs ", story="\n  Een. \t\n\nTwee.\n\n")
    assert (alliance.name, alliance.story) == ("Onderwijs", "Een.\n\nTwee.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" ", "the text is empty; write one"),
        ("a\nb", "the sign U+000A is not allowed in a text; take it out"),
        ("a\u202eb", "the sign U+202E is not allowed in a text; take it out"),
        ("a" + "\u0301" * 5, "a letter carries more than 4 marks; take them out"),
        ("a" * 301, "the text has 301 characters; allowed: at most 300"),
    ],
)
def test_a_line_holds_only_what_can_be_read(text: str, said: str) -> None:
    assert refusal(name=text) == said


def test_letters_with_marks_and_joined_emoji_are_text() -> None:
    assert described(name="Zoë\u0301\u0301 👩\u200d🏫").name == "Zoë\u0301\u0301 👩\u200d🏫"


@pytest.mark.parametrize("slug", ["../x", "CON", "a b", "Ä", "-x", "x", "1a", "a" * 49, "onderwijs\n"])
def test_a_slug_is_a_plain_word(slug: str) -> None:
    assert refusal(slug=slug) == (
        f"{found(slug)} is not allowed; allowed: 2 to 48 lower-case letters, digits and hyphens, a letter first"
    )


@pytest.mark.parametrize("slug", ["con", "com1", "new", "all"])
def test_some_slugs_are_taken(slug: str) -> None:
    assert refusal(slug=slug) == f'"{slug}" is reserved; choose another slug'


def test_a_key_is_a_plain_word() -> None:
    assert refusal(facilitator="Hanna Zomer") == (
        '"Hanna Zomer" is not allowed; allowed: 1 to 80 lower-case letters, digits, hyphens and underscores, '
        "a letter first"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-30", "the date 2026-02-30 does not exist"),
        ("30-01-2026", 'expected a date like 2026-03-01, found "30-01-2026"'),
        ("٢٠٢٦-01-01", 'expected a date like 2026-03-01, found "٢٠٢٦-01-01"'),
        (1, "expected a date like 2026-03-01, found 1"),
        (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "expected a date like 2026-03-01, found 2026-01-01 00:00:00+00:00"),
        ("1999-12-31", "the date 1999-12-31 is out of range; allowed: 2000-01-01 to 2100-12-31"),
        (dt.date(2101, 1, 1), "the date 2101-01-01 is out of range; allowed: 2000-01-01 to 2100-12-31"),
    ],
)
def test_a_date_is_a_day_of_this_century(day: Any, said: str) -> None:
    assert refusal(quiet_days=[day]) == said


def test_the_first_and_the_last_day_are_allowed() -> None:
    days = described(quiet_days=["2000-01-01", dt.date(2100, 12, 31)]).quiet_days
    assert days == (dt.date(2000, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (" hanna@example.org ", "hanna@example.org"),
        ("Hanna@EXAMPLE.org", "Hanna@example.org"),
        ("hanna@exämple.nl", "hanna@xn--exmple-cua.nl"),
    ],
)
def test_an_address_is_kept_as_a_mail_server_takes_it(address: str, kept: str) -> None:
    assert described(staff=[{"code": "hz", "name": "Hanna", "email": address}]).staff[0].email == kept


@pytest.mark.parametrize(
    "address",
    [
        "hanna",
        "Hanna <hanna@example.org>",
        "a@example.org, b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "a@[127.0.0.1]",
        "a@localhost",
        "jörg@example.org",
        "x" * 65 + "@example.org",
    ],
)
def test_what_is_not_exactly_one_address_is_refused(address: str) -> None:
    said = refusal(staff=[{"code": "hz", "name": "Hanna", "email": address}])
    assert said.startswith(f"{found(address)} is no e-mail address: ")
    assert said.endswith("; allowed: one like name@example.org")


@pytest.mark.parametrize("weight", [True, "1", -0.1, float("nan"), float("inf"), 1e7, 10**400])
def test_a_weight_is_a_finite_number_from_nothing_up(weight: object) -> None:
    with pytest.raises(ValidationError):
        NeedFramework.model_validate({"criteria": [{"key": "a", "text": "A", "weight": weight}]})


@pytest.mark.parametrize("days", [True, 2.0, "3", 0, 4000])
def test_days_are_counted_whole(days: object) -> None:
    with pytest.raises(ValidationError):
        described(settings={"phase_days": {"explore": days}})


def test_nothing_unknown_is_taken_and_nothing_changes_afterwards() -> None:
    assert refusal(sluk="x") == "Extra inputs are not permitted"
    with pytest.raises(ValidationError):
        described().name = "Anders"  # type: ignore[misc]  # -- that this is refused is the point


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        ("kort", '"kort"'),
        ("l" * 41, f'"{"l" * 40}…"'),
        ({}, "a mapping"),
        ([], "a list"),
        ((), "a list"),
        (2.5, "2.5"),
    ],
)
def test_what_was_found_is_said_in_few_words(value: object, words: str) -> None:
    assert found(value) == words


def test_a_near_word_is_proposed_and_a_far_one_is_not() -> None:
    assert did_you_mean("goverment", ["government", "citizens"]) == ' (did you mean "government"?)'
    assert did_you_mean("xyz", ["government", "citizens"]) == ""
    assert did_you_mean("GOVERNMENT", ["government", "citizens"]) == ' (did you mean "government"?)'


def test_a_word_that_is_too_long_to_be_a_slip_is_compared_with_nothing() -> None:
    assert did_you_mean("a" * 100, ["a" * 99]) == f' (did you mean "{"a" * 99}"?)'
    assert did_you_mean("a" * 101, ["a" * 100]) == ""


def test_among_very_many_words_a_near_one_begins_alike() -> None:
    many = [f"q{number}" for number in range(800)]
    assert did_you_mean("pabu", [*many, "pabo", "abu"]) == ' (did you mean "pabo"?)'
    assert did_you_mean("pabu", [*many, "abu"]) == ""


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("1,5", "; write the decimals behind a point: 1.5"),
        ("1.5", "; leave the quotes out"),
        ("-12", "; leave the quotes out"),
        ("1.000,50", ""),
        ("veel", ""),
        (1.5, ""),
    ],
)
def test_what_is_nearly_a_number_gets_a_hint(value: object, hint: str) -> None:
    assert number_hint(value) == hint
