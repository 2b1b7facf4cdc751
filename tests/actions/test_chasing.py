"""Following up: a step at a time, in working time, never after an answer, and at the end a person of ours."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from models.actions import (
    alliances,
    chasing,
    foundation,
    gates,
    letter_review,
    reach,
    reminders,
    requests,
    staff,
    stakeholders,
    timers,
)
from models.actions.frame import Act, act
from models.db import queries
from models.db.tables import Contact, Event, Letter, Request, Timer
from models.method import actors
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.ladders import LadderName
from models.method.letters import CommitmentAsked, DeliverableAsked, HandedOver, Item
from models.method.letters import Letter as LetterContent
from models.method.mail import EmailStatus
from models.method.parties import StakeholderStatus
from models.method.requests import LetterState, RequestKind
from models.method.working_days import AMSTERDAM
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.letters_due import claim, the_rest_sent
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

WHY = "Zo is het afgesproken."
FONDS = "onderwijs-fonds"


def ask(
    kind: RequestKind = RequestKind.COMMITMENT, *, due: date | None = None, who: str = FONDS, subject: str = "c1"
) -> int:
    """Ask a contact for something; return the number of the request."""

    def letter(items: tuple[Item, ...]) -> LetterContent:
        if kind is RequestKind.COMMITMENT:
            return CommitmentAsked(alliance="Alliantie onderwijs", items=items)
        return DeliverableAsked(alliance="Alliantie onderwijs", phase_label="Verkennen", items=items)

    with act("onderwijs", by=actors.CLOCK) as a:
        contact = queries.one(a.session, Contact, "contact", key=f"{who}-1")
        due_at = datetime(due.year, due.month, due.day, 16, tzinfo=UTC) if due else None
        a.ask(kind, subject, contact, "een bijdrage", letter=letter, due_at=due_at)
        return queries.last(a.session, Request, subject=subject).id  # type: ignore[union-attr]


def next_step(number: int) -> datetime | None:
    """Return when the next step of a request falls."""
    return requests.request("onderwijs", number).request.next_at


def look(hands: SetClock, at: datetime) -> None:
    """Let the clock stand at ``at``, let what is due happen, and let the letters leave."""
    hands.move_to(at)
    timers.fire_due()
    the_rest_sent()


def watch(hands: SetClock, since: datetime, *, days: int) -> None:
    """Look again and again for some days: at eight, at nine, and at ten in the evening; in summer an hour later."""
    for day in range(days):
        for hour, minute in ((7, 0), (8, 0), (21, 0)):
            moment = since.replace(hour=hour, minute=minute) + timedelta(days=day)
            if moment >= since:
                look(hands, moment)


def steps(subject: str = "c1") -> list[int]:
    """Return the steps at which a person was reminded, in order."""
    return [one.details["step"] for one in seen.rows(Event, "onderwijs", type="request.reminded", subject=subject)]


def sent(kind: str) -> list[tuple[str, int]]:
    """Return when letters of a kind left, in Amsterdam, and how many things each asked."""
    left = [one for one in seen.rows(Letter, "onderwijs", kind=kind) if one.sent_at is not None]
    return [
        (f"{one.sent_at.astimezone(AMSTERDAM):%a %d-%m %H:%M}", len(one.context["items"]))
        for one in left
        if one.sent_at
    ]


@pytest.fixture
def slug() -> str:
    """An alliance whose own invitations are answered, so that only what a test asks is chased."""
    named = factories.added()
    for who in ("gemeente", "ouders", "bedrijf", "fonds"):
        stakeholders.move(named, f"{named}-{who}", StakeholderStatus.INTERESTED, by=HZ)
    the_rest_sent()
    return named


def at(day: int, hour: int = 8, minute: int = 0, *, month: int = 3) -> datetime:
    """Return a moment of 2026 in UTC; nine in the morning in Amsterdam unless said otherwise, in winter."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_a_question_is_repeated_after_three_and_five_working_days_and_then_a_task_of_ours(
    slug: str, at_start: SetClock
) -> None:
    number = ask()
    the_rest_sent()
    watch(at_start, at(2, 11), days=20)
    assert sent("reminder") == [("Thu 05-03 09:00", 1), ("Thu 12-03 09:00", 1)]
    assert (steps(), next_step(number)) == ([1, 2], None)
    line = requests.request(slug, number).request
    assert (line.state, line.stopped_reason, line.handed_to) == ("unanswered", "no_answer", "hz")
    assert line.stopped_at == at(17)
    (letter,) = seen.rows(Letter, slug, kind="handed_over")
    (handed,) = letter.context["items"]
    assert (letter.staff, handed["organisation"], handed["asked"]) == (
        "hz",
        "Fonds Voorbeeld",
        "een bijdrage",
    )


