"""What waits for somebody now, and which dates come next."""

from datetime import UTC, datetime, timedelta

import pytest

from models.actions import alliances, chasing, commitments, deliverables, dispatch, gates, rounds, timers
from models.actions.agenda import open_matters
from models.actions.frame import act
from models.actions.upcoming import upcoming
from models.db import queries
from models.db.session import database
from models.db.tables import Cadence, Letter, Request
from models.method.errors import BadInput, NotFound
from models.method.phases import Phase
from models.method.requests import LetterState, StopReason
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("db", "at_start")


def _open(slug: str | None = None) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(one.alliance, one.what, one.about, one.who) for one in open_matters(slug)]


def _days(at: datetime | None) -> int | None:
    return None if at is None else (at - START).days


def test_what_was_asked_waits_for_the_organisation_and_no_person_is_named() -> None:
    slug = factories.added()
    assert _open() == [
        (slug, "invitation", "onderwijs-gemeente", ("Gemeente Voorbeeld",)),
        (slug, "invitation", "onderwijs-ouders", ("Ouders Voorbeeld",)),
        (slug, "invitation", "onderwijs-bedrijf", ("Bedrijf Voorbeeld",)),
        (slug, "invitation", "onderwijs-fonds", ("Fonds Voorbeeld",)),
    ]
    first = open_matters(slug)[0]
    assert (first.since, _days(first.due), first.next) == (START, 14, "samenspel request list onderwijs")
    assert factories.PLANTED_NAME not in str(open_matters())


def test_the_most_urgent_comes_first_over_all_alliances(at_start: SetClock) -> None:
    factories.brought_to(Phase.EVALUATE)
    factories.measured("onderwijs", 0.4)
    factories.added("zorg")
    _parked("zorg")
    at_start.move_to(START + timedelta(days=15))
    assert [(line[0], line[1]) for line in _open()][:3] == [
        ("zorg", "parked"),
        ("onderwijs", "decision"),
        ("zorg", "invitation"),
    ]
    decision = open_matters("onderwijs")[0]
    assert (decision.about, decision.who, _days(decision.due)) == ("1", ("hz",), 14)
    assert decision.next == "samenspel decision show 1"
    assert open_matters("zorg")[0].next == "samenspel alliance resume zorg --by STAFF"


def _parked(slug: str) -> None:
    gates.hold(slug, by=HZ, reason="Eerst de raad van toezicht.")
    gates.release(slug, by=HZ)
    (work,) = dispatch.claim(lease=timedelta(seconds=45), limit=1)
    dispatch.park(work, "the run did not finish in 3 tries")


def test_a_gate_that_is_held_waits_for_who_holds_it() -> None:
    slug = factories.added()
    gates.hold(slug, by=HZ, reason="Eerst de raad van toezicht.")
    held = open_matters(slug)[-1]
    assert (held.what, held.about, held.who, held.since, held.due) == ("gate_held", "explore", ("hz",), START, None)
    assert held.next == "samenspel gate release onderwijs --by STAFF"


def test_a_gate_that_is_due_waits_for_everybody_who_owes_something(at_start: SetClock) -> None:
    slug = factories.added()
    at_start.move_to(START + timedelta(days=85))
    timers.fire_due()
    due = next(one for one in open_matters(slug) if one.what == "gate_due")
    assert (due.about, due.who, _days(due.since)) == ("explore", ("foundation", "hz"), 85)
    assert due.next == "samenspel gate show onderwijs"


def test_only_a_go_is_a_matter_of_its_own_when_all_the_rest_is_there() -> None:
    slug = factories.added()
    factories.deliver_all(slug, Phase.EXPLORE)
    go = open_matters(slug)[-1]
    assert (go.what, go.about, go.who, go.since) == ("go", "explore", ("hz",), START)
    assert go.next == "samenspel gate go onderwijs --by STAFF"


def test_what_was_submitted_waits_for_the_sides_that_have_not_accepted_it() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    deliverables.submit(slug, "toc_sketch", by=HZ, content=b"Een schets.")
    submitted = open_matters(slug)[-1]
    assert (submitted.what, submitted.about, submitted.who) == ("acceptance", "toc_sketch", ("foundation", "partners"))
    assert submitted.next == ("samenspel deliverable accept onderwijs toc_sketch --side foundation --by STAFF")


@pytest.mark.parametrize(
    ("state", "what"), [("failed", "letter_failed"), ("bounced", "letter_bounced"), ("held", "letter_held")]
)
def test_a_letter_that_does_not_leave_waits_for_the_facilitator(state: str, what: str) -> None:
    slug = factories.added()
    with database().write() as session:
        alliance = queries.find_alliance(session, slug)
        letter = queries.rows(session, Letter, alliance_id=alliance.id, kind="phase_opened")[0]
        letter.state = LetterState(state)
    (found,) = [line for line in _open() if line[1] == what]
    assert found == (slug, what, "phase_opened", ("hz",))


