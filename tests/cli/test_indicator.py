"""``samenspel indicator``: the figures that show the impact change only while no round measures with them."""

import pytest

from models.method.phases import Phase
from tests import factories
from tests.cli.conftest import Cli

BY = ("--by", "hz")
ROAD = ("--baseline", "12.5", "--baseline-date", "2026-01-01", "--target", "-8")


@pytest.fixture
def slug(cli: Cli) -> str:
    """An alliance with a third indicator of little weight."""
    slug = factories.added()
    kind = ("--measure", "percentage", "--direction", "decrease", "--accumulation", "level", "--unit", "%")
    more = ("--node", "leraren", "--weight", "0.25", "--guard")
    added = cli("indicator", "add", slug, "uitval", "Leraren die stoppen", *kind, *ROAD, *more, *BY)
    assert added.err == (
        "onderwijs measures uitval, from 12.5 to -8.\nNext: samenspel measure add onderwijs uitval VALUE --by hz\n"
    )
    return slug


def test_indicators_are_listed_with_their_road_and_their_last_figure(cli: Cli, slug: str) -> None:
    cli("measure", "add", slug, "vacatures", "90", *BY)
    cli("measure", "add", slug, "vacatures", "80", "--on", "2026-02-01", "--source", "Regiomonitor", *BY)
    assert cli("indicator", "list", slug).out.splitlines() == [
        "key\tnode\tbaseline\ttarget\tvalue\tmeasured_on\tunit\tweight\tcritical\ttitle",
        "vacatures\tleraren\t100\t50\t90\t2026-03-02\taantal\t0.6\tno\tAantal vacatures",
        "instroom\tleraren\t200\t300\t\t\taantal\t0.4\tno\tAantal instroom",
        "uitval\tleraren\t12.5\t-8\t\t\t%\t0.25\tno\tLeraren die stoppen",
    ]
    assert [one["share"] for one in cli("indicator", "list", slug, "--json").json] == [0.48, 0.32, 0.2]


def test_one_indicator_is_shown_with_its_milestones_and_figures(cli: Cli, slug: str) -> None:
    cli("measure", "add", slug, "uitval", "12", "--on", "2026-02-01", "--source", "Regiomonitor", *BY)
    cli("indicator", "change", slug, "uitval", "--milestone", "2026-12-31=10", "--milestone", "2027-06-30=-2.5", *BY)
    assert cli("indicator", "show", slug, "uitval").out.splitlines() == [
        "alliance\tonderwijs",
        "key\tuitval",
        "title\tLeraren die stoppen",
        "node\tleraren",
        "measure\tpercentage",
        "unit\t%",
        "direction\tdecrease",
        "accumulation\tlevel",
        "weight\t0.25",
        "share\t0.2",
        "critical\tno",
        "guard\tyes",
        "baseline\t12.5",
        "baseline_date\t2026-01-01",
        "target\t-8",
        "",
        "milestones",
        "date\tvalue",
        "2026-12-31\t10",
        "2027-06-30\t-2.5",
        "",
        "measurements",
        "date\tvalue\tsource",
        "2026-02-01\t12\tRegiomonitor",
    ]


def test_an_indicator_changes_field_by_field_and_a_node_can_be_taken_away(cli: Cli, slug: str) -> None:
    change = ("indicator", "change", slug, "uitval")
    flags = ("--critical", "--no-guard", "--node", "")
    changed = cli(*change, "--target", "6", "--target-date", "2027-12-31", *flags, *BY, "--json").json
    assert [(one["field"], one["before"], one["after"]) for one in changed["changes"]] == [
        ("node", "leraren", None),
        ("critical", False, True),
        ("guard", True, False),
        ("target.value", -8.0, 6.0),
        ("target.date", None, "2027-12-31"),
    ]
    assert cli(*change, "--weight", "0.5", *BY).err.splitlines()[0] == "indicators uitval: weight 0.25 → 0.5."
    assert cli("indicator", "remove", slug, "uitval", *BY).code == 2
    assert cli("indicator", "remove", slug, "uitval", *BY, "--yes").code == 0
    assert [one["key"] for one in cli("indicator", "list", slug, "--json").json] == ["vacatures", "instroom"]


REFUSED = [
    ("change {} uitva --weight 1", 4, "'uitva' does not stand under indicators of onderwijs (did you mean "
     '"uitval"?)'),
    ("show {} uitva", 4, "'uitva' does not stand under indicators of onderwijs (did you mean \"uitval\"?)"),
    ("change {} uitval --node lerare", 4, "'lerare' does not stand under theory_of_change.nodes of onderwijs (did you "
     'mean "leraren"?)'),
    ("change {} uitval --weight -1", 2, "weight: -1.0 is out of range; allowed: at least 0"),
    ("change {} uitval --target-date 2025-12-31", 2, "indicators.2.target.date: the target is due before the baseline "
     "of 2026-01-01; give a later date"),
    ("change {} uitval --milestone 2026-12-31", 2, "'2026-12-31' is no milestone; write a day and a figure as "
     "2026-12-31=75"),
    ("change {} uitval --milestone 2026-13-31=5", 2, "date: the date 2026-13-31 does not exist"),
    ("change {} uitval", 2, "nothing to change; give at least one of --title, --measure, --direction, --accumulation, "
     "--node, --unit, --weight, --critical, --guard, --baseline, --baseline-date, --target, --target-date, "
     "--milestone"),
    ("remove {} vacatures --yes", 3, "indicator 'vacatures' was measured, so it stays; with weight 0 it no longer "
     "counts"),
]  # fmt: skip


def test_a_refusal_says_what_is_allowed_and_changes_nothing(cli: Cli, slug: str) -> None:
    cli("measure", "add", slug, "vacatures", "90", *BY)
    before = cli("log", slug).out
    said = [
        (typed, seen.code, seen.err.split("\nHint")[0].removeprefix("Error: ").rstrip())
        for typed, _, _ in REFUSED
        for seen in [cli("indicator", *typed.format(slug).split(), *(() if typed.startswith("show") else BY))]
    ]
    assert said == REFUSED
    assert cli("log", slug).out == before


def test_an_open_round_measures_with_one_yardstick(cli: Cli) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    refused = cli("indicator", "change", slug, "vacatures", "--weight", "1", *BY)
    assert (refused.code, refused.err) == (
        3,
        "Error: round 1 of onderwijs is open; change what it measures when it is closed\n",
    )