def test_what_is_handed_over_at_once_comes_in_one_letter_without_what_was_answered_before_it_left(
    slug: str, at_start: SetClock
) -> None:
    numbers = [ask(subject=f"c{n}", who=who) for n, who in enumerate((FONDS, FONDS, "onderwijs-bedrijf"))]
    for number in numbers:
        requests.choose_ladder(slug, number, ["hand over after 3 days"], by=HZ)
    the_rest_sent()
    at_start.move_to(at(5))
    (shown,) = reminders.rehearse()
    timers.fire_due()
    assert seen.letters(slug, kind="handed_over") == [("handed_over", "hz", "queued")]
    assert isinstance(shown.content, HandedOver)
    assert [one.request for one in shown.content.items] == numbers
    requests.answer(slug, numbers[1], by=HZ)
    content = claim().content
    assert isinstance(content, HandedOver)
    assert [one.request for one in content.items] == [numbers[0], numbers[2]]


def test_nothing_is_handed_over_of_which_all_was_answered_before_the_letter_left(slug: str, at_start: SetClock) -> None:
    requests.choose_ladder(slug, number := ask(), ["hand over after 3 days"], by=HZ)
    the_rest_sent()
    at_start.move_to(at(5))
    timers.fire_due()
    requests.answer(slug, number, by=HZ)
    the_rest_sent()
    assert seen.letters(slug, kind="handed_over") == [("handed_over", "hz", "superseded")]


def test_what_has_a_deadline_is_brought_up_a_week_and_three_days_before_it_and_handed_over_the_day_after(
    slug: str, at_start: SetClock
) -> None:
    number = ask(RequestKind.DELIVERABLE, due=date(2026, 3, 26), subject="solution_design")
    the_rest_sent()
    watch(at_start, at(2, 11), days=30)
    # The due day itself is still in time: on Friday 27 March a person takes over.
    assert sent("reminder") == [("Thu 19-03 09:00", 1), ("Mon 23-03 09:00", 1)]
    assert requests.request(slug, number).request.stopped_at == at(27)
    assert requests.request(slug, number).request.stopped_reason == "deadline_passed"


def test_nobody_is_reminded_on_a_day_off_and_no_step_is_used_up_by_one(slug: str, at_start: SetClock) -> None:
    # Asked on Wednesday before Easter: Good Friday, the weekend and Easter Monday are no working days.
    at_start.move_to(at(1, month=4))
    ask()
    the_rest_sent()
    watch(at_start, at(1, 8, month=4), days=9)
    assert sent("reminder") == [("Wed 08-04 09:00", 1)]


def test_an_engine_that_comes_back_on_a_saturday_waits_until_monday(slug: str, at_start: SetClock) -> None:
    number = ask()
    the_rest_sent()
    look(at_start, at(7, 12))
    assert (sent("reminder"), next_step(number)) == ([], at(9))
    look(at_start, at(9))
    assert sent("reminder") == [("Mon 09-03 09:00", 1)]


