"""What a file describes is kept, comes out again with the same meaning, and the same file changes nothing twice."""

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
from models.method.kept import as_kept
from models.method.revision import changes
from samenspel.alliance_file import dump_definition
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
