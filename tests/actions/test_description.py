"""What a file describes is kept, comes out again with the same meaning, and the same file changes nothing twice."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete

from models.actions import alliances
from models.actions.describe import described
from models.actions.removal import remove
from models.actions.revise import revise
from models.db import queries
from models.db.session import database
from models.db.tables import Contact, Organisation, Staff
from models.method.definition import AllianceDefinition
from models.method.definition_impact import Indicator
from models.method.edits import adding, all_of, changing
from models.method.errors import NotAllowed
from models.method.kept import as_kept
from models.method.revision import changes
from samenspel.alliance_file import dump_definition
from tests import factories
from tests.drawn_alliances import alliances as drawn
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

#: One database serves all examples: each begins by emptying it.
unhurried = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=20
)


@given(drawn())
@unhurried
def test_what_is_added_comes_out_as_it_is_kept_and_goes_back_in_byte_for_byte(given_: AllianceDefinition) -> None:
    _empty()
    definition = given_.model_copy(update={"illustrative": True})
    alliances.add(definition, by=HZ)
    first = described(definition.slug)
    assert changes(as_kept(definition), first) == ()
    text = dump_definition(first)
    remove(definition.slug)
    assert alliances.names() == []

    alliances.add(first, by=HZ)
    assert dump_definition(described(definition.slug)) == text


@given(drawn(), drawn())
@unhurried
def test_an_update_brings_an_alliance_in_line_with_any_file_once_and_the_second_time_changes_nothing(
    before: AllianceDefinition, after: AllianceDefinition
) -> None:
    _empty()
    invented = {"slug": before.slug, "illustrative": True}
    wanted = after.model_copy(update={**invented, **_measured_as(before, after)})
    alliances.add(before.model_copy(update=invented), by=HZ)
    told = revise(before.slug, lambda _: wanted, by=HZ, dry_run=True)
    assert revise(before.slug, lambda _: wanted, by=HZ) == told
    assert revise(before.slug, lambda _: wanted, by=HZ) == ()
    assert changes(as_kept(wanted), described(before.slug)) == ()


def test_periods_that_end_on_one_day_and_what_each_rater_said_come_out_and_go_back_in() -> None:
    slug = factories.added()
    march = date(2026, 3, 2)
    both = [
        {"date": march, "since": date(2026, 1, 1), "value": 30.0},
        {"date": march, "since": date(2026, 2, 1), "value": 10.0, "text": "10 %"},
    ]
    raters = [{"date": march, "from": rater, "level": 3, "evidence": 2} for rater in ("hz", f"{slug}-fonds")]
    road = described(slug).indicators[0].model_dump(by_alias=True)
    counted = Indicator.model_validate({**road, "key": "uren", "accumulation": "flow", "measurements": both})
    judged = Indicator.model_validate({**road, "key": "rust", "measure": "qualitative", "measurements": raters})
    revise(slug, all_of(adding("indicators", counted), adding("indicators", judged)), by=HZ)
    found = described(slug)
    assert found.indicators[-2:] == (counted, judged)
    assert revise(slug, lambda _: found, by=HZ) == ()
    again = judged.model_copy(update={"measurements": judged.measurements[:1]})
    with pytest.raises(NotAllowed):
        revise(slug, changing("indicators", "rust", lambda _: again), by=HZ)


def _empty() -> None:
    for one in alliances.names():
        remove(one.slug)
    with database().write() as session:
        session.execute(delete(Staff))
        assert (queries.count(session, Organisation), queries.count(session, Contact)) == (0, 0)


def _measured_as(before: AllianceDefinition, after: AllianceDefinition) -> dict[str, object]:
    """Keep what was measured: that is history, which a file cannot take back."""
    measured = tuple(one for one in before.indicators if one.measurements)
    keys = {one.key for one in measured}
    others = tuple(one for one in after.indicators if one.key not in keys)
    nodes = {node.key for node in after.theory_of_change.nodes}
    kept = tuple(one if one.node in nodes else one.model_copy(update={"node": None}) for one in measured)
    return {"indicators": (*kept, *others)}
