"""Communication moments: told to the partners on their day, and to the world by whoever leads."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from models.actions import alliances, announcements, gates, timers
from models.actions.agenda import open_matters
from models.actions.upcoming import upcoming
from models.db import queries
from models.db.session import database
from models.db.tables import Announcement, BodyMember, Contact, Event, Letter
from models.method.errors import BadInput, NotAllowed, NotFound, StatusNotAllowed
from models.method.mail import AnnouncementState, Audience, EmailStatus
from models.method.parties import Body
from models.method.phases import Phase
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

TITLE = "Open dag"
TEXT = "Kom op de open dag kijken wat de kleine scholen doen."
#: A Saturday: what is planned for it comes on the Monday behind it.
DAY = date(2026, 3, 14)
MONDAY = datetime.fromisoformat("2026-03-16T08:00:00+00:00")
GEMEENTE, FONDS = "onderwijs-gemeente-1", "onderwijs-fonds-1"


def planned(slug: str, audience: Audience = Audience.INSIDE, on: date = DAY) -> str:
    """Plan a communication moment and return its key."""
    return announcements.plan(slug, audience, TITLE, TEXT, on=on, by=HZ)


def states(slug: str) -> list[tuple[str, str, str | None]]:
    """Return key, state and reason of every communication moment."""
    return [(x.key, x.state.value, x.reason) for x in seen.rows(Announcement, slug)]


def to_whom(slug: str, kind: str) -> list[str]:
    """Return who gets the letters of a kind."""
    return [who for _, who, _ in seen.letters(slug, kind=kind)]


def waiting(slug: str) -> list[tuple[str, tuple[str, ...], str]]:
    """Return the communication moments in the open list."""
    return [(x.about, x.who, x.next) for x in open_matters(slug) if x.what == "announcement"]


def test_what_is_planned_has_a_day_an_audience_and_words() -> None:
    slug = factories.added()
    with seen.noting(slug) as happened:
        assert announcements.plan(slug, Audience.INSIDE, f" {TITLE} ", f" {TEXT} ", on=DAY, by=HZ) == "a1"
        assert planned(slug, Audience.OUTSIDE) == "a2"
    assert happened == [("announcement.planned", "a1"), ("announcement.planned", "a2")]
    assert seen.rows(Event, slug)[-1].details == {"audience": "outside", "on": "2026-03-14"}
    assert announcements.announcements(slug)[0] == announcements.AnnouncementLine(
        key="a1",
        cycle=1,
        on=DAY,
        audience=Audience.INSIDE,
        state=AnnouncementState.PLANNED,
        title=TITLE,
        text=TEXT,
        reason=None,
        planned_by=HZ,
        planned_at=START,
        told_by=None,
        told_at=None,
    )
    assert [(x.what, x.of, x.at) for x in upcoming(slug, days=20) if x.what == "announcement_due"] == [
        ("announcement_due", "a1", MONDAY),
        ("announcement_due", "a2", MONDAY),
    ]


def test_what_cannot_be_planned_is_refused_and_nothing_is_kept() -> None:
    slug = factories.added()
    assert seen.refused(BadInput, lambda: planned(slug, on=date(2026, 3, 1))) == (
        "a communication moment cannot be planned on 2026-03-01, which is before today"
    )
    assert seen.refused(BadInput, lambda: announcements.plan(slug, Audience.INSIDE, TITLE, "kort", on=DAY, by=HZ)) == (
        "the text of a communication moment needs at least 10 characters; this has 4"
    )
    assert (states(slug), seen.timers(slug, kind="announcement_due")) == ([], [])
    assert seen.refused(NotFound, lambda: announcements.told(slug, "a1", by=HZ)) == (
        "there is no communication moment 'a1' in onderwijs; known: none yet"
    )


def test_on_the_first_working_day_of_it_every_partner_and_the_team_get_a_letter(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    with database().write() as session:
        alliance = seen.row(Announcement, slug, key=planned(slug)).alliance_id
        session.add(BodyMember(alliance_id=alliance, body=Body.PROJECT_TEAM, staff="hz"))
    at_start.move_to(MONDAY - timedelta(seconds=1))
    timers.fire_due()
    assert seen.letters(slug, kind="announcement") == []
    at_start.move_to(MONDAY)
    with seen.noting(slug) as happened:
        timers.fire_due()
        timers.fire_due()
    assert [e for e in happened if e[0].startswith("announcement")] == [("announcement.told", "a1")]
    assert to_whom(slug, "announcement") == [FONDS, GEMEENTE, "hz"]
    assert seen.rows(Letter, slug, kind="announcement")[0].context == {
        "alliance": "Alliantie onderwijs",
        "title": TITLE,
        "text": TEXT,
    }
    row = announcements.announcement(slug, "a1")
    assert (row.state.value, row.told_by, row.told_at) == ("told", "clock", MONDAY)
    assert waiting(slug) == []


def test_whoever_gets_no_mail_from_us_is_not_told() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    planned(slug)
    with database().write() as session:
        queries.one(session, Contact, "contact", key=FONDS).email_status = EmailStatus.OPTED_OUT
    assert announcements.tell(slug, "a1", by=HZ) == announcements.Told(partners=1, staff=1)
    assert to_whom(slug, "announcement") == [GEMEENTE, "hz"]


def test_where_there_is_no_partner_only_our_own_staff_are_told_and_not_everybody() -> None:
    slug = factories.added()
    planned(slug)
    assert announcements.tell(slug, "a1", by=HZ) == announcements.Told(partners=0, staff=1)
    assert to_whom(slug, "announcement") == ["hz"]


def test_it_can_be_told_before_its_day_and_a_rehearsal_says_to_how_many(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    planned(slug)
    assert announcements.tell(slug, "a1", by=HZ, dry_run=True) == announcements.Told(partners=2, staff=1)
    assert (states(slug), seen.letters(slug, kind="announcement")) == ([("a1", "planned", None)], [])
    announcements.tell(slug, "a1", by=HZ)
    at_start.move_to(MONDAY)
    timers.fire_due()
    assert (states(slug), to_whom(slug, "announcement")) == ([("a1", "told", None)], [FONDS, GEMEENTE, "hz"])
    assert seen.timers(slug, kind="announcement_due") == [("announcement_due", "a1", 1, "cancelled")]
    assert seen.refused(StatusNotAllowed, lambda: announcements.tell(slug, "a1", by=HZ)) == (
        "communication moment a1 is told and cannot become told; allowed: nothing further"
    )


@pytest.mark.parametrize(
    ("phase", "reminded", "command", "who"),
    [
        (Phase.CO_CREATE, "hz", "samenspel announcement told onderwijs a1 --by STAFF", "hz"),
        (Phase.IMPLEMENT, GEMEENTE, None, "partners"),
    ],
)
def test_whoever_leads_is_reminded_to_tell_the_world_and_it_waits_until_that_is_done(
    at_start: SetClock, phase: Phase, reminded: str, command: str | None, who: str
) -> None:
    slug = factories.brought_to(phase)
    planned(slug, Audience.OUTSIDE)
    at_start.move_to(MONDAY - timedelta(days=3))
    timers.fire_due()
    assert waiting(slug) == []
    at_start.move_to(MONDAY)
    timers.fire_due()
    assert to_whom(slug, "announcement_due") == [reminded]
    assert seen.row(Letter, slug, kind="announcement_due").context == {
        "alliance": "Alliantie onderwijs",
        "title": TITLE,
        "text": TEXT,
        "due": "2026-03-14",
        "command": command,
    }
    assert states(slug) == [("a1", "planned", None)]
    assert waiting(slug) == [("a1", (who,), "samenspel announcement told onderwijs a1 --by STAFF")]
    announcements.told(slug, "a1", by=HZ)
    assert (states(slug), waiting(slug)) == ([("a1", "told", None)], [])
    assert seen.letters(slug, kind="announcement") == []


@pytest.mark.parametrize(
    "settle",
    [
        lambda slug: announcements.told(slug, "a1", by=HZ),
        lambda slug: announcements.cancel(slug, "a1", by=HZ, reason="De open dag gaat niet door."),
        lambda slug: announcements.change(slug, "a1", by=HZ, on=date(2026, 3, 20)),
    ],
)
def test_a_reminder_that_has_not_left_does_not_leave_once_it_is_needless(
    at_start: SetClock, settle: Callable[[str], object]
) -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    planned(slug, Audience.OUTSIDE)
    announcements.plan(slug, Audience.OUTSIDE, "Een ander bericht", TEXT, on=DAY, by=HZ)
    at_start.move_to(MONDAY)
    timers.fire_due()
    settle(slug)
    assert seen.letters(slug, kind="announcement_due") == [
        ("announcement_due", "hz", "superseded"),
        ("announcement_due", "hz", "queued"),
    ]


def test_without_a_partner_to_remind_the_facilitator_is_reminded(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    planned(slug, Audience.OUTSIDE)
    with database().write() as session:
        queries.one(session, Contact, "contact", key=GEMEENTE).email_status = EmailStatus.UNREACHABLE
    at_start.move_to(MONDAY)
    timers.fire_due()
    assert to_whom(slug, "announcement_due") == ["hz"]
    assert seen.row(Letter, slug, kind="announcement_due").context["command"] is not None


def test_to_the_world_outside_goes_no_letter() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    planned(slug, Audience.OUTSIDE)
    assert seen.refused(NotAllowed, lambda: announcements.tell(slug, "a1", by=HZ)) == (
        "communication moment a1 is for the world outside, to which no letters go; "
        "when it was told: samenspel announcement told onderwijs a1 --by STAFF"
    )


def test_what_is_planned_can_be_changed_and_another_day_is_another_reminder(at_start: SetClock) -> None:
    slug = factories.added()
    planned(slug, Audience.OUTSIDE)
    with seen.noting(slug) as happened:
        assert announcements.change(slug, "a1", by=HZ, title=TITLE, text=f"{TEXT} Neem iemand mee.") == ("text",)
        assert announcements.change(slug, "a1", by=HZ, title=TITLE) == ()
        assert announcements.change(slug, "a1", by=HZ, on=date(2026, 3, 20)) == ("on",)
    assert happened == [("announcement.changed", "a1"), ("announcement.changed", "a1")]
    assert seen.rows(Event, slug)[-1].details == {"fields": ["on"], "on": "2026-03-20"}
    at_start.move_to(MONDAY)
    timers.fire_due()
    assert seen.letters(slug, kind="announcement_due") == []
    at_start.move_to(MONDAY + timedelta(days=4))
    timers.fire_due()
    assert seen.row(Letter, slug, kind="announcement_due").context["text"] == f"{TEXT} Neem iemand mee."


def test_what_is_cancelled_keeps_its_reason_and_is_told_to_nobody(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    planned(slug)
    assert seen.refused(BadInput, lambda: announcements.cancel(slug, "a1", by=HZ, reason="nee")) == (
        "the reason for cancelling a communication moment needs at least 10 characters; this has 3"
    )
    announcements.cancel(slug, "a1", by=HZ, reason="De open dag gaat niet door.")
    at_start.move_to(MONDAY)
    timers.fire_due()
    assert states(slug) == [("a1", "cancelled", "De open dag gaat niet door.")]
    assert seen.letters(slug, kind="announcement") == []
    assert announcements.announcements(slug, planned=True) == []
    assert seen.refused(StatusNotAllowed, lambda: announcements.change(slug, "a1", by=HZ, title=TITLE)) == (
        "communication moment a1 is cancelled; only one that is planned can be changed"
    )


def test_an_alliance_that_rests_keeps_what_it_planned_until_it_goes_on(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    planned(slug)
    alliances.pause(slug, by=HZ, reason="De zomer gaat voor.")
    at_start.move_to(MONDAY + timedelta(days=2))
    timers.fire_due()
    assert (states(slug), upcoming(slug, days=20)) == ([("a1", "planned", None)], [])
    alliances.resume(slug, by=HZ)
    timers.fire_due()
    assert (states(slug), to_whom(slug, "announcement")) == ([("a1", "told", None)], [FONDS, GEMEENTE, "hz"])


def test_a_new_cycle_takes_over_what_was_planned_in_the_old_one(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    planned(slug)
    planned(slug, Audience.OUTSIDE, on=date(2026, 3, 2))
    at_start.move_to(START + timedelta(days=1))
    timers.fire_due()
    factories.measured(slug, 0.4)
    factories.went_back(slug)
    # Of what came to its day in the old cycle somebody was reminded already.
    assert seen.timers(slug, kind="announcement_due") == [
        ("announcement_due", "a1", 1, "cancelled"),
        ("announcement_due", "a2", 1, "fired"),
        ("announcement_due", "a1", 1, "waiting"),
    ]
    at_start.move_to(MONDAY)
    timers.fire_due()
    assert states(slug) == [("a1", "told", None), ("a2", "planned", None)]
    assert len(seen.letters(slug, kind="announcement_due")) == 1


def test_what_was_told_just_before_a_cycle_closed_still_leaves() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    planned(slug)
    announcements.tell(slug, "a1", by=HZ)
    factories.measured(slug, 0.4)
    factories.went_back(slug)
    assert [state for _, who, state in seen.letters(slug, kind="announcement") if who == "hz"] == ["queued"]


def test_an_alliance_that_ends_tells_nothing_more(at_start: SetClock) -> None:
    slug = factories.brought_to(Phase.SECURE_IMPACT)
    for audience in Audience:
        planned(slug, audience)
    announcements.told(slug, "a2", by=HZ)
    factories.secured(slug)
    at_start.move_to(MONDAY)
    timers.fire_due()
    assert states(slug) == [("a1", "cancelled", "geborgd"), ("a2", "told", None)]
    assert (seen.letters(slug, kind="announcement"), waiting(slug)) == ([], [])
    assert seen.refused(NotAllowed, lambda: planned(slug)) == (
        "alliance onderwijs has ended (secured); nothing can change in it"
    )


def test_a_stopped_alliance_goes_through_its_last_phase_with_what_it_planned() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    planned(slug, Audience.OUTSIDE)
    gates.stop(slug, by=HZ, reason="De financiering valt weg.")
    assert states(slug) == [("a1", "planned", None)]
    assert [x[3] for x in seen.timers(slug, kind="announcement_due")] == ["waiting"]
