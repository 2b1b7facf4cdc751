"""The report on an evaluation: what the round looked at and said, and where it comes from."""

from datetime import timedelta
from typing import Any

import pytest

from models.actions import background, evaluation_report, evidence_tasks, measuring, rounds
from models.actions.background import Elsewhere
from models.actions.evaluation_report import report
from models.actions.frame import act
from models.db import queries
from models.db.session import database
from models.db.tables import FrameworkVersion, Round
from models.method.charts.road import FormerRoad
from models.method.errors import NotFound
from models.method.evaluation.words import Reason, Verdict
from models.method.evidence import EvidenceTaskKind, NewTask
from models.method.phases import Phase
from models.method.rounds import OVER, RoundPurpose, RoundState
from models.method.working_days import local_day
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")


def changed(number: int, **values: Any) -> None:
    """Set fields of a round, as an older version or another purpose left them."""
    with database().write() as session:
        row = queries.one(session, Round, "round", number=number)
        for name, value in values.items():
            setattr(row, name, value)


def test_a_closed_round_is_reported_as_it_was_judged() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    found = report(slug)
    assert found.round is not None
    assert (found.round.number, found.round.verdict, found.round.attainment) == (1, Verdict.INSUFFICIENT, 0.4)
    assert found.round.state in OVER
    assert (found.round.older_engine, found.open_round) == (False, None)
    assert found.result is not None
    assert [(one.key, one.title) for one in found.indicators][:2] == [
        ("vacatures", "Aantal vacatures"),
        ("instroom", "Aantal instroom"),
    ]
    first = found.indicators[0]
    assert first.result is not None
    assert (first.result.value, first.result.attainment) == (80, 0.4)
    assert first.arithmetic.startswith("(80 - 100) / (50 - 100) = 0.4")
    assert {line.source for line in found.evidence} == {"meting"}
    assert {line.recorded_by for line in found.evidence} == {"hz"}
    assert "fase 3" in found.explained["nl"]
    assert "phase 3" in found.explained["en"]
    assert (found.framework, found.framework_at_opening, found.changes) == (1, 1, ())
    assert [line.number for line in found.history] == [1]
    assert found.decision is not None
    assert (found.decision.proposed, found.decision.outcome) == ("go_back", None)


def test_what_came_later_changes_nothing_in_the_report_on_a_closed_round() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    before = report(slug)
    measuring.measure(slug, "vacatures", 55, by=HZ, on=before.on, source="later")
    after = report(slug)
    assert (after.indicators, after.evidence, after.result) == (before.indicators, before.evidence, before.result)


def test_without_a_round_the_figures_are_those_of_now_and_there_is_no_verdict() -> None:
    slug = factories.added()
    found = report(slug)
    assert (found.round, found.open_round, found.result, found.explained, found.history) == (None, None, None, {}, ())
    assert {one.result.reason for one in found.indicators if one.result} == {Reason.MISSING_ACTUAL}
    assert len(found.theory_of_change.nodes) >= 1
    assert evaluation_report.last_report(slug) is None


def test_an_open_round_is_reported_without_a_verdict_when_it_is_asked_for() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    measuring.measure(slug, "vacatures", 80, by=HZ, on=report(slug).on)
    found = report(slug, 1)
    assert found.round is not None
    assert (found.round.state, found.round.verdict, found.result) == (RoundState.OPEN, None, None)
    assert found.indicators[0].result is not None
    assert found.indicators[0].result.value == 80
    assert evaluation_report.last_report(slug) is None


