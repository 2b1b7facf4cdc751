"""A system fault is recorded, given back with what shows it, answered or met with silence, and rated each year."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method import faults
from models.method.errors import BadInput, NotAllowed, StatusNotAllowed
from models.method.faults import Described, Element, FaultAnswer, FaultState
from models.method.ladders import DEFAULTS, LadderName, ladder
from tests.method.strategies import unhurried

S = FaultState


def _allowed(before: FaultState, after: FaultState) -> bool:
    try:
        faults.check_state(before, after)
    except StatusNotAllowed:
        return False
    return True


def test_exactly_the_steps_of_the_table_are_allowed() -> None:
    assert {(b.value, a.value) for b, a in product(S, S) if _allowed(b, a)} == {
        ("recorded", "returned"),
        ("recorded", "closed"),
        ("returned", "answered"),
        ("returned", "closed"),
        ("answered", "returned"),
        ("answered", "answered"),
        ("answered", "closed"),
        ("closed", "returned"),
    }


def test_a_step_that_is_not_allowed_names_those_that_are() -> None:
    with pytest.raises(StatusNotAllowed) as refused:
        faults.check_state(S.RETURNED, S.RETURNED)
    assert str(refused.value) == ("a system fault that is returned cannot become returned; allowed: answered, closed")


@pytest.mark.parametrize(
    ("evidence", "ask", "lacking"),
    [
        ("", "", "evidence, what is asked"),
        ("", "Pas de wet aan.", "evidence"),
        ("Ronde 2", "", "what is asked"),
    ],
)
def test_what_goes_back_rests_on_evidence_and_asks_something(evidence: str, ask: str, lacking: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        faults.check_complete("zorg/3", evidence=evidence, ask=ask)
    assert str(refused.value) == f"system fault zorg/3 cannot be returned yet; it lacks: {lacking}"


def test_with_evidence_and_an_ask_it_may_go_back() -> None:
    faults.check_complete("zorg/3", evidence="Ronde 2", ask="Pas de wet aan.")


@pytest.mark.parametrize(
    ("answer", "reason", "action", "due", "kept"),
    [
        (FaultAnswer.ACCEPTED, "", "De wet wordt aangepast.", date(2027, 9, 1), ""),
        (FaultAnswer.ACCEPTED, "", "", None, ""),
        (FaultAnswer.PARTLY, "  Alleen voor starters. ", "", None, "Alleen voor starters."),
        (FaultAnswer.REFUSED, "Daar is geen geld voor.", "", None, "Daar is geen geld voor."),
        (FaultAnswer.SILENCE, "", "", None, ""),
    ],
)
def test_an_answer_that_holds_together_keeps_its_reason(
    answer: FaultAnswer, reason: str, action: str, due: date | None, kept: str
) -> None:
    assert faults.check_answer(answer, reason=reason, action=action, due=due) == kept


@pytest.mark.parametrize(
    ("answer", "reason", "action", "due", "message"),
    [
        (FaultAnswer.PARTLY, "", "", None, "the reason for partly needs at least 10 characters; this has 0"),
        (FaultAnswer.REFUSED, "nee", "", None, "the reason for refused needs at least 10 characters; this has 3"),
        (FaultAnswer.ACCEPTED, "ja", "", None, "the reason for accepted needs at least 10 characters; this has 2"),
        (
            FaultAnswer.REFUSED,
            "Daar is geen geld voor.",
            "Toch iets.",
            None,
            "an answer that is refused promises nothing; leave out action and due",
        ),
        (
            FaultAnswer.SILENCE,
            "",
            "",
            date(2027, 1, 1),
            "an answer that is silence promises nothing; leave out action and due",
        ),
        (
            FaultAnswer.ACCEPTED,
            "",
            "",
            date(2027, 1, 1),
            "a day alone promises nothing; say with --action what will be done",
        ),
    ],
)
def test_an_answer_that_does_not_hold_together_is_refused(
    answer: FaultAnswer, reason: str, action: str, due: date | None, message: str
) -> None:
    with pytest.raises(BadInput) as refused:
        faults.check_answer(answer, reason=reason, action=action, due=due)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("day", "following"),
    [(0, 30), (29, 30), (30, 90), (32, 90), (89, 90), (90, 180), (179, 180), (180, None), (999, None)],
)
def test_an_owner_is_asked_again_after_30_90_and_180_days(day: int, following: int | None) -> None:
    assert faults.next_follow_up(DEFAULTS[LadderName.FAULT], day) == following


def test_silence_is_an_answer_four_weeks_after_the_last_time() -> None:
    assert faults.follow_up_days(DEFAULTS[LadderName.FAULT]) == (30, 90, 180, 208)


def test_another_ladder_asks_an_owner_on_other_days() -> None:
    chosen = ladder(("7 days before due", "after 20 working days", "hand over at due"))
    assert faults.follow_up_days(chosen) == (21, 41, 41)
    assert [faults.next_follow_up(chosen, day) for day in (0, 21, 41)] == [21, 41, None]


@pytest.mark.parametrize(
    ("day", "year", "following"),
    [
        (0, 1, 365),
        (364, 1, 365),
        (365, 1, 730),
        (729, 1, 730),
        (730, 2, 1095),
        (1459, 3, 1460),
        (1460, 4, None),
        (9999, 4, None),
    ],
)
def test_what_was_done_is_rated_four_times_a_year_apart(day: int, year: int, following: int | None) -> None:
    assert (faults.rating(day), faults.next_rating(day)) == (year, following)


ANSWERED = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("rated", "today", "waits"),
    [
        (None, date(2027, 3, 1), False),
        (None, date(2027, 3, 2), True),
        (date(2026, 6, 1), date(2027, 3, 2), True),
        (date(2027, 3, 2), date(2027, 3, 2), False),
        (date(2027, 3, 2), date(2028, 2, 29), False),
        (date(2027, 3, 2), date(2028, 3, 1), True),
        (date(2030, 3, 1), date(2035, 1, 1), False),
    ],
)
def test_a_rating_is_awaited_once_a_year_has_passed_without_one(rated: date | None, today: date, waits: bool) -> None:
    assert faults.awaits_rating(ANSWERED, rated, today) is waits


LAW = Described(1, Element.LAW, "Bevoegdheden gelden per sector van het onderwijs")


def test_the_most_similar_fault_comes_first_and_equals_keep_their_order() -> None:
    others = [
        Described(9, Element.LAW, "Bevoegdheden per sector."),
        Described(8, Element.LAW, "De sector kent bevoegdheden in het onderwijs"),
        Described(7, None, "BEVOEGDHEDEN voor een sector"),
        Described(6, Element.LAW, "Bevoegdheden zijn duur"),
        Described(5, Element.MARKET, "Bevoegdheden gelden per sector van het onderwijs"),
    ]
    assert faults.similar(LAW, others) == (8, 7, 9)


def test_a_fault_of_which_the_element_is_unknown_is_like_any_other_and_at_most_five_are_shown() -> None:
    others = [Described(n, Element.FUNDING, LAW.text) for n in range(20, 10, -1)]
    assert faults.similar(Described(1, None, LAW.text), others) == (11, 12, 13, 14, 15)


@unhurried
@given(st.text(), st.text())
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    first, second = Described(1, None, one), Described(2, None, other)
    assert bool(faults.similar(first, [second])) is bool(faults.similar(second, [first]))


def test_a_fault_is_named_by_its_alliance_and_its_number() -> None:
    assert faults.reference("onderwijs", 12) == "onderwijs/12"
    assert faults.referred("onderwijs/12") == ("onderwijs", 12)


@pytest.mark.parametrize(
    "text", ["onderwijs", "onderwijs/", "/12", "onderwijs/x", "onderwijs/1/2", "onderwijs/1234567890"]
)
def test_what_names_no_fault_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        faults.referred(text)
    assert str(refused.value) == f"{text!r} names no system fault; write it as onderwijs/12"