def test_after_an_outage_of_weeks_one_letter_goes_out_and_the_wait_for_the_next_is_not_shortened(
    slug: str, at_start: SetClock
) -> None:
    number = ask()
    the_rest_sent()
    for _ in range(3):
        look(at_start, at(30, 9))
    assert (sent("reminder"), steps()) == ([("Mon 30-03 11:00", 1)], [1])
    assert next_step(number) == datetime(2026, 4, 8, 7, 0, tzinfo=UTC)


def test_of_two_reminders_before_a_deadline_that_an_outage_swallowed_only_the_last_goes_out(
    slug: str, at_start: SetClock
) -> None:
    ask(RequestKind.DELIVERABLE, due=date(2026, 3, 26), subject="solution_design")
    the_rest_sent()
    look(at_start, at(24, 9))
    look(at_start, at(24, 9))
    assert (sent("reminder"), steps("solution_design")) == ([("Tue 24-03 10:00", 1)], [2])


def test_a_reminder_after_a_deadline_needs_none_before_it(slug: str, at_start: SetClock) -> None:
    number = ask(RequestKind.DELIVERABLE, due=date(2026, 3, 26), subject="solution_design")
    requests.choose_ladder(slug, number, ["7 days before due", "2 days after due", "hand over after 1 day"], by=HZ)
    the_rest_sent()
    look(at_start, at(30, 9))
    assert (sent("reminder"), steps("solution_design")) == ([("Mon 30-03 11:00", 1)], [2])


def test_a_due_day_that_is_moved_repeats_no_step_and_loses_none(slug: str, at_start: SetClock) -> None:
    number = ask(RequestKind.DELIVERABLE, due=date(2026, 3, 26), subject="solution_design")
    the_rest_sent()
    look(at_start, at(19))
    assert requests.move_due(slug, number, date(2026, 4, 16), by=HZ) == datetime(2026, 4, 13, 7, 0, tzinfo=UTC)
    look(at_start, at(23))
    assert steps("solution_design") == [1]
    look(at_start, datetime(2026, 4, 13, 7, 0, tzinfo=UTC))
    assert steps("solution_design") == [1, 2]
    # Moved back to a day on which both would have been due already: neither comes twice.
    requests.move_due(slug, number, date(2026, 4, 14), by=HZ)
    look(at_start, datetime(2026, 4, 14, 7, 0, tzinfo=UTC))
    assert steps("solution_design") == [1, 2]
    look(at_start, datetime(2026, 4, 15, 7, 0, tzinfo=UTC))
    assert requests.request(slug, number).request.state == "unanswered"


def test_a_due_day_that_has_passed_is_refused_and_changes_nothing(slug: str) -> None:
    number = ask(RequestKind.DELIVERABLE, due=date(2026, 3, 26), subject="solution_design")
    before = requests.request(slug, number)
    assert seen.refused(BadInput, lambda: requests.move_due(slug, number, date(2026, 3, 1), by=HZ)) == (
        "2026-03-01 has passed; allowed: today or later"
    )
    assert requests.request(slug, number) == before


def test_nobody_is_reminded_of_what_never_left(slug: str, at_start: SetClock) -> None:
    number = ask()
    at_start.move_to(at(5))
    timers.fire_due()
    assert (seen.letters(slug, kind="reminder"), next_step(number)) == ([], at(6))
    the_rest_sent()
    watch(at_start, at(5, 9), days=8)
    # The letter left on Thursday at nine, so three working days later is Tuesday.
    assert sent("reminder") == [("Tue 10-03 09:00", 1)]


def test_what_a_person_kept_from_leaving_is_asked_anew_and_only_then_reminded_of(slug: str, at_start: SetClock) -> None:
    ask()
    (asking,) = seen.rows(Letter, slug, kind="commitment_asked")
    letter_review.discard(slug, [asking.id], by=HZ, reason=WHY)
    at_start.move_to(at(5))
    (shown,) = reminders.rehearse()
    assert isinstance(shown.content, CommitmentAsked)
    watch(at_start, at(5, 8), days=20)
    assert (sent("commitment_asked"), sent("reminder")) == ([("Thu 05-03 09:00", 1)], [("Thu 12-03 09:00", 1)])
    assert [one.type.value for one in seen.rows(Event, slug, subject="c1")] == [
        *("request.asked", "request.asked", "request.reminded", "request.stopped")
    ]