def test_an_earlier_round_is_reported_by_its_number(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    assert rounds.open_round(slug, by=HZ) == 1
    factories.measured(slug, 0.2)
    at_start.move_to(at_start.now() + timedelta(days=1))
    assert rounds.open_round(slug, by=HZ) == 2
    factories.measured(slug, 0.9)
    first, second = (report(slug, number).indicators[0].result for number in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.value, second.value) == (90, 55)
    assert [line.number for line in report(slug, 1).history] == [1, 2]


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_round_that_is_not_there_is_refused_with_those_that_are(number: int) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    said = f"onderwijs has no round {number} that judges the impact; known: 1"
    assert seen.refused(NotFound, lambda: report(slug, number)) == said


@pytest.mark.parametrize(
    "values", [{"state": RoundState.CANCELLED}, {"purpose": RoundPurpose.COLLABORATION, "state": RoundState.CLOSED}]
)
def test_a_round_that_says_nothing_of_the_impact_is_no_round_to_report_on(values: dict[str, Any]) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    changed(1, **values)
    said = "onderwijs has no round 1 that judges the impact; known: none"
    assert seen.refused(NotFound, lambda: report(slug, 1)) == said
    assert report(slug).round is None


def test_a_round_that_older_rules_judged_shows_what_they_kept() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.9)
    road = {"key": "vacatures", "direction": "decrease", "weight": 0.6, "critical": True, "baseline": 100, "target": 50}
    unmeasured = {"key": "weg", "direction": "increase", "weight": 0.4, "baseline": 0, "target": 1, "value": None}
    changed(
        1,
        engine_version="1",
        snapshot={"indicators": [{**road, "value": 55, "measured_on": "2026-03-01"}, unmeasured]},
        result={"engine_version": "1", "verdict": "sufficient", "attainment": 0.9, "indicators": [], "reasons": []},
    )
    found = report(slug)
    assert found.round is not None
    assert (found.round.older_engine, found.round.verdict, found.result) == (True, Verdict.SUFFICIENT, None)
    assert [(one.title, one.result, one.arithmetic) for one in found.indicators] == [
        ("Aantal vacatures", None, ""),
        ("weg", None, ""),
    ]
    (kept,) = found.indicators[0].seen.measurements
    assert (kept.value, kept.on.isoformat()) == (55, "2026-03-01")
    assert found.indicators[1].seen.measurements == ()


def test_the_road_of_an_earlier_version_and_what_changed_since_are_reported() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    with database().write() as session:
        locked = queries.one(session, FrameworkVersion, "version", number=1)
        one, *others = locked.content["indicators"]
        content = {**locked.content, "indicators": [{**one, "target": {**one["target"], "value": 7.0}}, *others]}
        session.add(
            FrameworkVersion(
                alliance_id=locked.alliance_id,
                number=2,
                cycle=1,
                made_at=locked.made_at,
                made_by="person:iemand",
                reason="Het doel was te hoog gegrepen.",
                content=content,
                sha256=locked.sha256,
            )
        )
        row = queries.one(session, Round, "round", number=1)
        row.snapshot = {**(row.snapshot or {}), "framework": 2}
    found = report(slug)
    key = one["key"]
    assert found.changes == (f"indicators {key}: target {one['target']['value']:.15g} -> 7",)
    former = next(each.former for each in found.indicators if each.key == key)
    assert [(road.version, road.target) for road in former] == [(1, one["target"]["value"])]
    assert isinstance(former[0], FormerRoad)
    # Whoever is not of our staff is not named.
    assert [line.made_by for line in found.versions][1] == "person"


def test_what_happened_elsewhere_stands_beside_the_change_as_the_round_saw_it() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    background.compare(slug, "vacatures", "Landelijk cijfer", Elsewhere(100, 95), rivals=("krimp van de regio",), by=HZ)
    factories.measured(slug, 0.4)
    background.compare(slug, "vacatures", "Provinciaal cijfer", Elsewhere(100, 50), rivals=(), by=HZ)
    first, second, *_ = report(slug).indicators
    assert second.contribution is None
    assert first.contribution is not None
    assert (first.contribution.series, first.contribution.rivals) == ("Landelijk cijfer", ("krimp van de regio",))
    assert (first.contribution.then, first.contribution.now) == (100, 95)
    assert first.contribution.contributed is not None
    assert (first.contribution.contributed.gross, first.contribution.contributed.net) == (-20, -15)


def test_what_is_to_be_found_out_is_what_was_when_the_round_closed(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    left = [line.subject for line in report(slug).tasks]
    assert "collaboration" in left
    at_start.move_to(at_start.now() + timedelta(days=1))
    with act(slug, by=HZ) as a:
        evidence_tasks.add(a, NewTask(EvidenceTaskKind.CORRECT_VALUE, "vacatures", local_day(a.now)))
    assert [line.subject for line in report(slug).tasks] == left


def test_an_unknown_alliance_is_not_found() -> None:
    with pytest.raises(NotFound, match="there is no alliance 'nergens'"):
        report("nergens")
