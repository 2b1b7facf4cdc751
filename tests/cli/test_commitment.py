"""``samenspel commitment reconfirm``: a promise that was confirmed half a year ago still stands."""

from datetime import timedelta

import pytest

from models.actions import timers
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.cli.conftest import Cli


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance in phase 4 to which two organisations confirmed what they promised."""
    return factories.brought_to(Phase.IMPLEMENT)


def test_what_was_asked_after_half_a_year_is_settled_by_the_answer(cli: Cli, slug: str, at_start: SetClock) -> None:
    at_start.move_to(at_start.now() + timedelta(days=183))
    while timers.fire_due():
        factories.drain()
    asked = [one for one in cli("request", "list", slug, "--json").json if one["kind"] == "re_confirmation"]
    assert [(one["subject"], one["state"]) for one in asked] == [("c1", "open"), ("c2", "open")]

    with seen.noting(slug) as happened:
        said = cli("commitment", "reconfirm", slug, "c1", "--by", "hz")
    assert (said.code, said.err) == (0, "c1 still stands.\nNext: samenspel commitment list onderwijs\n")
    assert ("commitment.reconfirmed", "c1") in happened
    left = [one for one in cli("request", "list", slug, "--json").json if one["kind"] == "re_confirmation"]
    assert [one["subject"] for one in left] == ["c2"]


def test_the_answer_in_json_names_what_is_confirmed(cli: Cli, slug: str) -> None:
    assert cli("commitment", "reconfirm", slug, "c1", "--by", "hz", "--json").json == {
        "ok": True,
        "alliance": "onderwijs",
        "commitment": "c1",
        "status": "confirmed",
        "by": "hz",
    }
    assert cli("commitment", "reconfirm", slug, "c1", "--by", "hz", "--lang", "nl").err.splitlines()[0] == (
        "c1 staat nog."
    )


@pytest.mark.parametrize(
    ("key", "by", "code", "said"),
    [
        ("c9", "hz", 4, "there is no commitment 'c9' in onderwijs; known: c1, c2, c3"),
        ("c1", "xx", 2, "'xx' is no member of staff; known: hz"),
        ("c3", "hz", 3, "c3 is promised; allowed: only what is confirmed can be confirmed again"),
    ],
)
def test_what_was_not_confirmed_before_cannot_still_stand(
    cli: Cli, slug: str, key: str, by: str, code: int, said: str
) -> None:
    promise = ("--kind", "time", "--text", "Uren voor later.", "--by", "hz")
    cli("commitment", "promise", slug, "onderwijs-fonds", "40", "hours", *promise)
    with seen.noting(slug) as happened:
        refused = cli("commitment", "reconfirm", slug, key, "--by", by, "--json")
    assert (refused.code, refused.out, refused.error["message"]) == (code, "", said)
    assert happened == []


def test_a_promise_without_which_nothing_works_says_so(cli: Cli, slug: str) -> None:
    promise = ("--kind", "time", "--text", "Uren voor later.", "--by", "hz", "--json")
    said = [
        cli("commitment", "promise", slug, "onderwijs-fonds", "40", "hours", *promise, *more).json
        for more in ((), ("--critical",))
    ]
    assert [(one["commitment"], one["critical"]) for one in said] == [("c3", False), ("c4", True)]
    listed = cli("commitment", "list", slug, "--json").json
    assert [one["key"] for one in listed if one["critical"]] == ["c4"]
