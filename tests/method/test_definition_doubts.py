"""What is seldom meant is told as a note, and taken as it stands."""

from datetime import date, datetime
from typing import Any

import pytest

from models.method.definition_doubts import doubts, with_settled_start
from tests import factories

TODAY = date(2026, 3, 2)


def _told(**changes: Any) -> list[tuple[str, str]]:
    found = doubts(factories.described("zorg", **changes), today=TODAY)
    return [(".".join(str(part) for part in one.loc), one.text) for one in found]


#: Of the described alliance itself: nothing in it leads to anything.
UNLINKED = [
    ("theory_of_change.nodes.0.key", '"werving" leads to nothing; link what it brings about'),
    ("theory_of_change.nodes.1.key", '"opgeleid" leads to nothing; link what it brings about'),
    ("theory_of_change.nodes.2.key", 'nothing leads to "leraren"; link what brings it about'),
]


def _indicator(**changes: Any) -> dict[str, Any]:
    return {**factories.described("zorg").indicators[0].model_dump(mode="json"), **changes}


def _contact(email: str) -> dict[str, Any]:
    basis = {"kind": "consent", "source": "gesprek", "date": "2026-01-05"}
    return {"key": "jan", "organisation": "zorg-fonds", "name": "Jan", "email": email, "basis": basis}


def test_what_the_described_alliance_leaves_open() -> None:
    assert _told() == UNLINKED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"organisations": [{"key": "zorg-fonds", "name": "Fonds", "sector": "philanthropy"}], "bodies": {}},
            [
                (
                    "organisations",
                    "nobody speaks for: government, citizens, business; the task asks for all of them",
                ),
                ("organisations.0.key", '"zorg-fonds" has no contact, so nobody can be invited'),
            ],
        ),
        (
            {"theory_of_change": {"nodes": [{"key": "les", "level": "activity", "text": "Les"}]}},
            [("theory_of_change.nodes.0.key", '"les" leads to nothing; link what it brings about')],
        ),
        (
            {"indicators": [_indicator(node=None)]},
            [
                ("theory_of_change.nodes.2.key", 'no indicator measures "leraren"; the evaluation asks for one'),
                ("indicators.0.key", '"vacatures" belongs to no node, so it says nothing of the theory of change'),
            ],
        ),
        (
            {"indicators": [_indicator(target={"value": 100})]},
            [("indicators.0.target", "the target is the baseline, so there is no road to measure")],
        ),
        (
            {"indicators": [_indicator(weight=0, critical=True), _indicator(key="ander")]},
            [("indicators.0.weight", '"vacatures" is critical and has weight 0: it counts only when it fails')],
        ),
        (
            {"indicators": [_indicator(weight=0, critical=True, guard=True), _indicator(key="ander")]},
            [],
        ),
        (
            {
                "indicators": [
                    _indicator(direction="increase", baseline={"value": 5}, target={"value": 4}),
                    _indicator(key="ander", direction="decrease", baseline={"value": 5}, target={"value": 6}),
                    _indicator(key="zo", direction="maintain", baseline={"value": 5}, target={"value": 6}),
                ]
            },
            [
                ("indicators.0.target", "the target lies where a figure to increase does not go"),
                ("indicators.1.target", "the target lies where a figure to decrease does not go"),
            ],
        ),
        (
            {
                "indicators": [
                    _indicator(direction="increase", direction_confirmed=True),
                    _indicator(key="ander", baseline={}, target={}),
                    _indicator(key="woord", measure="nominal", steps=["ja"], baseline={}, target={}),
                ]
            },
            [
                ("indicators.1.baseline", "where it stands at the start is not known; the evaluation asks for it"),
                ("indicators.1.target", "where it should come is not known; the evaluation asks for it"),
            ],
        ),
        (
            {
                "indicators": [
                    _indicator(
                        trajectory="linear",
                        milestones=[{"date": "2026-01-01", "value": 80}],
                        target={"value": 50, "date": "2026-01-01"},
                    )
                ]
            },
            [
                ("indicators.0.milestones", "a linear road does not go by its milestones"),
                (
                    "indicators.0.target.date",
                    "the target is due on the day of the baseline, so there is no way to go",
                ),
            ],
        ),
        (
            {"need_framework": {}},
            [("need_framework", "the framework has no criteria, so it cannot say go or no-go")],
        ),
        ({"quiet_days": ["2026-03-02"]}, []),
        ({"quiet_days": ["2026-03-01"]}, [("quiet_days", "every quiet day has passed; add those to come")]),
        ({"evaluation": {}}, []),
        (
            {"evaluation": {"rrule": "FREQ=YEARLY", "starts": "2027-03-28 02:30"}},
            [
                (
                    "evaluation.starts",
                    "2027-03-28 02:30 does not exist in Europe/Amsterdam, as the clocks go forward; "
                    "taken as 2027-03-28 03:30",
                ),
            ],
        ),
        (
            {"evaluation": {"rrule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=28;BYHOUR=2;BYMINUTE=30;BYSECOND=0"}},
            [
                (
                    "evaluation.rrule",
                    "2027-03-28 02:30 does not exist in Europe/Amsterdam, as the clocks go forward; "
                    "taken as 2027-03-28 01:30",
                ),
            ],
        ),
        (
            {"evaluation": {"rrule": "FREQ=DAILY;UNTIL=20260301T235900"}},
            [("evaluation.rrule", "every moment of the rule has passed; no evaluation comes by itself")],
        ),
        ({"evaluation": {"rrule": "FREQ=DAILY;UNTIL=20260303"}}, []),
        (
            {"evaluation": {"rrule": "FREQ=DAILY;BYHOUR=2;BYMINUTE=0;BYSECOND=0", "starts": "2026-09-01 02:00"}},
            [
                (
                    "evaluation.rrule",
                    "2026-10-25 02:00 comes twice in Europe/Amsterdam, as the clocks go back; the first counts",
                )
            ],
        ),
    ],
)
def test_each_doubt_names_its_place_and_what_to_do(changes: dict[str, Any], said: list[tuple[str, str]]) -> None:
    if "indicators" not in changes and "theory_of_change" in changes:
        changes = {**changes, "indicators": []}
    if "organisations" in changes:
        changes = {**changes, "contacts": []}
    assert [line for line in _told(**changes) if line not in UNLINKED] == said