def test_letters_to_review_are_one_line_of_each_alliance_and_what_came_back_is_the_first_to_look_at() -> None:
    slug = factories.added(settings={"review_letters": True})
    with database().write() as session:
        session.get_one(Letter, 2).state = LetterState.BOUNCED
    found = [(one.what, one.about, one.who, one.since, one.due, one.next) for one in open_matters(slug)]
    assert found[0] == ("letter_bounced", "invitation", ("hz",), START, None, "samenspel letter problems onderwijs")
    assert found[-1] == ("letter_review", "3", ("hz",), START, None, "samenspel letter review onderwijs")


def test_what_nobody_answered_waits_for_who_of_ours_took_it_over() -> None:
    slug = factories.added()
    with act(slug, by=HZ) as a:
        chasing.give_up(a, a.session.get_one(Request, 1), StopReason.NO_ANSWER)
    taken = next(one for one in open_matters(slug) if one.what == "taken_over")
    assert (taken.about, taken.who, taken.since, taken.due) == ("onderwijs-gemeente", ("hz",), START, None)
    assert taken.next == "samenspel request list onderwijs"
    assert [one.about for one in open_matters(slug) if one.what == "invitation"] == [
        "onderwijs-ouders",
        "onderwijs-bedrijf",
        "onderwijs-fonds",
    ]


def test_an_archived_alliance_waits_for_nobody_and_has_no_dates() -> None:
    slug = factories.added()
    with database().write() as session:
        queries.find_alliance(session, slug).archived_at = START
    assert (open_matters(), upcoming(days=365)) == ([], [])
    assert len(open_matters(slug)) == 4
    assert seen.refused(NotFound, lambda: open_matters("zorg")) == "there is no alliance 'zorg'; known: onderwijs"


def test_the_dates_that_come_are_in_order_and_each_is_there_once() -> None:
    slug = factories.added()
    assert [(line.at, line.what, line.of) for line in upcoming(slug, days=125)] == [
        (datetime(2026, 3, 5, 8, 0, tzinfo=UTC), "request_step", "Gemeente Voorbeeld"),
        (datetime(2026, 3, 5, 8, 0, tzinfo=UTC), "request_step", "Ouders Voorbeeld"),
        (datetime(2026, 3, 5, 8, 0, tzinfo=UTC), "request_step", "Bedrijf Voorbeeld"),
        (datetime(2026, 3, 5, 8, 0, tzinfo=UTC), "request_step", "Fonds Voorbeeld"),
        (datetime(2026, 4, 1, 7, 0, tzinfo=UTC), "evaluation", "impact"),
        (datetime(2026, 5, 25, 11, 0, tzinfo=UTC), "gate_due", "explore"),
        (datetime(2026, 7, 1, 7, 0, tzinfo=UTC), "evaluation", "impact"),
    ]
    assert [line.at.month for line in upcoming(days=30)] == [3, 3, 3, 3, 4]


def test_what_a_round_and_a_follow_up_are_about_is_said() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    rounds.open_round(slug, by=HZ)
    commitments.deliver(slug, "c1", 20, by=HZ, on=START.date())
    found = {(line.what, line.of) for line in upcoming(slug, days=40)}
    assert {("round_due", "1"), ("follow_up", "c1")} <= found


def test_an_alliance_that_rests_has_no_dates() -> None:
    slug = factories.added()
    alliances.pause(slug, by=HZ, reason="De zomer is begonnen.")
    assert upcoming(days=365) == []


@pytest.mark.parametrize("change", [{"active": False}, {"rrule": "CRON:0 9 1 * *"}])
def test_an_evaluation_that_is_off_or_known_to_prefect_alone_is_not_foretold(change: dict[str, object]) -> None:
    slug = factories.added()
    with database().write() as session:
        row = queries.one(session, Cadence, "cadence", alliance_id=queries.find_alliance(session, slug).id)
        for name, value in change.items():
            setattr(row, name, value)
    assert [line.what for line in upcoming(slug, days=365) if line.what == "evaluation"] == []


@pytest.mark.parametrize("days", [0, -1, 3661])
def test_nobody_looks_ahead_by_nothing_or_for_ever(days: int) -> None:
    assert seen.refused(BadInput, lambda: upcoming(days=days)) == (
        f"{days} days cannot be looked ahead; allowed: 1 to 3660"
    )
