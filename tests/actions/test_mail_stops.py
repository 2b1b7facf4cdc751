"""Letters are stopped and let go by people, of one alliance or all, and by what goes wrong until it is put right."""

from datetime import timedelta

import pytest

from models.actions import alliances, mail_stops, post
from models.actions.mail_stops import StopLine
from models.actions.overview import log_of
from models.db.tables import MailStop
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.mail import StopKind
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import LEASE
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

WHY = "Verkeerde bijlage in de brieven."


def alliances_that_write() -> set[str]:
    """Claim every letter that is due; return the alliances that they are of."""
    found = set()
    while (claimed := post.claim_letter("engine", lease=LEASE)) is not None:
        found.add(claimed.key.partition(":")[0])
    return found


def stopped() -> list[tuple[str | None, str, str]]:
    """Return what is stopped, why, and by whom."""
    return [(stop.alliance, stop.kind.value, stop.by) for stop in mail_stops.stops()]


def test_the_letters_of_one_alliance_are_stopped_and_its_log_says_so() -> None:
    one, other = factories.added("een"), factories.added("twee")
    with seen.noting(one) as noted:
        mail_stops.stop(one, by=HZ, reason=f"  {WHY} ")
    assert (noted, mail_stops.stops()) == (
        [("letters.paused", "")],
        [StopLine(one, StopKind.PEOPLE, WHY, HZ, START, None)],
    )
    assert alliances_that_write() == {other}
    with seen.noting(one) as noted:
        mail_stops.lift(one, by=HZ)
    assert (noted, mail_stops.stops()) == ([("letters.resumed", "")], [])
    assert alliances_that_write() == {one}


def test_all_letters_are_stopped_at_once_and_no_log_says_so() -> None:
    slugs = {factories.added("een"), factories.added("twee")}
    before = {slug: len(log_of(slug)) for slug in slugs}
    mail_stops.stop(None, by=HZ, reason=WHY)
    assert (stopped(), alliances_that_write()) == ([(None, "people", HZ)], set())
    mail_stops.lift(None, by="staff:td")
    assert (stopped(), alliances_that_write()) == ([], slugs)
    assert {slug: len(log_of(slug)) for slug in slugs} == before
    (row,) = seen.everywhere(MailStop)
    assert (row.by, row.reason, row.lifted_by, row.lifted_at) == (HZ, WHY, "staff:td", START)


def test_one_stop_does_not_lift_another() -> None:
    slug = factories.added()
    mail_stops.stop(slug, by=HZ, reason=WHY)
    mail_stops.stop(None, by=HZ, reason=WHY)
    mail_stops.lift(None, by=HZ)
    assert (stopped(), alliances_that_write()) == ([(slug, "people", HZ)], set())
    mail_stops.lift(slug, by=HZ)
    assert alliances_that_write() == {slug}


def test_a_rehearsal_stops_and_lifts_nothing() -> None:
    slug = factories.added()
    for which in (slug, None):
        mail_stops.stop(which, by=HZ, reason=WHY, dry_run=True)
    assert stopped() == []
    for which in (slug, None):
        mail_stops.stop(which, by=HZ, reason=WHY)
    for which in (slug, None):
        mail_stops.lift(which, by=HZ, dry_run=True)
    assert stopped() == [(slug, "people", HZ), (None, "people", HZ)]


def test_what_cannot_be_stopped_or_lifted_is_refused_in_words() -> None:
    slug = factories.added()
    lift, stop = mail_stops.lift, mail_stops.stop
    assert seen.refused(NotAllowed, lambda: lift(None, by=HZ)) == (
        "nothing stops all letters; see: samenspel letter stops"
    )
    assert seen.refused(NotAllowed, lambda: lift(slug, by=HZ)) == (
        "the letters of onderwijs are not stopped by themselves; see: samenspel letter stops"
    )
    assert seen.refused(BadInput, lambda: stop(slug, by=HZ, reason=" kort ")) == (
        "the reason for stopping letters needs at least 10 characters; this has 4"
    )
    assert seen.refused(NotFound, lambda: stop("wonen", by=HZ, reason=WHY)) == (
        "there is no alliance 'wonen'; known: onderwijs"
    )
    for which in (slug, None):
        stop(which, by=HZ, reason=WHY)
    assert seen.refused(NotAllowed, lambda: stop(slug, by=HZ, reason=WHY)) == (
        "the letters of onderwijs are stopped already, by staff:hz"
    )
    assert seen.refused(NotAllowed, lambda: stop(None, by=HZ, reason=WHY)) == (
        "all letters are stopped already, by staff:hz"
    )


def test_the_clock_stops_all_letters_once_per_cause_and_one_engine_tries_again(at_start: SetClock) -> None:
    slug = factories.added()
    soon = START + timedelta(minutes=5)
    assert mail_stops.stop_all_mail(StopKind.LOGIN, "the mail server refuses our login", soon) is True
    assert mail_stops.stop_all_mail(StopKind.LOGIN, "the mail server refuses our login", soon) is False
    assert mail_stops.stop_all_mail(StopKind.CERTIFICATE, "the certificate is not right", soon) is True
    assert mail_stops.take_probe(soon) is None
    at_start.move_to(soon)
    later = soon + timedelta(minutes=5)
    taken = [mail_stops.take_probe(later) for _ in range(3)]
    assert taken == [StopKind.LOGIN, StopKind.CERTIFICATE, None]
    assert [stop.probe_at for stop in mail_stops.stops()] == [later, later]
    assert mail_stops.lift_by_clock(StopKind.LOGIN) is True
    assert mail_stops.lift_by_clock(StopKind.LOGIN) is False
    assert (stopped(), alliances_that_write()) == ([(None, "certificate", "clock")], set())
    # People may know better: they lift whatever stops all letters.
    mail_stops.lift(None, by=HZ)
    assert alliances_that_write() == {slug}


def test_what_people_stopped_is_never_tried_by_the_clock(at_start: SetClock) -> None:
    mail_stops.stop(None, by=HZ, reason=WHY)
    at_start.move_to(START + timedelta(days=30))
    assert mail_stops.take_probe(START) is None
    assert mail_stops.lift_by_clock(StopKind.LOGIN) is False
    assert stopped() == [(None, "people", HZ)]


def test_an_alliance_that_rests_writes_no_letters_either() -> None:
    slug = factories.added()
    alliances.pause(slug, by=HZ, reason=WHY)
    assert alliances_that_write() == set()
