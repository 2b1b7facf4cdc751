"""What happened to an alliance, told, and found again by day, by subject and by type."""

from datetime import date, timedelta

import pytest

from models.actions import commitments, gates
from models.actions.history import log_of
from models.method.errors import BadInput
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def test_an_event_has_its_place_its_codes_and_its_sentence() -> None:
    slug = factories.added()
    first = log_of(slug, "en")[0]
    assert (first.seq, first.at, first.type, first.subject, first.actor) == (1, START, "alliance.added", slug, HZ)
    assert (first.cycle, first.phase, first.details) == (None, None, {"illustrative": True})
    assert first.sentence == "HZ added the alliance."
    assert (log_of(slug)[3].cycle, log_of(slug)[3].phase) == (1, "explore")


def test_organisations_have_their_name_wherever_they_are_behind_something() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    commitments.deliver(slug, "c1", 20, by="person:onderwijs-fonds-1", on=START.date())
    told = [event.sentence for event in log_of(slug)]
    assert told[-1] == "Fonds Voorbeeld legde een levering van Gemeente Voorbeeld vast op toezegging c1."
    assert "Samenspel vroeg Ouders Voorbeeld om een antwoord op de uitnodiging." in told
    assert factories.PLANTED_NAME not in str(told)


def test_the_log_is_found_by_day_and_both_days_count(at_start: SetClock) -> None:
    slug = factories.added()
    count = len(log_of(slug))
    for days in (1, 2, 3):
        # Half past midnight in Amsterdam, when it is still the day before in UTC.
        at_start.move_to(START.replace(hour=23, minute=30) + timedelta(days=days - 1))
        gates.hold(slug, by=HZ, reason="Eerst de raad van toezicht.")
    assert [event.at.day for event in log_of(slug, since=date(2026, 3, 4))] == [3, 4]
    assert [event.at.day for event in log_of(slug, since=date(2026, 3, 3), until=date(2026, 3, 4))] == [2, 3]
    assert len(log_of(slug, until=date(2026, 3, 2))) == count


def test_the_log_is_found_by_what_it_is_about() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    assert [event.type for event in log_of(slug, about="c1")] == [
        "commitment.promised",
        "request.asked",
        "request.stopped",
        "commitment.confirmed",
    ]
    assert [(event.type, event.subject) for event in log_of(slug, about="onderwijs-fonds")] == [
        ("request.asked", "onderwijs-fonds"),
        ("stakeholder.invited", "onderwijs-fonds"),
        ("request.stopped", "onderwijs-fonds"),
        ("commitment.promised", "c2"),
        ("stakeholder.moved", "onderwijs-fonds"),
    ]
    assert log_of(slug, about="zorg") == []


def test_a_figure_is_found_by_its_indicator() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    assert [event.type for event in log_of(slug, about="vacatures")] == [
        "request.asked",
        "request.stopped",
        "measurement.recorded",
    ]


def test_the_log_is_found_by_type_or_by_noun() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    assert [event.type for event in log_of(slug, kind="phase.opened")] == ["phase.opened", "phase.opened"]
    assert [event.type for event in log_of(slug, kind="phase")] == ["phase.opened", "phase.closed", "phase.opened"]


def test_a_type_that_there_is_not_is_refused_with_the_nearest() -> None:
    slug = factories.added()
    assert seen.refused(BadInput, lambda: log_of(slug, kind="gate.hold")) == (
        "nothing of the type 'gate.hold' can happen (did you mean \"gate.held\"?); "
        "allowed: a type as gate.held, or all of one noun as gate"
    )
