"""``samenspel delivery``: what came in is listed, and taken back when it was recorded by mistake."""

import pytest

from models.method.phases import Phase
from tests import factories
from tests.cli.conftest import Cli

TAKE_BACK = ("--reason", "Dubbel geboekt in maart.", "--by", "hz")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance in phase 4 to which half of a promise of 25,000 euros came in."""
    slug = factories.brought_to(Phase.IMPLEMENT)
    assert cli("commitment", "deliver", slug, "c2", "12500", "--evidence", "bankafschrift", "--by", "hz").code == 0
    return slug


def test_what_came_in_is_listed_with_what_shows_it(cli: Cli, slug: str) -> None:
    assert cli("delivery", "list", slug).out.splitlines() == [
        "id\tcommitment\torganisation\ton\tamount\tevidence\treported_by\twithdrawn_at\twithdrawn_by",
        "1\tc2\tonderwijs-fonds\t2026-03-02\t12500.00 euro\tbankafschrift\tstaff:hz\t\t",
    ]
    assert cli("delivery", "list", slug, "c1").err == "Nothing came in for onderwijs yet.\n"
    assert cli("delivery", "list", slug, "c2", "--json").json == [
        {
            "id": 1,
            "commitment": "c2",
            "organisation": "onderwijs-fonds",
            "on": "2026-03-02",
            "quantity": 1_250_000,
            "unit": "cents",
            "evidence": "bankafschrift",
            "reported_by": "staff:hz",
            "withdrawn_at": None,
            "withdrawn_by": None,
        }
    ]


def test_a_delivery_is_taken_back_after_a_look(cli: Cli, slug: str) -> None:
    looked = cli("delivery", "withdraw", slug, "1", *TAKE_BACK, "--dry-run")
    assert (looked.code, looked.err) == (
        0,
        "€12,500.00 would no longer count for c2; €0.00 would be left and it would be confirmed.\n",
    )
    done = cli("delivery", "withdraw", slug, "1", *TAKE_BACK)
    assert done.err == (
        "€12,500.00 no longer counts for c2; €0.00 is left and it is confirmed.\n"
        "Next: samenspel delivery list onderwijs c2\n"
    )
    (line,) = cli("delivery", "list", slug, "--json").json
    assert (line["withdrawn_at"], line["withdrawn_by"]) == ("2026-03-02T11:00:00+00:00", "staff:hz")
    assert cli("commitment", "list", slug, "--json").json[1]["delivered"] == 0


def test_what_was_taken_back_is_said_in_json(cli: Cli, slug: str) -> None:
    assert cli("delivery", "withdraw", slug, "1", *TAKE_BACK, "--json").json == {
        "ok": True,
        "alliance": "onderwijs",
        "delivery": 1,
        "commitment": "c2",
        "quantity": 1_250_000,
        "unit": "cents",
        "delivered": 0,
        "status": "confirmed",
        "reason": "Dubbel geboekt in maart.",
        "by": "hz",
        "dry_run": False,
    }


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        (("withdraw", "onderwijs", "9", *TAKE_BACK), 4, "there is no delivery 9 in onderwijs; see: samenspel delivery "
         "list onderwijs"),
        (("withdraw", "onderwijs", "c2", *TAKE_BACK), 2, "'c2' is no number of the list; "
         "allowed: a whole number as 12"),
        (("list", "onderwijs", "c9"), 4, "there is no commitment 'c9' in onderwijs; known: c1, c2"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(cli: Cli, slug: str, typed: tuple[str, ...], code: int, message: str) -> None:
    refused = cli("delivery", *typed, "--json")
    assert (refused.code, refused.error["message"]) == (code, message)
