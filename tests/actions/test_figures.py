"""A figure can be taken back as long as no closed round looked at it; what a round saw stays as it was."""

from datetime import date, timedelta

import pytest

from models.actions import evaluation_report, figures, lists_measurements, lists_rounds, measuring, rounds
from models.db.tables import Event, Round
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.phases import Here, Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

TODAY = date(2026, 3, 2)
WHY = "Van de verkeerde regio."


def measured(slug: str, value: float, *, indicator: str = "vacatures", on: date = TODAY) -> int:
    """Record a figure and return its number."""
    measuring.measure(slug, indicator, value, by=HZ, on=on)
    return max(line.id for line in lists_measurements.measurements(slug, indicator))


def last(slug: str) -> float | None:
    """Return the figure that now counts for ``vacatures``."""
    result = evaluation_report.report(slug).indicators[0].result
    assert result is not None
    return result.value


def test_what_was_taken_back_stays_in_the_list_and_the_figure_before_it_counts() -> None:
    slug = factories.added()
    measured(slug, 80)
    wrong = measured(slug, 8)
    with seen.noting(slug) as happened:
        assert figures.take_back(slug, wrong, by=HZ, reason=WHY) == figures.TakenBack("vacatures", 8, TODAY)
    assert happened == [("measurement.withdrawn", "vacatures")]
    assert seen.rows(Event, slug)[-1].details == {"measurement": wrong, "value": 8, "on": "2026-03-02", "reason": WHY}
    assert [(x.value, x.withdrawn_by, x.round) for x in lists_measurements.measurements(slug)] == [
        (80, None, None),
        (8, HZ, None),
    ]
    assert last(slug) == 80


def test_an_open_round_waits_for_a_figure_again_when_its_only_one_is_taken_back() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    wrong = measured(slug, 8)
    figures.take_back(slug, wrong, by=HZ, reason=WHY)
    measured(slug, 290, indicator="instroom")
    assert rounds.close_when_complete(Here(slug, 1, Phase.EVALUATE)) is None
    measured(slug, 50)
    assert rounds.close_when_complete(Here(slug, 1, Phase.EVALUATE)) == "sufficient"
    looked_at = lists_rounds.one_round(slug).indicators
    assert [(x.key, x.value) for x in looked_at] == [("vacatures", 50), ("instroom", 290)]


def test_what_a_closed_round_looked_at_is_corrected_with_a_new_figure() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    old = measured(slug, 99, on=TODAY - timedelta(days=1))
    factories.measured(slug, 0.4)
    first, second = (line for line in lists_measurements.measurements(slug, "vacatures"))
    assert [(x.id, x.round) for x in (first, second)] == [(old, None), (old + 1, 1)]
    assert seen.refused(NotAllowed, lambda: figures.take_back(slug, second.id, by=HZ, reason=WHY)) == (
        f"round 1 looked at figure {second.id} and is closed; record a corrected figure with: "
        "samenspel measure add onderwijs vacatures VALUE"
    )
    # The day before the round it looked at nothing, so that one may go.
    assert figures.take_back(slug, old, by=HZ, reason=WHY).value == 99


def test_each_round_looked_at_its_own_figures(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    factories.went_back(slug)
    at_start.move_to(at_start.now() + timedelta(days=30))
    factories.designed(slug)
    factories.carried_out(slug)
    factories.measured(slug, 0.9)
    assert [(x.indicator, x.round) for x in lists_measurements.measurements(slug)] == [
        ("vacatures", 1),
        ("instroom", 1),
        ("vacatures", 2),
        ("instroom", 2),
    ]
    assert [(x.number, x.verdict, x.attainment) for x in lists_rounds.rounds(slug)] == [
        (1, "insufficient", 0.4),
        (2, "sufficient", 0.9),
    ]


def test_a_rehearsal_changes_nothing() -> None:
    slug = factories.added()
    number = measured(slug, 80)
    with seen.noting(slug) as happened:
        assert figures.take_back(slug, number, by=HZ, reason=WHY, dry_run=True).value == 80
    assert (happened, last(slug)) == ([], 80)


def test_what_cannot_be_taken_back_is_refused_with_the_reason() -> None:
    slug, other = factories.added(), factories.added("wonen")
    number = measured(slug, 80)

    def take_back(at: str = slug, reason: str = WHY) -> object:
        return figures.take_back(at, number, by=HZ, reason=reason)

    assert (
        seen.refused(NotFound, lambda: take_back(other))
        == f"there is no figure {number} in wonen; see: samenspel measure list wonen"
    )
    assert (
        seen.refused(BadInput, lambda: take_back(reason="fout"))
        == "the reason for taking a figure back needs at least 10 characters; this has 4"
    )
    take_back()
    assert seen.refused(NotAllowed, take_back) == f"figure {number} was taken back already, on 2026-03-02"
    assert (
        seen.refused(NotFound, lambda: lists_measurements.measurements(slug, "vacature"))
        == "there is no indicator 'vacature' in onderwijs (did you mean \"vacatures\"?); known: vacatures, instroom"
    )


def test_a_round_is_shown_with_the_arithmetic_behind_its_verdict() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    measured(slug, 62)
    now = lists_rounds.one_round(slug)
    assert (now.state, now.verdict, now.attainment, now.reason) == ("open", None, None, None)
    assert {x.key: (x.value, x.arithmetic, x.attainment, x.reason) for x in now.indicators} == {
        "vacatures": (62, "(62 - 100) / (50 - 100) = 0.76 < 0.8", 0.76, "ratio"),
        "instroom": (None, "missing_actual", None, "missing_actual"),
    }
    measured(slug, 320, indicator="instroom")
    factories.drain()
    closed = lists_rounds.one_round(slug, 1)
    assert (closed.state, closed.verdict, closed.attainment) == ("closed", "insufficient", 0.76)
    assert closed.reason == "weighted_score"
    assert {x.key: (x.arithmetic, x.attainment, x.score, x.verdict) for x in closed.indicators} == {
        "vacatures": ("(62 - 100) / (50 - 100) = 0.76 < 0.8", 0.76, 0.76, "insufficient"),
        "instroom": ("(320 - 200) / (300 - 200) = 1.2 >= 0.8", 1.2, 1.0, "sufficient"),
    }


def test_a_round_that_was_broken_off_shows_no_figures_and_one_that_never_was_is_not_found() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    assert seen.refused(NotFound, lambda: lists_rounds.one_round(slug)) == "onderwijs has no evaluation round yet"
    rounds.open_round(slug, by=HZ)
    factories.carried_out(slug)
    assert [r.state.value for r in seen.rows(Round, slug)] == ["cancelled", "open"]
    broken_off = lists_rounds.one_round(slug, 1)
    assert (broken_off.state, broken_off.verdict, broken_off.indicators) == ("cancelled", None, ())
    assert (
        seen.refused(NotFound, lambda: lists_rounds.one_round(slug, 3)) == "onderwijs has no round 3; allowed: 1 to 2"
    )
