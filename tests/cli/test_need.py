"""``samenspel need``: what the solution needs, beside what was promised and delivered."""

import pytest

from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance that needs hours, and euros."""
    slug = factories.added()
    added = cli("need", "add", slug, "pilot", "capital", "25000.50", "euro", "--text", "Een proefjaar.", *BY)
    assert added.err == "onderwijs needs €25,000.50 (pilot).\nNext: samenspel need list onderwijs\n"
    return slug


def test_what_was_promised_and_delivered_stands_beside_what_is_needed(cli: Cli, slug: str) -> None:
    for amount, text in (("20", "Begeleiding van starters"), ("60", "Begeleiding van zij-instromers")):
        promise = ("commitment", "promise", slug, "onderwijs-gemeente", amount, "hours", "--kind", "time")
        assert cli(*promise, "--text", text, "--need", "uren", *BY).code == 0
    cli("commitment", "confirm", slug, "c2", *BY)
    cli("commitment", "deliver", slug, "c2", "15", *BY)
    cli("commitment", "withdraw", slug, "c1", "--reason", "Er is geen ruimte meer.", *BY)
    assert cli("need", "list", slug).out.splitlines() == [
        "key\tkind\tneeded\tpromised\tdelivered\tdescription",
        "uren\ttime\t100 hours\t60 hours\t15 hours\tBegeleiding",
        "pilot\tcapital\t25000.50 euro\t0.00 euro\t0.00 euro\tEen proefjaar.",
    ]
    assert cli("need", "list", slug, "--json").json[1] == {
        "key": "pilot",
        "kind": "capital",
        "quantity": 2500050,
        "promised": 0,
        "delivered": 0,
        "unit": "cents",
        "description": "Een proefjaar.",
    }


def test_a_need_changes_and_goes_as_long_as_nobody_promised_for_it(cli: Cli, slug: str) -> None:
    assert cli("need", "change", slug, "pilot", "--quantity", "30000", "--kind", "skill", *BY).err.splitlines()[0] == (
        "needs pilot: kind capital → skill; needs pilot: quantity 25,000.5 → 30,000."
    )
    assert cli("need", "change", slug, "pilot", "--unit", "hours", "--quantity", "40", *BY).code == 0
    assert cli("need", "list", slug, "--json").json[1]["quantity"] == 40
    assert cli("need", "remove", slug, "pilot", *BY, "--yes").err.splitlines()[0] == "pilot is removed from onderwijs."
    assert [one["key"] for one in cli("need", "list", slug, "--json").json] == ["uren"]


REFUSED = [
    ("change {} pilt --quantity 5", 4, "'pilt' does not stand under needs of onderwijs (did you mean \"pilot\"?)"),
    ("change {} pilot --quantity 1.234", 2, "'1.234' is no amount; allowed: euros as 25000 or 25000.50"),
    ("change {} uren --quantity 1.5", 2, "'1.5' is no amount; allowed: whole hours"),
    ("change {} uren --quantity 0", 2, "quantity: 0 is out of range; allowed: more than 0, at most 100000000"),
    ("change {} uren --unit pieces", 3, "need 'uren' is counted in hours, and so are the commitments to it; add a new "
     "need"),
    ("change {} uren", 2, "nothing to change; give at least one of --kind, --quantity, --unit, --text"),
    ("add {} uren time 5 hours --text Nog", 2, '"uren" stands under needs already; change it, or choose another key'),
    ("remove {} uren --yes", 3, "need 'uren' is what commitments were made for; it stays"),
    ("remove {} uren --dry-run", 3, "need 'uren' is what commitments were made for; it stays"),
    ("remove {} pilot", 2, "Remove need pilot from onderwijs? Nobody can answer that here."),
]  # fmt: skip


def test_a_refusal_says_what_is_allowed_and_changes_nothing(cli: Cli, slug: str) -> None:
    promise = ("commitment", "promise", slug, "onderwijs-gemeente", "20", "hours", "--kind", "time", "--need", "uren")
    assert cli(*promise, "--text", "Begeleiding van starters", *BY).code == 0
    before = cli("log", slug).out
    said = [
        (typed, seen.code, seen.err.split("\nHint")[0].removeprefix("Error: ").rstrip())
        for typed, _, _ in REFUSED
        for seen in [cli("need", *typed.format(slug).split(), *BY)]
    ]
    assert said == REFUSED
    assert cli("log", slug).out == before