def test_a_mailbox_does_not_hear_of_what_its_person_never_received(slug: str, at_start: SetClock) -> None:
    number = ask()
    requests.choose_ladder(slug, number, ["escalate after 1 day", "hand over after 1 day"], by=HZ)
    letter_review.discard(slug, [seen.row(Letter, slug, kind="commitment_asked").id], by=HZ, reason=WHY)
    look(at_start, at(3))
    assert (sent("commitment_asked"), sent("escalation")) == ([("Tue 03-03 09:00", 1)], [])


def test_asking_again_what_never_left_is_no_reminder(slug: str) -> None:
    number = ask()
    letter_review.discard(slug, [seen.row(Letter, slug, kind="commitment_asked").id], by=HZ, reason=WHY)
    requests.again(slug, number, by=HZ)
    assert [state for _, _, state in seen.letters(slug, kind="commitment_asked")] == ["superseded", "queued"]
    assert seen.letters(slug, kind="reminder") == []


@pytest.mark.parametrize("how", ["answered", "withdrawn", "declined", "phase over", "opted out"])
def test_what_is_settled_is_never_reminded_of_again(slug: str, how: str, at_start: SetClock) -> None:
    number = ask()
    the_rest_sent()
    at_start.move_to(at(5))
    timers.fire_due()
    assert len(seen.letters(slug, kind="reminder", state="queued")) == 1
    if how == "answered":
        requests.answer(slug, number, by=HZ)
    elif how == "withdrawn":
        requests.withdraw(slug, number, by=HZ, reason=WHY)
    elif how == "declined":
        stakeholders.move(slug, FONDS, StakeholderStatus.DECLINED, by=HZ, reason=WHY)
    elif how == "phase over":
        gates.stop(slug, by=HZ, reason=WHY)
    else:
        reach.set_status(f"{FONDS}-1", EmailStatus.OPTED_OUT, by=HZ, reason=WHY)
    the_rest_sent()
    look(at_start, at(5) + timedelta(days=200))
    assert sent("reminder") == []
    assert next_step(number) is None


def test_two_questions_to_one_person_are_reminded_of_in_one_letter_and_each_by_itself_is_stopped(
    slug: str, at_start: SetClock
) -> None:
    first, second = ask(subject="c1"), ask(subject="c2")
    the_rest_sent()
    requests.answer(slug, first, by=HZ)
    look(at_start, at(5))
    assert (sent("reminder"), steps("c1"), steps("c2")) == ([("Thu 05-03 09:00", 1)], [], [1])
    third = ask(subject="c3")
    the_rest_sent()
    look(at_start, at(10))
    look(at_start, at(12))
    assert sent("reminder")[1:] == [("Tue 10-03 09:00", 1), ("Thu 12-03 09:00", 1)]
    assert [requests.request(slug, n).request.reminders for n in (first, second, third)] == [0, 2, 1]


def test_who_cannot_be_written_to_is_not_asked_but_handed_to_a_person(slug: str) -> None:
    reach.set_status(f"{FONDS}-1", EmailStatus.UNREACHABLE, by=HZ, reason=WHY)
    number = ask()
    line = requests.request(slug, number).request
    assert (line.state, line.stopped_reason, line.handed_to) == ("unanswered", "unreachable", "hz")
    assert seen.letters(slug, kind="commitment_asked") == []
    assert seen.refused(NotAllowed, lambda: requests.again(slug, number, by=HZ)) == (
        "onderwijs-fonds-1 cannot be written to (unreachable); see: samenspel contact show onderwijs onderwijs-fonds-1"
    )


