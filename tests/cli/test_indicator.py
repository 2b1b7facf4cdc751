"""``samenspel indicator``: the figures that show the impact, and what they are compared with."""

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
        "instroom\topgeleid\t200\t300\t\t\taantal\t0.4\tno\tAantal instroom",
        "uitval\tleraren\t12.5\t-8\t\t\t%\t0.25\tno\tLeraren die stoppen",
    ]
    assert [one["share"] for one in cli("indicator", "list", slug, "--json").json] == [0.48, 0.32, 0.2]


def test_one_indicator_is_shown_with_its_milestones_and_figures(cli: Cli, slug: str) -> None:
    cli("indicator", "change", slug, "uitval", "--milestone", "2026-12-31=10", "--milestone", "2027-06-30=-2.5", *BY)
    cli("measure", "add", slug, "uitval", "12", "--on", "2026-02-01", "--source", "Regiomonitor", *BY)
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
        "trajectory\tmilestones",
        "",
        "milestones",
        "date\tvalue",
        "2026-12-31\t10",
        "2027-06-30\t-2.5",
        "",
        "measurements",
        "date\tsince\tvalue\ttext\tsource",
        "2026-02-01\t\t12\t\tRegiomonitor",
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
     "--lowest, --highest, --tolerance, --trajectory, --step, --milestone"),
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


def test_what_is_judged_by_changes_with_a_reason_once_it_is_locked(cli: Cli) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    change = ("indicator", "change", slug, "vacatures", "--weight", "1", *BY)
    refused = cli(*change)
    assert (refused.code, refused.err) == (
        3,
        "Error: version 1 of the theory of change and its indicators is locked in onderwijs since 2026-03-02; "
        "say why it changes with --reason\n",
    )
    changed = cli(*change, "--reason", "Vacatures tellen zwaarder dan gedacht.")
    assert changed.err.splitlines()[0] == "indicators vacatures: weight 0.6 → 1."
    kind = ("--measure", "nominal", "--direction", "maintain", "--accumulation", "level", "--step", "ja")
    added = ("indicator", "add", slug, "keurmerk", "Of het keurmerk er is", *kind, *BY)
    assert (cli(*added).code, cli(*added, "--reason", "Het fonds vraagt erom.").code) == (3, 0)
    removed = ("indicator", "remove", slug, "keurmerk", "--yes", *BY)
    assert (cli(*removed).code, cli(*removed, "--reason", "Het fonds ziet ervan af.").code) == (3, 0)
    assert [one["number"] for one in cli("toc", "versions", slug, "--json").json] == [1, 2, 3, 4]


def test_a_road_may_be_laid_out_step_by_step_and_nobody_guesses_what_is_not_known(cli: Cli, slug: str) -> None:
    kind = ("--measure", "ordinal", "--direction", "increase", "--accumulation", "level", "--node", "leraren")
    steps = ("--step", "nooit", "--step", "soms", "--step", "altijd")
    added = cli("indicator", "add", slug, "stem", "Stem van leraren", *kind, *steps, *BY)
    assert added.err.splitlines()[0] == "onderwijs measures stem."
    change = ("indicator", "change", slug, "stem")
    road = ("--baseline", "0", "--baseline-date", "2026-01-01", "--target", "2", "--target-date", "2027-12-31")
    assert cli(*change, *road, "--trajectory", "step", "--milestone", "2026-12-31=1", *BY).code == 0
    between = ("--lowest", "0", "--highest", "2", "--tolerance", "0.5")
    assert cli(*change, *between, *BY, "--json").json["changes"] == [
        {"section": "indicators", "key": "stem", "change": "changed", "field": field, "before": None, "after": after}
        for field, after in (("range.lowest", 0.0), ("range.highest", 2.0), ("tolerance", 0.5))
    ]
    shown = cli("indicator", "show", slug, "stem", "--json").json
    assert [
        shown[name] for name in ("baseline", "target", "trajectory", "lowest", "highest", "tolerance", "steps")
    ] == [
        0.0,
        2.0,
        "step",
        0.0,
        2.0,
        0.5,
        ["nooit", "soms", "altijd"],
    ]
    cli("measure", "add", slug, "stem", "soms", "--on", "2026-02-01", *BY)
    (figure,) = cli("indicator", "show", slug, "stem", "--json").json["measurements"]
    assert (figure["date"], figure["text"] or figure["value"]) == ("2026-02-01", "soms")


def test_what_is_left_of_a_change_is_told_beside_what_it_is_compared_with(cli: Cli, slug: str) -> None:
    compare = ("indicator", "compare-with", slug, "vacatures", "--series", "CBS, heel Nederland", *BY)
    before = cli(*compare, "--rival", "Het nieuwe salaris.")
    assert before.err == (
        "vacatures is compared with: CBS, heel Nederland.\nNext: samenspel indicator show onderwijs vacatures\n"
    )
    cli("measure", "add", slug, "vacatures", "80", *BY)
    after = cli(
        *compare, "--then", "210", "--now", "204", "--rival", "Het nieuwe salaris.", "--rival", "Minder leerlingen."
    )
    assert after.err.splitlines()[0] == ("vacatures is compared with: CBS, heel Nederland. Of its change -14 is left.")
    assert cli("indicator", "show", slug, "vacatures", "--json").json["compared"] == [
        {
            "series": "CBS, heel Nederland",
            "then": 210.0,
            "now": 204.0,
            "population_mean": None,
            "rho": None,
            "gross": -20.0,
            "regression_to_mean": 0.0,
            "background_trend": -6.0,
            "net": -14.0,
            "share": 0.7,
            "contribution": "plausible",
            "rivals": ["Het nieuwe salaris.", "Minder leerlingen."],
        }
    ]
    extreme = cli(*compare, "--population-mean", "90", "--rho", "0.6", "--json").json
    assert (extreme["net"], extreme["share"], extreme["contribution"]) == (-16.0, 0.8, "plausible")
    assert "-16\tplausible" in cli("indicator", "show", slug, "vacatures").out


COMPARED = [
    ("vacatur --series Nederland-als-geheel", 2, "there is no indicator 'vacatur'; allowed: vacatures, instroom, "
     "uitval"),
    ("vacatures --series CBS", 2, "the series needs at least 10 characters; this has 3"),
    ("vacatures --series Nederland-als-geheel --then 5", 2, "half of the series says nothing; give both --then and "
     "--now, or neither"),
    ("vacatures --series Nederland-als-geheel --rho 0.5", 2, "--rho is about figures that were picked for being "
     "extreme; give --population-mean as well"),
    ("vacatures --series Nederland-als-geheel --population-mean 9 --rho 1.5", 2, "1.5 is no resemblance between years; "
     "allowed: 0 to 1"),
]  # fmt: skip


def test_half_a_comparison_is_refused(cli: Cli, slug: str) -> None:
    before = cli("log", slug).out
    said = [
        (typed, seen.code, seen.err.split("\nHint")[0].removeprefix("Error: ").rstrip())
        for typed, _, _ in COMPARED
        for seen in [cli("indicator", "compare-with", slug, *typed.split(), *BY)]
    ]
    assert said == COMPARED
    assert cli("log", slug).out == before