@pytest.mark.parametrize(
    ("email", "doubted"),
    [
        ("jan@fonds.example", False),
        ("jan@exämple.example", False),
        ("jan@ехаmple.example", True),
        ("jan@фонд.example", True),
    ],
)
def test_an_address_that_may_be_a_look_alike_is_shown_as_it_is_sent(email: str, doubted: bool) -> None:
    told = [text for place, text in _told(contacts=[_contact(email)], bodies={}) if place == "contacts.0.email"]
    assert (len(told) == 1, all("xn--" in text for text in told)) == (doubted, True)


@pytest.mark.parametrize(
    ("given", "counts"),
    [("2027-03-28T02:30", "2027-03-28T03:30"), ("2026-10-25T02:30", "2026-10-25T02:30")],
)
def test_the_first_evaluation_is_kept_as_the_clocks_will_show_it(given: str, counts: str) -> None:
    cadence = {"rrule": "FREQ=YEARLY", "starts": given}
    kept = with_settled_start(factories.described("zorg", evaluation=cadence)).evaluation
    assert (kept.starts, kept.rrule) == (datetime.fromisoformat(counts), "FREQ=YEARLY")


def test_without_a_first_evaluation_there_is_nothing_to_settle() -> None:
    described = factories.described("zorg", evaluation={"rrule": "FREQ=YEARLY"})
    assert with_settled_start(described) is described
