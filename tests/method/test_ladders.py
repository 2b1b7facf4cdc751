"""The ladder by which a request is followed up: its steps in words, and whose choice goes first."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.ladders import (
    DEFAULTS,
    FAMILY,
    MOST_DAYS,
    MOST_STEPS,
    RUNG_PATTERN,
    Anchor,
    LadderName,
    Rung,
    To,
    ladder,
    ladder_of,
    rung,
)
from models.method.requests import RequestKind
from models.method.said import Said
from tests.method.strategies import rungs, unhurried

ALLOWED = (
    'allowed: "after N days", "N days before due", "N days after due", each also in "working days", or "at due"; '
    '"hand over" or "escalate" may stand before it; N is 1 to 365'
)

A = ("after 1 day", "hand over after 1 day")
B = ("after 2 days", "hand over after 2 days")
C = ("after 3 days", "hand over after 3 days")


def refused(*steps: str) -> str:
    """Return why a ladder of these steps is refused, as it is said to people."""
    with pytest.raises(ValueError) as told:  # noqa: PT011 -- the sentence is what the tests look at
        ladder(steps)
    (said,) = told.value.args
    assert type(said) is Said
    return said


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("after 3 working days", Rung(3, working=True)),
        ("after 1 working day", Rung(1, working=True)),
        ("after 30 days", Rung(30)),
        ("7 days before due", Rung(-7, anchor=Anchor.DUE)),
        ("1 working day before due", Rung(-1, working=True, anchor=Anchor.DUE)),
        ("at due", Rung(0, anchor=Anchor.DUE)),
        ("2 days after due", Rung(2, anchor=Anchor.DUE)),
        ("escalate after 5 working days", Rung(5, working=True, to=To.MAILBOX)),
        ("escalate 3 days before due", Rung(-3, anchor=Anchor.DUE, to=To.MAILBOX)),
        ("hand over after 3 working days", Rung(3, working=True, to=To.STAFF)),
        ("hand over at due", Rung(0, anchor=Anchor.DUE, to=To.STAFF)),
        ("hand over 2 working days after due", Rung(2, working=True, anchor=Anchor.DUE, to=To.STAFF)),
        ("hand over after 365 days", Rung(365, to=To.STAFF)),
    ],
)
def test_a_step_is_said_in_words(words: str, step: Rung) -> None:
    assert (rung(words), str(step)) == (step, words)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("after 1 days", "after 1 day"),
        ("after 2 day", "after 2 days"),
        ("  at   due ", "at due"),
        ("hand over\tafter 3  working days\n", "hand over after 3 working days"),
    ],
)
def test_slips_that_leave_no_doubt_are_taken(typed: str, kept: str) -> None:
    assert str(rung(typed)) == kept


@unhurried
@given(rungs)
def test_every_step_can_be_said_in_words_and_read_again(step: Rung) -> None:
    assert rung(str(step)) == step


def _words(*choices: str) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)


@unhurried
@given(
    st.tuples(
        *(_words("", "hand over", "escalate"), _words("", "after", "at"), _words("", "0", "1", "12", "365", "366")),
        *(_words("", "working"), _words("day", "days", ""), _words("", "before due", "after due", "due")),
    ).map(" ".join)
)
def test_an_editor_takes_what_the_reader_takes_and_that_says_itself_in_words_of_which_the_same_is_read(
    typed: str,
) -> None:
    try:
        step = rung(typed)
    except ValueError:
        assert re.search(RUNG_PATTERN, typed) is None
    else:
        assert (rung(str(step)), re.search(RUNG_PATTERN, typed) is None) == (step, False)


@unhurried
@given(st.integers(min_value=-10, max_value=2000), st.sampled_from(["after {} days", "escalate {} days before due"]))
def test_reader_and_editor_take_the_same_numbers_of_days(days: int, words: str) -> None:
    typed = words.format(days)
    try:
        taken = abs(rung(typed).days)
    except ValueError:
        taken = 0
    assert taken == (days if 1 <= days <= MOST_DAYS else 0)
    assert (re.search(RUNG_PATTERN, typed) is not None) is (taken > 0)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "every minute", "3", "after 3", "3 working days", "after three days", "After 3 days", "after -1 days"),
        *("after 0 days", "after 366 days", "0 days before due", "after 03 days", "after 1.5 days", "after ٣ days"),
        *("3 days at due", "at due day", "hand over", "escalate", "remind after 3 days", "hand over escalate at due"),
    ],
)
def test_anything_else_is_no_step_and_the_refusal_says_what_is(typed: str) -> None:
    assert refused(typed) == f'"{typed}" is no step; {ALLOWED}'
    assert re.search(RUNG_PATTERN, typed) is None


def test_a_refusal_shows_no_more_of_a_text_than_tells_it_apart_and_no_sign_that_turns_a_terminal() -> None:
    assert refused("x" * 41) == f'"{"x" * 40}…" is no step; {ALLOWED}'
    assert refused("at\u202edue") == f'"at\\u202edue" is no step; {ALLOWED}'


def test_a_ladder_has_a_few_steps_and_not_more() -> None:
    longest = [*["after 1 day"] * (MOST_STEPS - 1), "hand over after 1 day"]
    assert [str(step) for step in ladder(longest)] == longest
    assert refused() == "a ladder of 0 steps is not allowed; allowed: 1 to 8"
    assert refused("after 1 day", *longest) == "a ladder of 9 steps is not allowed; allowed: 1 to 8"


@pytest.mark.parametrize(
    "steps",
    [
        ("after 3 days",),
        ("hand over after 3 days", "after 3 days"),
        ("hand over after 3 days", "hand over after 3 days"),
        ("after 3 days", "escalate after 3 days"),
    ],
    ids=["nobody", "somebody too early", "twice", "a mailbox"],
)
def test_a_ladder_ends_with_a_person_of_ours(steps: tuple[str, ...]) -> None:
    assert refused(*steps) == 'a ladder ends with one "hand over", the step at which a person of ours takes over'


def test_a_ladder_may_be_to_hand_over_alone() -> None:
    assert ladder(("hand over at due",)) == (Rung(0, anchor=Anchor.DUE, to=To.STAFF),)


def test_steps_that_are_counted_from_the_due_day_stand_in_its_order() -> None:
    backwards = "steps that are counted from the due day stand in the order of their days"
    assert refused("3 days before due", "7 days before due", "hand over at due") == backwards
    assert refused("at due", "after 3 days", "hand over 1 day before due") == backwards
    assert [one.days for one in ladder(("3 days before due", "after 9 days", "at due", "hand over at due"))] == [
        -3,
        9,
        0,
        0,
    ]


def test_the_method_proposes_a_few_reminders_and_then_a_person_and_waits_longest_for_the_owner_of_a_system() -> None:
    assert {str(name): [str(step) for step in steps] for name, steps in DEFAULTS.items()} == {
        "unanswered": ["after 3 working days", "after 5 working days", "hand over after 3 working days"],
        "deadline": ["7 days before due", "3 days before due", "hand over at due"],
        "fault": ["after 30 days", "after 60 days", "after 90 days", "hand over after 28 days"],
    }


def test_every_kind_of_request_has_a_ladder_of_its_name_and_a_family() -> None:
    assert {str(name) for name in LadderName} == {str(kind) for kind in RequestKind} | {"unanswered", "deadline"}
    assert {str(kind): str(FAMILY[kind]) for kind in RequestKind} == {
        "invitation": "unanswered",
        "commitment": "unanswered",
        "delivery": "deadline",
        "measurement": "deadline",
        "deliverable": "deadline",
        "handover": "deadline",
        "re_confirmation": "unanswered",
        "signature": "unanswered",
        "fault": "fault",
        "round": "deadline",
    }


@pytest.mark.parametrize("kind", RequestKind)
def test_a_request_for_which_nobody_chose_has_the_ladder_of_its_family_and_that_of_a_fault_is_its_own(
    kind: RequestKind,
) -> None:
    assert ladder_of(kind, None) == DEFAULTS[FAMILY[kind]]
    assert ladder_of(kind, None, {}, {}) == DEFAULTS[FAMILY[kind]]


def test_a_request_has_its_own_ladder_before_all_others() -> None:
    chosen = {LadderName.INVITATION: B, LadderName.UNANSWERED: C}
    assert ladder_of(RequestKind.INVITATION, A, chosen, chosen) == ladder(A)


def test_the_choices_of_the_alliance_come_first_then_those_of_the_foundation() -> None:
    alliance, foundation = {LadderName.UNANSWERED: A}, {LadderName.UNANSWERED: B, LadderName.DEADLINE: C}
    assert ladder_of(RequestKind.INVITATION, None, alliance, foundation) == ladder(A)
    assert ladder_of(RequestKind.INVITATION, None, {}, foundation) == ladder(B)
    assert ladder_of(RequestKind.DELIVERY, None, alliance, foundation) == ladder(C)
    assert ladder_of(RequestKind.DELIVERY, None, alliance, {}) == DEFAULTS[LadderName.DEADLINE]


def test_a_choice_for_the_kind_goes_before_one_for_the_family_only_within_the_same_choices() -> None:
    both = {LadderName.UNANSWERED: A, LadderName.SIGNATURE: B}
    assert ladder_of(RequestKind.SIGNATURE, None, both) == ladder(B)
    assert ladder_of(RequestKind.INVITATION, None, both) == ladder(A)
    assert ladder_of(RequestKind.SIGNATURE, None, {LadderName.UNANSWERED: A}, {LadderName.SIGNATURE: C}) == ladder(A)


def test_a_choice_for_another_kind_or_family_says_nothing() -> None:
    others = {LadderName.DELIVERY: A, LadderName.DEADLINE: B, LadderName.INVITATION: C}
    assert ladder_of(RequestKind.SIGNATURE, None, others) == DEFAULTS[LadderName.UNANSWERED]


def test_what_is_chosen_for_the_unanswered_does_not_hurry_the_owner_of_a_system() -> None:
    assert ladder_of(RequestKind.FAULT, None, {LadderName.UNANSWERED: A}) == DEFAULTS[LadderName.FAULT]
