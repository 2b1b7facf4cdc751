"""Evaluation rounds open in phases 4 and 5, collect figures, and close with a verdict."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.actions import alliances, decisions, measuring, rounds, timers
from models.actions.overview import open_decisions
from models.db import queries
from models.db.session import database
from models.db.tables import EvidenceTask, Measurement, Round
from models.method.decisions import Outcome
from models.method.errors import BadInput
from models.method.evaluation.engine import evaluate
from models.method.evaluation.snapshot import Snapshot
from models.method.phases import Here, Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

MOMENT = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def opened(slug: str) -> list[tuple[int, str, str, str | None]]:
    """Return number, kind, state and verdict of every round."""
    return [(r.number, r.kind.value, r.state.value, r.verdict) for r in seen.rows(Round, slug)]


def test_phase_five_opens_one_deciding_round_and_asks_for_every_figure_in_one_letter() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    assert opened(slug) == [(1, "deciding", "open", None)]
    assert seen.asked(slug, kind="measurement") == [
        ("measurement", "1:vacatures", "open"),
        ("measurement", "1:instroom", "open"),
    ]
    assert seen.letters(slug, kind="measurement_asked") == [("measurement_asked", "onderwijs-gemeente-1", "queued")]
    here = Here(slug, 1, Phase.EVALUATE)
    with seen.noting(slug) as happened:
        assert rounds.open_when_due(here) is None
        assert rounds.ask_for_measurements(here) == 0
        assert rounds.close_when_complete(here) is None
        assert rounds.open_round(slug, by=HZ) is None
    assert happened == []


def test_a_measured_figure_is_not_asked_for_any_more() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    with seen.noting(slug) as happened:
        measuring.measure(slug, "vacatures", 60, by="person:onderwijs-gemeente-1", on=TODAY, source="enquête")
    assert happened == [("request.stopped", "1:vacatures"), ("measurement.recorded", "vacatures")]
    assert seen.asked(slug, kind="measurement") == [
        ("measurement", "1:vacatures", "answered"),
        ("measurement", "1:instroom", "open"),
    ]


def test_a_figure_from_before_the_round_settles_nothing() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    measuring.measure(slug, "vacatures", 60, by=HZ, on=date(2026, 3, 1))
    assert [state for _, _, state in seen.asked(slug, kind="measurement")] == ["open", "open"]


def test_the_round_closes_when_every_figure_is_in_and_freezes_what_it_saw() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.9)
    (row,) = seen.rows(Round, slug)
    assert (row.state.value, row.verdict, row.attainment, row.engine_version) == ("published", "sufficient", 0.9, "3")
    looked_at = Snapshot.model_validate(row.snapshot)
    (instroom, vacatures) = sorted(looked_at.indicators, key=lambda one: one.key)
    assert (instroom.level, vacatures.level) == ("output", "outcome")
    assert [(one.on, one.value) for one in vacatures.measurements] == [(TODAY, 55)]
    assert row.snapshot_sha256 == looked_at.sha256()
    assert evaluate(looked_at).model_dump(mode="json") == row.result
    measuring.measure(slug, "vacatures", 100, by=HZ, on=TODAY)
    (after,) = seen.rows(Round, slug)
    assert (after.snapshot, after.snapshot_sha256) == (row.snapshot, row.snapshot_sha256)
    assert open_decisions(slug) == []


def test_half_of_the_outcomes_is_not_enough_however_far_it_came() -> None:
    theory = factories.described().theory_of_change.model_dump(mode="json", by_alias=True)
    unmeasured = {"key": "werkplezier", "level": "outcome", "text": "Leraren blijven met plezier"}
    slug = factories.brought_to(Phase.EVALUATE, theory_of_change={**theory, "nodes": [*theory["nodes"], unmeasured]})
    factories.measured(slug, 1.0)
    assert opened(slug) == [(1, "deciding", "closed", "inconclusive")]
    (asked,) = open_decisions(slug)
    assert (asked.proposed, asked.attainment) == ("measure_again", 1.0)
    assert ("measure_link", "outcomes") in [(one.kind, one.subject) for one in seen.rows(EvidenceTask, slug)]


def test_a_round_whose_time_is_up_closes_without_the_missing_figure_which_is_unknown_and_not_zero(
    at_start: SetClock,
) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    measuring.measure(slug, "instroom", 300, by=HZ, on=TODAY)
    at_start.move_to(at_start.now() + timedelta(days=28))
    with seen.noting(slug) as happened:
        timers.fire_due()
        factories.drain()
    assert [e for e in happened if e[0].startswith(("round", "decision"))] == [
        ("round.due", "1"),
        ("round.closed", "1"),
        ("decision.opened", "1"),
    ]
    assert [(one.kind, one.subject) for one in seen.rows(EvidenceTask, slug)][:1] == [("collect_value", "vacatures")]
    assert opened(slug) == [(1, "deciding", "closed", "inconclusive")]
    assert seen.asked(slug, kind="measurement", state="open") == []
    (asked,) = open_decisions(slug)
    assert (asked.proposed, asked.proposed_back, asked.attainment) == ("measure_again", "not_applicable", None)


def test_measuring_again_opens_the_next_round_once() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    decisions.answer(str(asked.id), factories.an_answer(Outcome.MEASURE_AGAIN), via="CLI")
    factories.drain()
    assert opened(slug) == [(1, "deciding", "published", "insufficient"), (2, "deciding", "open", None)]
    assert rounds.open_when_due(Here(slug, 1, Phase.EVALUATE)) is None
    # A figure that the first round looked at says nothing new, although it is of the same day.
    assert seen.asked(slug, kind="measurement", state="open") == [
        ("measurement", "2:vacatures", "open"),
        ("measurement", "2:instroom", "open"),
    ]
    factories.measured(slug, 0.9)
    assert opened(slug)[1] == (2, "deciding", "published", "sufficient")


def test_while_implementing_a_round_only_tells_and_an_insufficient_one_says_the_gate_is_due() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    assert rounds.open_round(slug, by="clock", occurrence=MOMENT) == 1
    factories.drain()
    with seen.noting(slug) as happened:
        factories.measured(slug, 0.1)
    assert [e for e in happened if e[0] in {"round.closed", "gate.due", "decision.opened"}] == [
        ("round.closed", "1"),
        ("gate.due", "implement"),
    ]
    assert opened(slug) == [(1, "informative", "published", "insufficient")]
    assert open_decisions(slug) == []


def test_a_moment_of_the_cadence_opens_at_most_one_round() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    assert rounds.open_round(slug, by="clock", occurrence=MOMENT) == 1
    with seen.noting(slug) as happened:
        assert rounds.open_round(slug, by="clock", occurrence=MOMENT) is None
        assert rounds.open_round(slug, by="clock", occurrence=MOMENT + timedelta(days=1)) is None
        assert rounds.open_round(slug, by="clock", occurrence=MOMENT + timedelta(days=1)) is None
    assert happened == [("round.skipped", "")]
    factories.measured(slug, 0.9)
    assert rounds.open_round(slug, by="clock", occurrence=MOMENT) is None
    assert opened(slug) == [(1, "informative", "published", "sufficient")]


def test_a_moment_in_another_phase_or_while_the_alliance_rests_is_recorded_as_skipped() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        assert rounds.open_round(slug, by="clock", occurrence=MOMENT) is None
        assert rounds.open_round(slug, by="clock", occurrence=MOMENT) is None
        assert rounds.open_round(slug, by=HZ) is None
    assert happened == [("round.skipped", "")]

    resting = factories.brought_to(Phase.IMPLEMENT, "zorg")
    alliances.pause(resting, by=HZ, reason="De zomer gaat voor.")
    with seen.noting(resting) as happened:
        assert rounds.open_round(resting, by="clock", occurrence=MOMENT) is None
    assert happened == [("round.skipped", "")]
    assert opened(resting) == []


@pytest.mark.parametrize(
    ("indicator", "value", "on", "said"),
    [
        ("banen", 1.0, TODAY, "there is no indicator 'banen'; allowed: vacatures, instroom"),
        ("vacatures", 1.0, date(2026, 3, 3), "a figure cannot be measured on 2026-03-03, which is after today"),
        ("vacatures", float("nan"), TODAY, "nan is no figure"),
        ("vacatures", float("inf"), TODAY, "inf is no figure"),
    ],
)
def test_what_cannot_be_a_measurement_is_refused(indicator: str, value: float, on: date, said: str) -> None:
    slug = factories.added()
    assert seen.refused(BadInput, lambda: measuring.measure(slug, indicator, value, by=HZ, on=on)) == said
    with database().read() as session:
        assert queries.count(session, Measurement) == 0