def test_the_relationship_manager_takes_over_what_stays_unanswered(slug: str, at_start: SetClock) -> None:
    staff.add("tb", "Tom", "tb@example.org")
    stakeholders.appoint(slug, FONDS, "tb", by=HZ)
    number = ask()
    the_rest_sent()
    for moment in (at(5), at(12), at(17)):
        look(at_start, moment)
    assert requests.request(slug, number).request.handed_to == "tb"
    assert seen.row(Letter, slug, kind="handed_over").staff == "tb"
    assert seen.refused(NotFound, lambda: stakeholders.appoint(slug, FONDS, "xx", by=HZ)) == (
        "there is no member of staff 'xx'; known: hz, tb"
    )


def test_a_late_answer_still_counts_and_ends_the_task(slug: str, at_start: SetClock) -> None:
    number = ask()
    the_rest_sent()
    for moment in (at(5), at(12), at(17)):
        look(at_start, moment)
    requests.answer(slug, number, by=HZ)
    assert requests.request(slug, number).request.state == "answered"


def test_asking_again_begins_the_ladder_anew(slug: str, at_start: SetClock) -> None:
    number = ask()
    the_rest_sent()
    for moment in (at(5), at(12), at(17)):
        look(at_start, moment)
    assert requests.again(slug, number, by=HZ) == "c1"
    (again,) = [line for line in requests.requests(slug) if line.subject == "c1"]
    assert (again.id > number, again.state, again.next_at) == (True, "open", at(20))
    assert [line.state for line in requests.requests(slug, everything=True) if line.subject == "c1"] == [
        "withdrawn",
        "open",
    ]


def test_asking_again_keeps_the_ladder_that_was_chosen_for_the_request(slug: str, at_start: SetClock) -> None:
    number = ask()
    requests.choose_ladder(slug, number, ["after 10 days", "hand over after 1 day"], by=HZ)
    requests.again(slug, number, by=HZ)
    (again,) = [line for line in requests.requests(slug) if line.subject == "c1"]
    assert requests.request(slug, again.id).ladder == ("after 10 days", "hand over after 1 day")
    assert again.next_at == at(12)


def test_a_ladder_is_chosen_for_a_request_before_the_alliance_and_for_that_before_the_foundation(
    at_start: SetClock,
) -> None:
    foundation.choose_ladder(LadderName.UNANSWERED, ["after 1 day", "hand over after 1 day"], by=HZ)
    slug = factories.added("onderwijs", settings={"review_letters": False, "ladders": {}})
    number = ask(subject="c1")
    assert requests.request(slug, number).ladder == ("after 1 day", "hand over after 1 day")
    factories.added(
        "zorg",
        settings={"ladders": {"commitment": ["after 2 working days", "hand over after 2 working days"]}},
    )
    assert [line.steps for line in foundation.ladders("zorg") if line.name == "commitment"] == [
        ("after 2 working days", "hand over after 2 working days")
    ]
    requests.choose_ladder(slug, number, ["after 10 days", "hand over after 1 day"], by=HZ)
    assert requests.request(slug, number).ladder == ("after 10 days", "hand over after 1 day")
    assert next_step(number) == at(12)
    requests.choose_ladder(slug, number, [], by=HZ)
    assert next_step(number) == at(3)


def test_a_ladder_that_ends_before_the_step_that_was_taken_is_refused(slug: str, at_start: SetClock) -> None:
    number = ask()
    the_rest_sent()
    look(at_start, at(5))
    assert (
        seen.refused(BadInput, lambda: requests.choose_ladder(slug, number, ["hand over after 1 day"], by=HZ))
        == f"step 1 of request {number} was taken already; allowed: a ladder of more steps"
    )


def test_a_ladder_that_the_foundation_shortened_below_what_was_taken_ends_with_a_person(
    slug: str, at_start: SetClock
) -> None:
    number = ask()
    the_rest_sent()
    look(at_start, at(5))
    foundation.choose_ladder(LadderName.UNANSWERED, ["hand over after 1 day"], by=HZ)
    look(at_start, at(12))
    assert requests.request(slug, number).request.state == "unanswered"


