"""A round is prepared, approved, opened by hand or on its day, closed, talked over, shared, or cancelled (R84, R86)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.actions import (
    answering,
    improvements,
    lists_collaboration,
    lists_rounds,
    respondents,
    round_states,
    rounds,
    stakeholders,
    timers,
)
from models.actions.agenda import open_matters
from models.db.tables import Event, Letter, Round
from models.method.errors import BadInput, NotAllowed, NotFound, StatusNotAllowed
from models.method.events import EventType
from models.method.matters import Matter
from models.method.parties import StakeholderStatus
from models.method.phases import Here, Phase
from models.method.rounds import RoundPurpose
from samenspel.clock import SetClock
from tests import factories
from tests.actions import seen
from tests.actions.reflecting import ASKED, all_answer, answer, answers, with_partners
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

COLLABORATION = RoundPurpose.COLLABORATION
REASON = "De partners spreken elkaar al."


def state(slug: str, number: int) -> str:
    return seen.row(Round, slug, number=number).state.value


def contacts(slug: str, number: int) -> list[str]:
    return [
        one.contact.removeprefix(f"{slug}-").removesuffix("-1") for one in lists_collaboration.respondents(slug, number)
    ]


def prepared(slug: str) -> int:
    """Prepare a round for next Monday, beside the one that judges the impact."""
    return round_states.prepare(
        slug, COLLABORATION, by=HZ, opens_on=date(2026, 3, 9), closes_on=date(2026, 3, 23)
    ).number


def test_a_prepared_round_opens_by_itself_on_its_day_once_it_was_approved(at_start: SetClock) -> None:
    slug = with_partners(reflection=False)
    done = round_states.prepare(slug, COLLABORATION, by=HZ, opens_on=date(2026, 3, 9), closes_on=date(2026, 3, 23))
    assert (done.number, done.respondents) == (2, len(ASKED))
    assert done.opens_at == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    assert done.due_at == datetime(2026, 3, 23, 22, 59, tzinfo=UTC)
    assert [one.next for one in open_matters(slug) if one.what is Matter.ROUND] == [
        f"samenspel round approve {slug} 2 --by STAFF"
    ]
    at_start.move_to(at_start.now() + timedelta(days=8))
    timers.fire_due()
    assert state(slug, 2) == "prepared"
    round_states.approve(slug, 2, by=HZ)
    timers.fire_due()
    row = seen.row(Round, slug, number=2)
    assert (row.state, row.prepared_by, row.approved_by, row.opened_at) == ("open", HZ, HZ, at_start.now())
    assert len(seen.letters(slug, kind="round_invitation")) == len(ASKED)
    assert ("round_due", "2", 1, "waiting") in seen.timers(slug)


def test_an_approved_round_is_opened_before_its_day_by_hand() -> None:
    slug = with_partners(reflection=False)
    number = prepared(slug)
    assert seen.refused(StatusNotAllowed, lambda: round_states.open_now(slug, number, by=HZ)) == (
        "round 2 is prepared and cannot become open; allowed: approved, cancelled"
    )
    round_states.approve(slug, number, by=HZ)
    assert round_states.open_now(slug, number, by=HZ) == len(ASKED)
    assert ("round_opens", "2", 1, "cancelled") in seen.timers(slug)


def test_who_was_asked_last_time_is_offered_again_and_newcomers_with_them() -> None:
    slug = with_partners()
    respondents.drop(slug, 2, f"{slug}-school-1", by=HZ)
    all_answer(slug)
    stakeholders.move(slug, f"{slug}-bedrijf", StakeholderStatus.COMMITTED, by=HZ)
    stakeholders.move(slug, f"{slug}-pabo", StakeholderStatus.LEFT, by=HZ, reason=REASON)
    number = prepared(slug)
    # The school is still a partner, and so it is offered although it was left out last time.
    assert contacts(slug, number) == ["gemeente", "ouders", "fonds", "bond", "bedrijf", "school"]


def test_whom_to_ask_is_chosen_by_key_and_may_still_be_changed() -> None:
    slug = with_partners(reflection=False)
    number = round_states.prepare(slug, COLLABORATION, by=HZ, contacts=[f"{slug}-fonds-1"]).number
    assert contacts(slug, number) == ["fonds"]
    assert respondents.add(slug, number, f"{slug}-bedrijf-1", by=HZ) == 2
    assert respondents.add(slug, number, f"{slug}-bedrijf-1", by=HZ) == 2
    assert respondents.drop(slug, number, f"{slug}-fonds-1", by=HZ) == 1
    assert respondents.drop(slug, number, f"{slug}-bedrijf-1", by=HZ) == 0
    assert seen.refused(NotAllowed, lambda: round_states.approve(slug, number, by=HZ)) == (
        "round 2 asks nobody yet; add somebody with: samenspel round ask onderwijs 2 CONTACT --by STAFF"
    )
    assert seen.refused(NotFound, lambda: respondents.drop(slug, number, f"{slug}-fonds-1", by=HZ)) == (
        "onderwijs-fonds-1 is not asked in round 2; asked are: none yet"
    )
    unknown = seen.refused(NotFound, lambda: respondents.add(slug, number, "niemand", by=HZ))
    assert unknown.startswith("onderwijs knows no contact 'niemand'; known: onderwijs-bedrijf-1, ")


def test_somebody_who_is_added_to_an_open_round_is_asked_and_who_is_dropped_no_more() -> None:
    slug = with_partners()
    respondents.add(slug, 2, f"{slug}-bedrijf-1", by=HZ)
    factories.drain()
    assert [to for _, to, _ in seen.letters(slug, kind="round_invitation")][-1] == f"{slug}-bedrijf-1"
    respondents.drop(slug, 2, f"{slug}-bedrijf-1", by=HZ)
    assert seen.asked(slug, kind="round")[-1] == ("round", "2", "withdrawn")
    answer(slug, "fonds")
    assert seen.refused(NotAllowed, lambda: respondents.drop(slug, 2, f"{slug}-fonds-1", by=HZ)) == (
        "onderwijs-fonds-1 has answered in round 2, or it is over; allowed: only who was not heard is left out"
    )


def test_a_closed_round_is_talked_over_and_then_shared_in_the_language_of_each_reader() -> None:
    slug = with_partners()
    all_answer(slug, roles=2)
    assert [one.next for one in open_matters(slug) if one.what is Matter.ROUND] == [
        f"samenspel round review {slug} 2 --by STAFF"
    ]
    refused = seen.refused(StatusNotAllowed, lambda: round_states.publish(slug, 2, by=HZ))
    assert refused == "round 2 is closed and cannot become published; allowed: open, reviewed"
    round_states.review(slug, 2, by=HZ)
    assert round_states.publish(slug, 2, by=HZ) == len(ASKED)
    assert state(slug, 2) == "published"
    letters = seen.rows(Letter, slug, kind="reflection_results")
    said = {letter.context["themes"][4]["theme_label"]: letter.context["themes"][4]["figure"] for letter in letters}
    assert said == {"heldere rolverdeling": 2.0, "clear division of roles": 2.0}
    assert seen.refused(StatusNotAllowed, lambda: round_states.publish(slug, 2, by=HZ)).endswith("allowed: nothing")


def test_a_round_is_opened_again_before_its_last_day_and_stays_open_until_then(at_start: SetClock) -> None:
    slug = with_partners()
    for who in ASKED[:2]:
        answer(slug, who)
    for who in ASKED[2:]:
        respondents.drop(slug, 2, f"{slug}-{who}-1", by=HZ)
    factories.drain()
    assert state(slug, 2) == "closed"
    assert round_states.reopen(slug, 2, by=HZ) == 0
    respondents.add(slug, 2, f"{slug}-bond-1", by=HZ)
    answer(slug, "bond")
    row = seen.row(Round, slug, number=2)
    assert (row.state, row.result, row.verdict, row.closed_at) == ("open", None, None, None)
    at_start.move_to(at_start.now() + timedelta(days=29))
    timers.fire_due()
    factories.drain()
    assert state(slug, 2) == "closed"
    refused = seen.refused(NotAllowed, lambda: round_states.reopen(slug, 2, by=HZ))
    assert refused == "the last day of round 2 has passed; prepare the next round"


def test_a_round_of_which_the_outcome_could_be_read_is_not_opened_again() -> None:
    slug = with_partners()
    for who in ASKED[:2]:
        answer(slug, who)
    # A text alone is no figure, but it can be read.
    answer(slug, ASKED[2], given={}, comments={"better": REASON}, share=True)
    for who in ASKED[3:]:
        respondents.drop(slug, 2, f"{slug}-{who}-1", by=HZ)
    factories.drain()
    view = lists_rounds.one_round(slug, 2).reflection
    assert view is not None
    assert (view.mean, [one.text for one in view.texts]) == (None, [REASON])
    refused = seen.refused(NotAllowed, lambda: round_states.reopen(slug, 2, by=HZ))
    assert refused == (
        "the outcome of round 2 could be read; opened again, it would tell what those answered who come after; "
        "prepare the next round"
    )
    assert state(slug, 2) == "closed"


def test_a_round_is_not_opened_again_where_nobody_would_close_it() -> None:
    slug = with_partners()
    all_answer(slug)
    factories.measured(slug, 0.4)
    factories.went_back(slug)
    refused = seen.refused(NotAllowed, lambda: round_states.reopen(slug, 2, by=HZ))
    assert refused == f"{slug} is in phase co_create; a round is held in: implement, evaluate"
    factories.LEAVE[Phase.CO_CREATE](slug)
    refused = seen.refused(NotAllowed, lambda: round_states.reopen(slug, 2, by=HZ))
    assert refused == "round 2 was held in cycle 1, which is over; prepare the next round"
    assert state(slug, 2) == "closed"


def test_a_round_that_is_cancelled_asks_nobody_any_more_and_does_not_come_back() -> None:
    slug = with_partners()
    round_states.cancel(slug, 2, by=HZ, reason=REASON)
    factories.drain()
    assert state(slug, 2) == "cancelled"
    assert {told for _, _, told in seen.asked(slug, kind="round")} == {"withdrawn"}
    assert [r.number for r in seen.rows(Round, slug)] == [1, 2]
    refused = seen.refused(NotAllowed, lambda: round_states.cancel(slug, 1, by=HZ, reason=REASON))
    assert refused == "round 1 judges the impact and is open; it closes once everything is measured or due"


def test_a_round_that_can_no_longer_be_opened_on_its_day_is_cancelled(at_start: SetClock) -> None:
    slug = with_partners(reflection=False)
    number = prepared(slug)
    round_states.approve(slug, number, by=HZ)
    rounds.open_round(slug, by=HZ, purpose=COLLABORATION)
    with seen.noting(slug) as happened:
        at_start.move_to(at_start.now() + timedelta(days=8))
        timers.fire_due()
    assert ("round.skipped", str(number)) in happened
    assert state(slug, number) == "cancelled"


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        (date(2026, 3, 1), None, "2026-03-01 has passed; allowed: today or later"),
        (
            date(2026, 3, 9),
            date(2026, 3, 9),
            "a round that opens on 2026-03-09 cannot close on 2026-03-09; allowed: a later day",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(opens: date, closes: date | None, said: str) -> None:
    slug = with_partners(reflection=False)
    refused = seen.refused(
        BadInput, lambda: round_states.prepare(slug, COLLABORATION, by=HZ, opens_on=opens, closes_on=closes)
    )
    assert refused == said
    assert len(seen.rows(Round, slug)) == 1


@pytest.mark.parametrize("asked", [{"contacts": ["onderwijs-fonds-1"]}, {"sensitive": True}])
def test_whom_to_ask_is_refused_where_nobody_is_asked(asked: dict[str, Any]) -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    refused = seen.refused(BadInput, lambda: round_states.prepare(slug, RoundPurpose.IMPACT, by=HZ, **asked))
    assert refused == "a round on the impact asks for figures and nobody's opinion; allowed: both, collaboration"
    assert seen.rows(Round, slug) == []


def test_a_round_whose_last_day_has_passed_is_not_approved(at_start: SetClock) -> None:
    slug = with_partners(reflection=False)
    number = prepared(slug)
    at_start.move_to(datetime(2026, 3, 24, 8, tzinfo=UTC))
    refused = seen.refused(NotAllowed, lambda: round_states.approve(slug, number, by=HZ))
    assert refused == "the last day of round 2 has passed; cancel it and prepare the next round"
    assert state(slug, number) == "prepared"


def test_a_round_is_held_only_while_implementing_or_evaluating_and_one_at_a_time() -> None:
    slug = factories.added("wonen")
    assert seen.refused(NotAllowed, lambda: round_states.prepare(slug, COLLABORATION, by=HZ)) == (
        "wonen is in phase explore; a round is held in: implement, evaluate"
    )
    other = with_partners(reflection=False)
    prepared(other)
    assert seen.refused(NotAllowed, lambda: round_states.prepare(other, COLLABORATION, by=HZ)) == (
        "round 2 on the same is prepared already; open it or cancel it first"
    )
    assert seen.refused(NotAllowed, lambda: lists_collaboration.respondents(other, 1)) == (
        "round 1 judges the impact; nobody is asked questions in it"
    )
    assert seen.refused(NotFound, lambda: lists_collaboration.respondents(other, 7)) == (
        "there is no round 7 in onderwijs; known: 1, 2"
    )


def test_a_round_on_both_asks_for_figures_and_people_and_waits_for_both() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    number = round_states.prepare(slug, RoundPurpose.BOTH, by=HZ).number
    round_states.approve(slug, number, by=HZ)
    round_states.open_now(slug, number, by=HZ)
    factories.drain()
    kinds = {kind for kind, _, told in seen.asked(slug) if told == "open"}
    assert {"measurement", "round"} <= kinds
    factories.measured(slug, 0.9)
    assert state(slug, number) == "open"
    all_answer(slug, number=number)
    assert state(slug, number) == "published"
    assert round_states.publish(slug, number, by=HZ) == 3
    refused = seen.refused(NotAllowed, lambda: round_states.publish(slug, number, by=HZ))
    assert refused == "what round 1 says of the collaboration was shared already"


def test_what_a_round_on_both_says_of_the_collaboration_is_proposed_as_it_closes() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT)
    number = round_states.prepare(slug, RoundPurpose.BOTH, by=HZ).number
    round_states.approve(slug, number, by=HZ)
    round_states.open_now(slug, number, by=HZ)
    factories.drain()
    factories.measured(slug, 0.9)
    for line in lists_collaboration.respondents(slug, number):
        answering.answer(slug, number, answering.Given(line.contact, answers(roles=1)), by=HZ)
    assert rounds.close_when_complete(Here(slug, 1, Phase.IMPLEMENT)) is not None
    (proposed,) = improvements.improvements(slug)
    assert (proposed.key, proposed.state) == ("i1", "proposed")


def test_a_round_that_its_phase_cut_short_asked_nobody_so_that_the_next_phase_asks() -> None:
    slug = factories.brought_to(Phase.IMPLEMENT, settings={"review_letters": False, "reflection": True})
    number = round_states.prepare(slug, COLLABORATION, by=HZ).number
    round_states.approve(slug, number, by=HZ)
    round_states.open_now(slug, number, by=HZ)
    factories.LEAVE[Phase.IMPLEMENT](slug)
    rows = [(one.number, one.phase, one.state) for one in seen.rows(Round, slug) if one.purpose is COLLABORATION]
    assert rows == [(1, "implement", "cancelled"), (3, "evaluate", "open")]
    (told,) = (one for one in seen.rows(Event, slug) if one.type is EventType.ROUND_CANCELLED)
    assert (told.subject, told.phase) == ("1", Phase.IMPLEMENT)
