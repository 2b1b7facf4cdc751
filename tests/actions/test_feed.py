"""The events in the order they were written, for a reader that remembers how far it came."""

import pytest

from models.actions import alliances, feed
from tests import factories
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def test_the_reader_goes_on_where_it_stopped() -> None:
    alliances.add(factories.described("onderwijs"), by=HZ)
    alliances.add(factories.described("zorg"), by=HZ)
    first = feed.next_lines(4)
    assert [(line.alliance, line.seq, line.type, line.subject) for line in first] == [
        ("onderwijs", 1, "alliance.added", "onderwijs"),
        ("onderwijs", 2, "phase.opened", "explore"),
        ("onderwijs", 3, "cycle.opened", "1"),
        ("zorg", 1, "alliance.added", "zorg"),
    ]
    feed.mark_shown(first[-1].id)
    assert [(line.alliance, line.seq) for line in feed.next_lines(100)] == [("zorg", 2), ("zorg", 3)]


def test_the_cursor_never_goes_back() -> None:
    alliances.add(factories.described("onderwijs"), by=HZ)
    lines = feed.next_lines(100)
    feed.mark_shown(lines[-1].id)
    feed.mark_shown(lines[0].id)
    assert feed.next_lines(100) == []


def test_a_line_carries_codes_and_no_person() -> None:
    factories.added()
    lines = feed.next_lines(1000)
    assert len(lines) == 12
    assert factories.PLANTED_NAME not in str(lines)
    assert factories.PLANTED_ADDRESS not in str(lines)
    assert {line.phase for line in lines} == {None, "explore"}
