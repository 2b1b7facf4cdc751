"""A system fault is recorded with what is known of it, put right, bundled with equal ones, and closed."""

import pytest

from models.actions import faults, lists_faults
from models.actions.faults import FaultText
from models.db.tables import Event, SystemFault
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.faults import Element, FaultState, Scale
from tests import factories
from tests.actions import returning, seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")


def test_a_fault_says_where_it_lies_how_far_it_reaches_and_what_is_asked() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        number = returning.recorded()
    assert happened == [("fault.recorded", str(number))]
    assert seen.rows(Event, slug)[-1].details == {}
    view = lists_faults.fault(slug, number)
    assert (view.element, view.scale, view.affected, view.ask) == ("law", "national", 40, returning.ASK)
    assert (view.state, view.owner, view.bundle, view.returns, view.ratings) == ("recorded", None, None, (), ())


def test_what_is_said_of_it_is_put_right_field_by_field() -> None:
    slug = factories.added()
    number = returning.recorded()
    with seen.noting(slug) as happened:
        changed = faults.edit(
            slug, number, FaultText(scale=Scale.EUROPEAN, workaround=" Ontheffingen. ", affected=40, ask=""), by=HZ
        )
        assert faults.edit(slug, number, FaultText(scale=Scale.EUROPEAN), by=HZ) == ()
    assert sorted(changed) == ["ask", "scale", "workaround"]
    assert happened == [("fault.changed", str(number))]
    view = lists_faults.fault(slug, number)
    assert (view.scale, view.workaround, view.ask, view.evidence) == (
        "european",
        "Ontheffingen.",
        "",
        returning.EVIDENCE,
    )


def test_what_cannot_be_said_of_a_fault_is_refused_and_nothing_is_kept() -> None:
    slug = factories.added()

    def add(text: str = returning.TEXT, **said: int | str) -> object:
        return faults.add_fault(slug, text, returning.SYSTEM, by=HZ, more=FaultText(**said))  # type: ignore[arg-type]

    assert (
        seen.refused(BadInput, lambda: add("fout"))
        == "the description of a system fault needs at least 10 characters; this has 4"
    )
    assert seen.refused(BadInput, lambda: add(ask="wet")) == "what is asked needs at least 10 characters; this has 3"
    assert seen.refused(BadInput, lambda: add(affected=-1)) == "-1 people cannot be affected; allowed: 0 to 999999999"
    assert seen.rows(SystemFault, slug) == []


def test_a_fault_that_its_owner_has_stays_as_it_was_sent() -> None:
    number = returning.returned()
    assert (
        seen.refused(NotAllowed, lambda: faults.edit("onderwijs", number, FaultText(ask=returning.ASK * 2), by=HZ))
        == f"system fault {number} is returned; it stays as it is"
    )


def test_a_fault_of_another_alliance_is_unknown_here() -> None:
    factories.added()
    number = returning.recorded()
    factories.added("zorg")
    assert (
        seen.refused(NotFound, lambda: faults.close("zorg", number, by=HZ))
        == f"there is no system fault {number} in zorg; known: none yet"
    )


def test_faults_of_other_alliances_that_look_like_it_are_found_unless_they_are_closed() -> None:
    for slug in ("onderwijs", "zorg", "wonen"):
        factories.added(slug)
    first, second, third = (returning.recorded(slug) for slug in ("onderwijs", "zorg", "wonen"))
    other = faults.add_fault("zorg", "De bekostiging loopt per jaar.", "bekostiging", by=HZ)
    returning.recorded("onderwijs", said=FaultText(element=Element.LAW))
    assert faults.similar("onderwijs", first) == (f"zorg/{second}", f"wonen/{third}")
    faults.close("zorg", second, by=HZ)
    assert faults.similar("onderwijs", first) == (f"wonen/{third}",)
    assert faults.similar("zorg", other) == ()


def test_equal_faults_of_two_alliances_or_more_make_a_bundle() -> None:
    numbers = returning.bundled("onderwijs", "zorg")
    one, two = (f"{slug}/{number}" for slug, number in numbers.items())
    assert seen.rows(Event, "zorg")[-1].details == {"bundle": "bevoegdheden"}
    (line,) = lists_faults.bundles()
    assert (line.key, line.title, line.alliances, line.affected, line.one_file, line.states, line.faults) == (
        "bevoegdheden",
        "Bevoegdheden per sector",
        2,
        80,
        False,
        {"recorded": 2},
        (one, two),
    )
    view = lists_faults.fault("zorg", numbers["zorg"])
    assert (view.bundle, view.equal, view.similar) == ("bevoegdheden", (one,), ())
    factories.added("wonen")
    third = f"wonen/{returning.recorded('wonen')}"
    with seen.noting("zorg") as happened:
        assert faults.bundle("bevoegdheden", [third, two], title="", by=HZ) == (one, two, third)
    assert happened == []
    assert [line.one_file for line in lists_faults.bundles()] == [True]


def test_what_is_no_bundle_is_refused_and_nothing_is_kept() -> None:
    numbers = returning.bundled("onderwijs", "zorg")
    one, two = (f"{slug}/{number}" for slug, number in numbers.items())
    more = f"onderwijs/{returning.recorded('onderwijs')}"
    closed = returning.recorded("zorg")
    faults.close("zorg", closed, by=HZ)

    def bundle(*references: str, key: str = "wet", title: str = "Bevoegdheden per sector") -> object:
        return faults.bundle(key, references, title=title, by=HZ)

    assert (
        seen.refused(BadInput, lambda: bundle(one, more))
        == "a bundle holds equal faults of two alliances or more; this is one alliance"
    )
    assert seen.refused(BadInput, bundle) == "name the faults that are equal, each as onderwijs/12"
    assert (
        seen.refused(BadInput, lambda: bundle(one, two, key="De Wet"))
        == "'De Wet' cannot be the key of a bundle; allowed: lower-case letters, digits and hyphens"
    )
    assert (
        seen.refused(BadInput, lambda: bundle(more, f"zorg/{closed}", title="wet"))
        == "the title of a bundle needs at least 10 characters; this has 3"
    )
    assert seen.refused(NotAllowed, lambda: bundle(more, two)) == f"system fault {two} is in another bundle already"
    assert (
        seen.refused(NotAllowed, lambda: bundle(more, f"zorg/{closed}"))
        == f"system fault zorg/{closed} is closed; there is nothing to bundle"
    )
    assert [line.key for line in lists_faults.bundles()] == ["bevoegdheden"]


def test_faults_are_listed_over_all_alliances_by_owner_and_state() -> None:
    first = returning.returned("onderwijs")
    factories.added("zorg")
    second = returning.recorded("zorg")

    def listed(slug: str | None = None, owner: str | None = None, state: FaultState | None = None) -> list[int]:
        return [line.id for line in lists_faults.faults_of(slug, owner=owner, state=state)]

    assert listed() == [first, second]
    assert listed("zorg") == [second]
    assert listed(owner="onderwijs-gemeente") == [first]
    assert listed(state=FaultState.RECORDED) == [second]
    assert seen.refused(NotFound, lambda: listed(owner="rijk")) == "there is no organisation 'rijk'"


def test_closing_happens_once() -> None:
    slug = factories.added()
    number = returning.recorded()
    with seen.noting(slug) as happened:
        faults.close(slug, number, by=HZ)
        faults.close(slug, number, by=HZ)
    assert happened == [("fault.closed", str(number))]
    assert lists_faults.fault(slug, number).state == "closed"
