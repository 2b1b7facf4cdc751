"""``samenspel round``, ``measure`` and ``evaluation``: figures come in, and a round says what they mean."""

import pytest

from models.method.phases import Phase
from tests import factories
from tests.cli.conftest import Cli

TAKE_BACK = ("--reason", "Van de verkeerde regio.", "--by", "hz")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance in phase 5 with an open round, of which one indicator was measured."""
    slug = factories.brought_to(Phase.EVALUATE)
    assert cli("measure", "add", slug, "vacatures", "62", "--source", "Regiomonitor", "--by", "hz").code == 0
    return slug


def test_rounds_are_listed_and_the_last_one_is_shown_with_its_arithmetic(cli: Cli, slug: str) -> None:
    opened = cli("round", "show", slug)
    assert opened.out.splitlines() == [
        "alliance\tonderwijs",
        "number\t1",
        "cycle\t1",
        "phase\tevaluate",
        "purpose\timpact",
        "kind\tdeciding",
        "state\topen",
        "opened_at\t2026-03-02 12:00",
        "due_at\t2026-03-30 13:00",
        "",
        "indicators",
        "key\tvalue\tmeasured_on\tarithmetic\tverdict\treason\tweight\tcritical\tmarks",
        "vacatures\t62\t2026-03-02\t(62 - 100) / (50 - 100) = 0.76 < 0.8\tinsufficient\tratio\t0.6\tno\t",
        "instroom\t\t\tmissing_actual\tinconclusive\tmissing_actual\t0.4\tno\t",
    ]
    assert opened.err == "Next: samenspel measure add onderwijs INDICATOR VALUE --by STAFF\n"
    cli("measure", "add", slug, "instroom", "220", "--by", "hz")
    factories.drain()
    (line,) = cli("round", "list", slug, "--json").json
    assert (line["number"], line["purpose"], line["kind"], line["state"], line["verdict"], line["reason"]) == (
        1,
        "impact",
        "deciding",
        "closed",
        "insufficient",
        "weighted_score",
    )
    closed = cli("round", "show", slug, "1", "--json").json
    assert [(one["verdict"], one["arithmetic"]) for one in closed["indicators"]] == [
        ("insufficient", "(62 - 100) / (50 - 100) = 0.76 < 0.8"),
        ("insufficient", "(220 - 200) / (300 - 200) = 0.2 < 0.8"),
    ]
    refused = cli("round", "show", slug, "2", "--json")
    assert (refused.code, refused.error["message"]) == (4, "onderwijs has no round 2; allowed: 1 to 1")


def test_when_alliances_are_evaluated_is_listed(cli: Cli, slug: str) -> None:
    assert cli("evaluation", "schedules").out.splitlines() == [
        "alliance\tpurpose\trule\tstarts\ttimezone\tactive\tnext",
        "onderwijs\timpact\tFREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0\t\tEurope/Amsterdam\tyes\t"
        "Wed 2026-04-01 09:00+02:00, Wed 2026-07-01 09:00+02:00, Thu 2026-10-01 09:00+02:00",
    ]
    factories.added("wonen", evaluation={})
    assert cli("evaluation", "schedules", "wonen").err == "wonen is not evaluated at fixed moments.\n"


def test_a_figure_is_listed_and_taken_back_after_a_look(cli: Cli, slug: str) -> None:
    assert cli("measure", "list", slug, "vacatures").out.splitlines() == [
        "id\tindicator\tsince\ton\tvalue\traw\tunit\tsample\tjudgement\trater\tsource\timported\tdoubts\tround\trecorded_by\t"
        "withdrawn_at\twithdrawn_by",
        "1\tvacatures\t\t2026-03-02\t62\t\taantal\t\t\t\tRegiomonitor\tno\t\t\tstaff:hz\t\t",
    ]
    looked = cli("measure", "withdraw", slug, "1", *TAKE_BACK, "--dry-run")
    assert (looked.code, looked.err) == (0, "vacatures of 2 Mar 2026, 62, would no longer count.\n")
    assert cli("measure", "withdraw", slug, "1", *TAKE_BACK, "--json").json == {
        "ok": True,
        "alliance": "onderwijs",
        "measurement": 1,
        "indicator": "vacatures",
        "value": 62.0,
        "on": "2026-03-02",
        "reason": "Van de verkeerde regio.",
        "by": "hz",
        "dry_run": False,
    }
    assert cli("measure", "list", slug, "--json").json[0]["withdrawn_by"] == "staff:hz"
    assert cli("evaluation", "show", slug, "--json").json["indicators"][0]["result"]["value"] is None


def test_a_figure_that_a_round_has_looked_at_is_refused_with_what_to_do(cli: Cli, slug: str) -> None:
    cli("measure", "add", slug, "instroom", "300", "--by", "hz")
    factories.drain()
    refused = cli("measure", "withdraw", slug, "1", *TAKE_BACK, "--json")
    assert (refused.code, refused.error["message"]) == (
        3,
        "round 1 looked at figure 1 and is closed; record a corrected figure with: "
        "samenspel measure add onderwijs vacatures VALUE",
    )
    unknown = cli("measure", "list", slug, "vacature", "--json")
    assert (unknown.code, unknown.error["code"]) == (4, "not_found")
