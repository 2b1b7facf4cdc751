"""``samenspel recommendation``: recorded, listed and answered."""

from tests import factories
from tests.cli.conftest import Cli

TEXT = "Maak deeltijdwerk aantrekkelijker."
BY = ("--by", "hz")


def test_a_recommendation_is_recorded_answered_and_listed(cli: Cli) -> None:
    slug = factories.added()
    to = ("--to", "onderwijs-gemeente", "--due", "2026-09-01")
    assert cli("recommendation", "add", slug, TEXT, *to, *BY, "--json").json == {
        "ok": True,
        "alliance": slug,
        "recommendation": "r1",
        "to": "onderwijs-gemeente",
        "owner": "hz",
        "due": "2026-09-01",
        "state": "open",
        "by": "hz",
    }
    answer = ("recommendation", "answer", slug, "r1")
    done = cli(*answer, "partly-accepted", "--reason", "Alleen voor starters.", *BY)
    assert done.err == ("Recommendation r1 is partly accepted.\nNext: samenspel recommendation list onderwijs\n")
    assert cli("recommendation", "list", slug, "--open").out.splitlines() == [
        "key\tcycle\tto\towner\tdue_on\tstate\ttext\tresponse",
        f"r1\t1\tonderwijs-gemeente\thz\t2026-09-01\tpartly_accepted\t{TEXT}\tAlleen voor starters.",
    ]
    assert cli(*answer, "done", *BY).code == 0
    assert cli("recommendation", "list", slug, "--open").err == "No open recommendations in onderwijs.\n"
    (line,) = cli("recommendation", "list", slug, "--json").json
    assert (line["state"], line["answered_by"], line["answered_at"]) == (
        "done",
        "staff:hz",
        "2026-03-02T11:00:00+00:00",
    )
    refused = cli(*answer, "accepted", *BY, "--json")
    assert (refused.code, refused.error["code"]) == (3, "status_not_allowed")


def test_nothing_recommended_says_so(cli: Cli) -> None:
    slug = factories.added()
    assert cli("recommendation", "list", slug).err == "Nothing is recommended in onderwijs yet.\n"


def test_recommendations_of_all_alliances_are_listed(cli: Cli) -> None:
    for slug in ("zorg", "onderwijs"):
        factories.added(slug)
        assert cli("recommendation", "add", slug, TEXT, *BY).code == 0
    assert cli("recommendation", "list", "--unsettled").out.splitlines() == [
        "alliance\tkey\tcycle\tto\towner\tdue_on\tstate\ttext\tresponse",
        f"onderwijs\tr1\t1\t\thz\t\topen\t{TEXT}\t",
        f"zorg\tr1\t1\t\thz\t\topen\t{TEXT}\t",
    ]
    assert cli("recommendation", "list", "--owner", "tb").err == "No such recommendations.\n"


def test_nothing_recommended_anywhere_says_so(cli: Cli) -> None:
    assert cli("recommendation", "list").err == "Nothing is recommended yet.\n"