def test_a_ladder_that_the_foundation_chose_holds_for_what_is_asked_already_from_its_next_step_on(
    slug: str, at_start: SetClock
) -> None:
    number = ask()
    dated = ask(RequestKind.DELIVERABLE, due=date(2026, 3, 26), subject="solution_design")
    the_rest_sent()
    look(at_start, at(5))
    assert (steps(), next_step(number), next_step(dated)) == ([1], at(12), at(19))
    foundation.choose_ladder(LadderName.UNANSWERED, ["after 1 day", "after 1 day", "hand over after 1 day"], by=HZ)
    foundation.choose_ladder(LadderName.DEADLINE, ["14 days before due", "hand over at due"], by=HZ)
    assert (next_step(number), next_step(dated)) == (at(6), at(12))
    look(at_start, at(6))
    look(at_start, at(12))
    assert (steps(), steps("solution_design")) == ([1, 2], [1])


def test_choosing_a_ladder_for_all_can_be_tried_without_moving_anything(slug: str) -> None:
    number, before = ask(), seen.everything()
    chosen = foundation.choose_ladder(LadderName.UNANSWERED, ["hand over after 1 day"], by=HZ, dry_run=True)
    assert (chosen.steps, next_step(number)) == (("hand over after 1 day",), at(5))
    assert seen.everything() == before


def test_more_than_five_letters_in_thirty_days_wait_for_room(slug: str, at_start: SetClock) -> None:
    number = ask()
    requests.choose_ladder(slug, number, ["after 1 day"] * 6 + ["hand over after 1 day"], by=HZ)
    the_rest_sent()
    watch(at_start, at(2, 11), days=45)
    # The asking and four reminders are five letters; the sixth may leave thirty days after the first.
    assert [day[:9] for day, _ in sent("reminder")] == [
        *("Tue 03-03", "Wed 04-03", "Thu 05-03", "Fri 06-03"),
        *("Thu 02-04", "Tue 07-04"),
    ]


def test_an_alliance_that_rests_reminds_nobody_and_goes_on_where_it_was(slug: str, at_start: SetClock) -> None:
    ask()
    the_rest_sent()
    alliances.pause(slug, by=HZ, reason=WHY)
    look(at_start, at(20))
    assert sent("reminder") == []
    alliances.resume(slug, by=HZ)
    look(at_start, at(20, 10))
    assert (sent("reminder"), steps()) == ([("Fri 20-03 11:00", 1)], [1])


def test_a_quiet_day_of_the_foundation_holds_for_every_alliance(slug: str, at_start: SetClock) -> None:
    foundation.choose_days_off(quiet=[date(2026, 3, 5)])
    ask()
    the_rest_sent()
    look(at_start, at(5))
    look(at_start, at(6))
    assert sent("reminder") == [("Fri 06-03 09:00", 1)]


def test_a_clock_that_is_put_back_repeats_nothing(slug: str, at_start: SetClock) -> None:
    ask()
    the_rest_sent()
    look(at_start, at(5))
    look(at_start, at(4))
    look(at_start, at(5))
    look(at_start, at(5, 12))
    assert (sent("reminder"), steps()) == ([("Thu 05-03 09:00", 1)], [1])


