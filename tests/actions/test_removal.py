"""An alliance that ended is put out of sight; one that nobody outside knows of can go altogether."""

from datetime import timedelta

import pytest

from models.actions import alliances, deliverables, need, post, removal, work
from models.actions.frame import act
from models.db import files
from models.db.tables import Base, Contact, Deliverable, File, Organisation
from models.method.errors import NotAllowed, NotFound, PhaseMovedOn
from models.method.phases import Here, Phase
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("db", "at_start")]


def _ended(slug: str) -> str:
    factories.added(slug)
    need.no_go(slug, by=HZ, reason="Andere partijen doen dit al.")
    return slug


def test_only_what_has_ended_is_archived_and_it_can_be_brought_back() -> None:
    slug = factories.added()
    assert (
        seen.refused(NotAllowed, lambda: removal.archive(slug, by=HZ))
        == "alliance onderwijs is running; only one that has ended can be archived"
    )
    zorg = _ended("zorg")
    with seen.noting(zorg) as happened:
        assert (removal.archive(zorg, by=HZ), removal.archive(zorg, by=HZ)) == (True, False)
        assert [one.slug for one in alliances.names(archived=False)] == [slug]
        assert (removal.restore(zorg, by=HZ), removal.restore(zorg, by=HZ)) == (True, False)
    assert happened == [("alliance.archived", zorg), ("alliance.restored", zorg)]
    assert [one.slug for one in alliances.names(archived=False)] == [slug, zorg]


def _send_everything() -> None:
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=10))) is not None:
        post.mark_sent(claimed, subject="Een brief", text="Een brief")


def test_what_partners_were_written_about_stays() -> None:
    slug = factories.added(illustrative=False)
    _send_everything()
    assert (
        seen.refused(NotAllowed, lambda: removal.remove(slug))
        == "4 letters of alliance onderwijs went to partners, so it stays; when it has ended it can be archived"
    )
    assert [one.slug for one in alliances.names()] == [slug]


def _counted() -> dict[str, int]:
    tables = [mapper.class_ for mapper in Base.registry.mappers]
    return {
        table.__tablename__: len(seen.everywhere(table, order=table.__mapper__.primary_key[0].key)) for table in tables
    }


@pytest.mark.parametrize("phase", [Phase.EXPLORE, Phase.SECURE_IMPACT])
def test_with_an_alliance_goes_everything_that_only_it_knew(phase: Phase) -> None:
    alliances.add(factories.described("zorg", organisations=[], contacts=[], bodies={}), by=HZ)
    _send_everything()
    before = _counted()
    slug = factories.brought_to(phase)
    _send_everything()
    kept = [row.sha256 for row in seen.everywhere(File, order="sha256")]
    with_it = _counted()

    assert removal.remove(slug, dry_run=True) == removal.Removal(
        slug,
        events=with_it["event"] - before["event"],
        letters=with_it["letter"] - before["letter"],
        files=len(kept),
        contacts=4,
        organisations=4,
    )
    assert _counted() == with_it

    removal.remove(slug)
    assert _counted() == before
    for sha256 in kept:
        with pytest.raises(FileNotFoundError):
            files.content(sha256)


def test_what_others_know_as_well_stays() -> None:
    factories.added("zorg")
    shared = factories.described("zorg").model_copy(update={"slug": "wonen"})
    alliances.add(shared, by=HZ)
    deliverables.submit("zorg", "situation_analysis", by=HZ, content=b"Dezelfde analyse")
    deliverables.submit("wonen", "situation_analysis", by=HZ, content=b"Dezelfde analyse")
    sha256 = seen.row(Deliverable, "zorg", code="situation_analysis").sha256
    assert sha256 is not None

    removal.remove("zorg")

    assert (len(seen.everywhere(Organisation)), len(seen.everywhere(Contact))) == (4, 4)
    assert files.content(sha256) == b"Dezelfde analyse"


def test_a_run_that_is_under_way_finds_that_the_alliance_is_gone() -> None:
    slug = factories.added()
    removal.remove(slug)
    with pytest.raises(PhaseMovedOn) as moved, act(slug, by=HZ, at=Here(slug, 1, Phase.EXPLORE)):
        pass
    assert str(moved.value) == "onderwijs was removed"
    work.finish_moved_on(slug, 1)
    assert seen.refused(NotFound, lambda: removal.remove(slug)) == "there is no alliance 'onderwijs'; known: none yet"
