"""The example alliances of ``samenspel up --example``: each with a life behind it, and left alone afterwards."""

from datetime import UTC, date, datetime, timedelta

import pytest

from deployments.demo import examples
from deployments.demo.scripts import DAKLOOSHEID, ONDERWIJS, definition_of
from models.actions import alliances
from models.actions.overview import overview, portfolio
from models.db.tables import Letter
from models.method import actors
from samenspel import clock, settings
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen

#: A Thursday, nearly a year after the examples were written.
NOW = datetime(2027, 9, 16, 13, 30, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("sqlite_db")


def test_one_is_in_co_creation_one_waits_for_a_decision_and_one_is_secured() -> None:
    with clock.using(SetClock(NOW)):
        assert examples.load(settings.settings()) == ["eenzaamheid", "onderwijs", "dakloosheid"]
        one, two, three = (overview(slug) for slug in ("eenzaamheid", "onderwijs", "dakloosheid"))
        assert (one.status, one.phase, one.cycle) == ("running", "co_create", 1)
        assert (two.status, two.phase, two.waits_for) == ("running", "evaluate", ("decision",))
        assert [line.verdict for line in two.decisions] == ["insufficient"]
        assert (three.status, three.ending) == ("ended", "secured")
        assert {line.what for line in three.next_dates} == {"after_care"}
        assert {str(row.state) for row in seen.rows(Letter, "dakloosheid")} == {"sent"}
        assert max(row.sent_at for row in seen.rows(Letter, "dakloosheid") if row.sent_at) < NOW


def test_a_second_start_and_what_else_is_there_leave_each_other_alone() -> None:
    hands = SetClock(NOW - timedelta(days=400))
    with clock.using(hands):
        mine = factories.added("mijn-alliantie")
        events = overview(mine).last_seq
        hands.move_to(NOW)
        for script in (ONDERWIJS, DAKLOOSHEID):
            definition = definition_of(script)
            alliances.add(definition, by=actors.staff(definition.facilitator))
        assert examples.load(settings.settings()) == ["eenzaamheid"]
        marks = {one.slug: one.last_seq for one in portfolio()}
        assert marks[mine] == events
        assert (overview("dakloosheid").phase, overview("onderwijs").phase) == ("explore", "explore")
        assert examples.load(settings.settings()) == []
        assert {one.slug: one.last_seq for one in portfolio()} == marks


def test_an_example_is_dated_near_its_life_and_the_calendar_stays() -> None:
    written = definition_of(DAKLOOSHEID)
    later = examples.dated(written, timedelta(weeks=52))
    assert later.contacts[0].basis.date == date(2027, 8, 26)
    assert later.indicators[0].baseline.date == date(2027, 9, 30)
    assert later.evaluation.starts == datetime(2028, 1, 10, 9, 0)  # noqa: DTZ001 -- local time, as in the file
    assert later.quiet_days == written.quiet_days
    assert examples.dated(later, -timedelta(weeks=52)) == written
