"""What figures are judged by is locked before anything is measured, and every later change is a version of its own."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from deployments import artifact_text
from models.actions import (
    alliances,
    comparing,
    decisions,
    framework,
    lists_framework,
    measuring,
    plans,
    removal,
    retract,
)
from models.actions.describe import described
from models.actions.frame import act
from models.actions.overview import open_decisions
from models.actions.revise import revise
from models.db import queries
from models.db.session import database
from models.db.tables import FrameworkVersion, Round
from models.method.cycles import CarryOver, Target, Wording
from models.method.definition_impact import Indicator
from models.method.edits import Edit, adding, changing
from models.method.errors import NotAllowed, NotFound
from models.method.framework import in_words
from models.method.indicators import Trajectory
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel import clock
from samenspel.alliance_file import dump_definition
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.alliance_texts import read
from tests.factories import HZ, an_answer

pytestmark = pytest.mark.usefixtures("db", "at_start")

WHY = "De gemeente telt voortaan anders."


def _current(slug: str) -> int:
    with database().read() as session:
        return framework.current(session, queries.find_alliance(session, slug))


def _since(slug: str, number: int) -> tuple[str, ...]:
    with database().read() as session:
        return in_words(framework.changes_since(session, queries.find_alliance(session, slug), number), "en")


def _aiming(value: float) -> Edit:
    def change(one: Indicator) -> Indicator:
        return one.model_copy(update={"target": one.target.model_copy(update={"value": value})})

    return changing("indicators", "vacatures", change)


def _versions(slug: str) -> list[tuple[int, int, str, str, tuple[str, ...]]]:
    return [(v.number, v.cycle, v.made_by, v.reason, v.changes) for v in lists_framework.versions(slug)]


def test_until_something_is_measured_everything_may_change_without_a_reason() -> None:
    slug = factories.added()
    revise(slug, _aiming(40), by=HZ)
    assert (_current(slug), framework.versions(slug)) == (0, [])


def test_the_first_figure_locks_what_it_is_judged_by_and_a_later_change_is_told_with_its_reason() -> None:
    slug = factories.added()
    measuring.measure(slug, "vacatures", 90, by=HZ, on=local_day(clock.now()))
    assert (_current(slug), _since(slug, 1)) == (1, ())
    with seen.noting(slug) as happened:
        revise(slug, _aiming(60), by=HZ, reason=WHY)
        revise(slug, _aiming(60), by=HZ)
    assert happened == [("framework.changed", "2"), ("description.changed", "indicators:vacatures")]
    revise(slug, _aiming(55), by=HZ, reason="Er kwam een school bij.")
    assert _versions(slug) == [
        (1, 1, HZ, "the first measurement", ()),
        (2, 1, HZ, WHY, ("indicators vacatures: target 50 -> 60",)),
        (3, 1, HZ, "Er kwam een school bij.", ("indicators vacatures: target 60 -> 55",)),
    ]
    assert (_current(slug), _since(slug, 1)) == (3, ("indicators vacatures: target 50 -> 55",))
    assert in_words(framework.between(slug, 3, 1), "en") == ("indicators vacatures: target 55 -> 50",)
    assert seen.refused(NotFound, lambda: framework.between(slug, 1, 4)) == (
        "there is no version 4 of the framework of onderwijs"
    )


def test_what_is_locked_already_is_locked_once_and_another_figure_makes_no_version() -> None:
    slug = factories.added()
    with act(slug, by=HZ) as a:
        assert [framework.lock(a, "round 1 opens"), framework.lock(a, "round 2 opens")] == [1, 1]
        assert framework.changed(a, "") is None
    measuring.measure(slug, "vacatures", 90, by=HZ, on=local_day(clock.now()))
    assert [row.reason for row in seen.rows(FrameworkVersion, slug)] == ["round 1 opens"]


def test_a_round_opens_with_the_version_that_holds_and_a_change_on_the_way_is_allowed_with_a_reason() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    assert [row.framework for row in seen.rows(Round, slug)] == [1]
    revise(slug, _aiming(60), by=HZ, reason=WHY)
    assert (_current(slug), _since(slug, seen.rows(Round, slug)[0].framework or 0)) == (
        2,
        ("indicators vacatures: target 50 -> 60",),
    )


def test_a_next_cycle_is_designed_without_a_reason_until_its_first_figure(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.2)
    at_start.move_to(at_start.now() + timedelta(days=1))
    factories.went_back(slug)
    for value in (60, 55):
        revise(slug, _aiming(value), by=HZ)
    assert [(number, cycle, why) for number, cycle, _, why, _ in _versions(slug)] == [
        (1, 1, "round 1"),
        (2, 2, "the design of cycle 2"),
        (3, 2, "the design of cycle 2"),
    ]
    measuring.measure(slug, "vacatures", 90, by=HZ, on=local_day(clock.now()))
    refused = seen.refused(NotAllowed, lambda: revise(slug, _aiming(50), by=HZ))
    assert refused.endswith("say why it changes with --reason")


def test_going_back_with_other_objectives_is_a_version_for_the_reason_of_the_decision_until_it_is_taken_back() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.2)
    objectives = CarryOver(
        targets={"vacatures": Target(value=60, on=date(2028, 1, 1))}, nodes={"leraren": Wording(text="Leraren blijven")}
    )
    plans.plan(slug, objectives, by=HZ)
    before = described(slug)
    assert plans.ahead(slug, by=HZ).cycle == 2
    assert _current(slug) == 1
    (asked,) = open_decisions(slug)
    decisions.answer(str(asked.id), an_answer(), via="CLI")
    assert _versions(slug)[1:] == [
        (
            2,
            2,
            HZ,
            "De oplossing bereikt te weinig scholen.",
            (
                "theory_of_change.nodes leraren: text Meer leraren -> Leraren blijven",
                "indicators vacatures: target 50 -> 60",
                "indicators vacatures: target.date 2026-02-01 -> 2028-01-01",
            ),
        )
    ]
    retract.retract(asked.id, by=HZ, reason="Wij willen eerst nog eens meten.")
    assert ([row.number for row in seen.rows(FrameworkVersion, slug)], described(slug)) == ([1], before)
    with act(slug, by=HZ) as a:
        assert framework.changed(a, "") is None


def test_a_version_says_the_same_for_ever_whatever_becomes_of_the_alliance() -> None:
    slug = factories.added()
    with act(slug, by=HZ) as a:
        framework.lock(a, "round 1 opens")
        kept = framework.content(a.session, a.alliance)
    new = Indicator.model_validate(
        {
            "key": "stem",
            "title": "Stem van leraren",
            "measure": "ordinal",
            "steps": ["nooit", "soms", "altijd"],
            "direction": "increase",
            "accumulation": "level",
            "baseline": {"value": 0, "date": "2026-01-01"},
            "target": {"value": 2, "date": "2027-01-01"},
            "milestones": [{"date": "2026-06-01", "value": 1}],
        }
    )
    revise(slug, adding("indicators", new), by=HZ, reason=WHY)
    (one, two) = framework.versions(slug)
    assert (one.content, one.sha256) == (kept, kept.sha256())
    assert two.content.indicators == (*sorted((*kept.indicators, new), key=lambda of: of.key),)


def test_a_road_that_nobody_knows_yet_is_shown_as_unknown_and_never_as_zero() -> None:
    unknown, known = factories.described().model_dump(mode="json", by_alias=True)["indicators"]
    slug = factories.brought_to(Phase.EVALUATE, indicators=[{**unknown, "baseline": {}, "target": {}}, known])
    (one, other) = described(slug).indicators
    assert (one.baseline.value, one.target.value, other.baseline.value) == (None, None, 200)
    seen_side_by_side = comparing.compare(slug)
    assert [(o.key, o.baseline, o.target) for o in seen_side_by_side.objectives] == [
        ("vacatures", None, None),
        ("instroom", 200, 300),
    ]
    assert "— → — aantal" in artifact_text.cycle_tables(seen_side_by_side)


def test_a_description_with_what_is_not_known_goes_out_and_comes_back_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one, _ = factories.described().model_dump(mode="json", by_alias=True)["indicators"]
    share = {"kind": "proportion", "k": 11, "n": 20}
    more = {
        **one,
        "measure": "percentage",
        "baseline": {"sample": share},
        "target": {},
        "milestones": [{"date": "2027-06-30", "value": 60}, {"date": "2026-12-31", "value": 58}],
        "measurements": [
            {"date": "2026-02-01", "since": "2026-01-01", "text": "ongeveer de helft"},
            {"date": "2026-01-01", "sample": share},
        ],
    }
    slug = factories.added(indicators=[more])
    text = dump_definition(described(slug))
    (back,) = described(slug).indicators
    assert (back.baseline.value, back.road, back.trajectory) == (55, Trajectory.MILESTONES, None)
    assert [one.date.year for one in back.milestones] == [2026, 2027]
    assert [(one.value, one.text) for one in back.measurements] == [(55, ""), (None, "ongeveer de helft")]
    removal.remove(slug)
    alliances.add(read(text), by=HZ)
    assert dump_definition(described(slug)) == text
