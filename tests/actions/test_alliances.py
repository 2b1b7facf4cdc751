"""An alliance is added, rests, goes on, and agrees on its mission and its bodies."""

from datetime import date, timedelta

import pytest

from models.actions import alliances, commitments, dispatch, need, post, timers
from models.actions.revise import revise
from models.db import queries
from models.db.session import database
from models.db.tables import Alliance, BodyMember, Deliverable, Organisation, Timer
from models.method.commitments import ContributionKind, Unit
from models.method.edits import seating
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.parties import Body
from models.method.working_days import local_day
from samenspel import clock
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import the_rest_sent
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")

LEASE = timedelta(seconds=45)


def test_adding_opens_phase_one_of_cycle_one_with_eighteen_missing_deliverables() -> None:
    alliances.add(factories.described("zorg"), by=HZ)

    with seen.noting("zorg") as nothing:
        assert factories.place("zorg") == (1, "explore")
    assert nothing == []
    assert [d.status.value for d in seen.rows(Deliverable, "zorg")] == ["missing"] * 18
    assert seen.timers("zorg") == [("gate_due", "explore", 1, "waiting")]
    assert seen.letters("zorg") == [("phase_opened", "hz", "queued")]
    assert [(a.slug, a.status.value) for a in alliances.names()] == [("zorg", "running")]


def test_adding_twice_is_refused_and_leaves_the_first_as_it_is() -> None:
    factories.added("zorg")
    before = seen.rows(Deliverable, "zorg")

    said = seen.refused(BadInput, lambda: alliances.add(factories.described("zorg"), by=HZ))

    assert said == "there is an alliance 'zorg' already; choose another slug"
    assert [d.id for d in seen.rows(Deliverable, "zorg")] == [d.id for d in before]


def test_what_cannot_be_taken_in_leaves_nothing_behind() -> None:
    factories.added("zorg")
    same_key = [{"key": "zorg-fonds", "name": "Een ander fonds", "sector": "philanthropy"}]
    stranger = {"contacts": [], "bodies": {}, "organisations": same_key}

    assert (
        seen.refused(BadInput, lambda: alliances.add(factories.described("wonen", **stranger), by=HZ))
        == "organisation 'zorg-fonds' is already known as 'Fonds Voorbeeld' (philanthropy); use another key"
    )
    assert (
        seen.refused(BadInput, lambda: alliances.add(factories.described("wonen", facilitator="jd"), by=HZ))
        == '"jd" is not described under staff; describe it there first'
    )
    assert [a.slug for a in alliances.names()] == ["zorg"]


def test_a_resting_alliance_gets_no_run_no_reminder_and_no_letter_and_resuming_wakes_it(at_start: SetClock) -> None:
    slug = factories.added()
    the_rest_sent()
    with seen.noting(slug) as happened:
        alliances.pause(slug, by=HZ, reason="De gemeente kiest een nieuw college.")
    assert happened == [("alliance.paused", slug)]
    key = commitments.promise(
        slug, f"{slug}-fonds", ContributionKind.CAPITAL, "Een bijdrage", 100, Unit.CENTS, by=HZ, starts_on=_today()
    )
    commitments.confirm(slug, key, by=HZ)
    assert seen.letters(slug, state="queued") == [("thanks", f"{slug}-fonds-1", "queued")]
    at_start.move_to(at_start.now() + timedelta(days=21))

    assert dispatch.claim(lease=LEASE, limit=10) == []
    assert timers.fire_due() == 0
    assert post.claim_letter("engine", lease=LEASE) is None

    with seen.noting(slug) as happened:
        alliances.resume(slug, by=HZ)
    assert happened == [("alliance.resumed", slug)]
    assert [work.alliance for work in dispatch.claim(lease=LEASE, limit=10)] == [slug]
    # Of the four who were invited one has answered by its promise.
    assert timers.fire_due() == 3
    assert post.claim_letter("engine", lease=LEASE) is not None