def test_one_request_that_cannot_be_reminded_of_stops_none_of_the_others(
    slug: str, at_start: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = ask(subject="c1"), ask(subject="c2", who="onderwijs-bedrijf")
    the_rest_sent()
    take = chasing.take

    def breaks(a: Act, due: Timer, request: Request, contact: Contact, written: Sequence[Letter]) -> bool:
        if request.id == bad:
            raise RuntimeError("zwaantje@example.org")
        return take(a, due, request, contact, written)

    with monkeypatch.context() as broken:
        broken.setattr(chasing, "take", breaks)
        look(at_start, at(5))
    assert [requests.request(slug, number).request.reminders for number in (bad, good)] == [0, 1]
    look(at_start, at(5, 10))
    assert [requests.request(slug, number).request.reminders for number in (bad, good)] == [1, 1]


def test_a_look_ahead_shows_exactly_the_letters_that_go_out_and_changes_nothing(slug: str, at_start: SetClock) -> None:
    ask(subject="c1")
    ask(subject="c2")
    the_rest_sent()
    at_start.move_to(at(5))
    before = seen.everything()
    (one,) = reminders.rehearse()
    assert seen.everything() == before
    assert (one.organisation, one.alliances, one.waits_for_review, one.to_staff) == (FONDS, (slug,), False, False)
    assert reminders.take_due() == 2
    (letter,) = seen.rows(Letter, slug, kind="reminder")
    assert letter.context == one.content.model_dump(mode="json")


def test_a_look_ahead_shows_what_others_would_get_when_one_alliance_cannot_be_reminded_for(
    slug: str, at_start: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.added("zorg", language="en")
    requests.choose_ladder(slug, ask(), ["hand over after 1 day"], by=HZ)
    the_rest_sent()
    at_start.move_to(at(5))
    take = chasing.take

    def breaks(a: Act, due: Timer, request: Request, contact: Contact, written: Sequence[Letter]) -> bool:
        if a.alliance.slug == "zorg":
            raise RuntimeError("zwaantje@example.org")
        return take(a, due, request, contact, written)

    with monkeypatch.context() as broken:
        broken.setattr(chasing, "take", breaks)
        (one,) = reminders.rehearse()
    assert (one.organisation, one.name, one.language, one.alliances, one.to_staff) == (
        *("hz", "Hanna Zomer", "nl", (slug,), True),
    )
    foundation.choose_ladder(LadderName.UNANSWERED, ["hand over after 1 day"], by=HZ)
    assert {(one.language, one.alliances) for one in reminders.rehearse()} == {("nl", (slug,)), ("en", ("zorg",))}


def test_the_day_says_how_far_the_letter_is_that_reminds_and_nothing_of_a_step_that_was_passed_over(
    slug: str, at_start: SetClock
) -> None:
    passed, reviewed = ask(subject="c1"), ask(subject="c2", who="onderwijs-bedrijf")
    requests.choose_ladder(slug, passed, ["escalate after 3 days", "hand over after 9 days"], by=HZ)
    the_rest_sent()
    at_start.move_to(at(5))
    assert timers.remind_due() == 1
    with act(slug, by=HZ) as a:
        queries.one(a.session, Letter, "letter", kind="reminder").state = LetterState.DRAFT
    assert [(one.subject, one.n, one.letter) for one in reminders.day().reminded] == [("c2", 1, "draft")]
    at_start.move_to(at(6))
    assert (reminders.day().reminded, timers.remind_due()) == ((), 0)
    (letter,) = seen.rows(Letter, slug, kind="reminder")
    letter_review.approve(slug, [letter.id], by=HZ)
    the_rest_sent()
    assert [(one.subject, one.at, one.letter) for one in reminders.day().reminded] == [("c2", at(6), "sent")]
    assert {one.subject for one in reminders.day().coming} == {"c1", "c2"}
    alliances.pause(slug, by=HZ, reason=WHY)
    assert reminders.day().coming == ()
    assert requests.request(slug, reviewed).request.reminders == 1


def test_the_day_says_who_was_reminded_who_is_next_and_what_we_took_over(slug: str, at_start: SetClock) -> None:
    ask(subject="c1")
    the_rest_sent()
    look(at_start, at(5))
    ask(subject="c2", who="onderwijs-bedrijf")
    day = reminders.day()
    assert [(one.organisation, one.subject, one.n) for one in day.reminded] == [("Fonds Voorbeeld", "c1", 1)]
    assert [(one.subject, one.n, one.at) for one in day.coming] == [("c2", 1, at(10)), ("c1", 2, at(12))]
    assert (day.with_us, day.in_review, day.stuck) == ((), 0, 0)
    look(at_start, at(12))
    look(at_start, at(17))
    assert [(one.subject, one.handed_to) for one in reminders.day().with_us] == [("c1", "hz")]