def test_a_timer_that_was_found_just_before_the_pause_does_not_fire_in_it(at_start: SetClock) -> None:
    slug = factories.added()
    at_start.move_to(at_start.now() + timedelta(days=20))
    (first, *_) = [t.id for t in seen.rows(Timer, slug, kind="request_step")]
    alliances.pause(slug, by=HZ, reason="De gemeente kiest een nieuw college.")

    assert timers.fire(slug, first) is False
    assert seen.timers(slug, id=first)[0][3] == "waiting"


def test_pausing_and_resuming_are_refused_where_they_say_nothing() -> None:
    slug = factories.added()

    assert seen.refused(NotAllowed, lambda: alliances.resume(slug, by=HZ)) == "alliance onderwijs does not rest"
    assert (
        seen.refused(BadInput, lambda: alliances.pause(slug, by=HZ, reason="vol"))
        == "the reason for pausing needs at least 10 characters; this has 3"
    )
    alliances.pause(slug, by=HZ, reason="De gemeente kiest een nieuw college.")
    assert (
        seen.refused(NotAllowed, lambda: alliances.pause(slug, by=HZ, reason="Nog een keer hetzelfde."))
        == "alliance onderwijs rests already"
    )


def test_nothing_changes_in_an_alliance_that_has_ended() -> None:
    slug = factories.added()
    need.no_go(slug, by=HZ, reason="Andere partijen doen dit al.")
    ended = "alliance onderwijs has ended (no_go); nothing can change in it"

    with seen.noting(slug) as happened:
        assert seen.refused(NotAllowed, lambda: alliances.pause(slug, by=HZ, reason="Even rustig aan.")) == ended
        assert seen.refused(NotAllowed, lambda: alliances.resume(slug, by=HZ)) == ended
        assert seen.refused(NotAllowed, lambda: alliances.agree_on(slug, by=HZ, mission="Een leraar.")) == ended
        assert seen.refused(NotAllowed, lambda: need.go(slug, by=HZ)) == ended
    assert happened == []


def test_mission_and_story_are_recorded_as_agreed() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        alliances.agree_on(slug, by=HZ, mission="  Elk kind een leraar. ")
    assert happened == [("mission.agreed", "explore")]
    with database().read() as session:
        found = queries.find_alliance(session, slug)
        assert (found.mission, found.story) == ("Elk kind een leraar.", "")
    assert (
        seen.refused(BadInput, lambda: alliances.agree_on(slug, by=HZ))
        == "nothing to agree on; give a mission, a story, or both"
    )
    assert (
        seen.refused(BadInput, lambda: alliances.agree_on(slug, by=HZ, story="kort"))
        == "a story needs at least 10 characters; this has 4"
    )


def test_a_new_chair_takes_the_place_of_the_old_one() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        revise(slug, seating(Body.SPONSOR_GROUP, f"{slug}-bedrijf", chair=True), by=HZ)
        revise(slug, seating(Body.SPONSOR_GROUP, f"{slug}-bedrijf", chair=True), by=HZ)
    assert happened == [("body.changed", "sponsor_group")] * 2
    assert _seats(slug) == [("onderwijs-fonds", False), ("onderwijs-bedrijf", True)]
    assert (
        seen.refused(NotFound, lambda: revise(slug, seating(Body.PROJECT_TEAM, "niemand", chair=False), by=HZ))
        == "'niemand' does not stand under organisations of onderwijs; known: "
        "onderwijs-gemeente, onderwijs-ouders, onderwijs-bedrijf, onderwijs-fonds"
    )


def test_an_unknown_alliance_is_refused_with_the_names_of_the_known_ones() -> None:
    factories.added("zorg")
    assert (
        seen.refused(NotFound, lambda: alliances.resume("zoorg", by=HZ)) == "there is no alliance 'zoorg'; known: zorg"
    )


def _today() -> date:
    return local_day(clock.now())


def _seats(slug: str) -> list[tuple[str, bool]]:
    seats = seen.rows(BodyMember, slug, body=Body.SPONSOR_GROUP)
    with database().read() as session:
        keys = {o.id: o.key for o in queries.rows(session, Organisation)}
        assert queries.count(session, Alliance) == 1
    return [(keys[s.organisation_id or 0], s.chair) for s in seats]
