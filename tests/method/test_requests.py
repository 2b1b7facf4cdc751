"""What is owed and what is due, as the database keeps it."""

from models.method.requests import (
    AWAITED,
    LETTER_MAY_BECOME,
    OUTLIVES,
    LetterState,
    RequestKind,
    RequestState,
    StopReason,
    TimerKind,
    TimerState,
)


def test_the_words_for_requests_letters_and_timers_stay_as_they_are_kept() -> None:
    kinds = (RequestKind, RequestState, StopReason, LetterState, TimerKind, TimerState)
    assert {kind.__name__: [str(word) for word in kind] for kind in kinds} == {
        "RequestKind": [
            "invitation",
            "commitment",
            "delivery",
            "measurement",
            "deliverable",
            "handover",
            "re_confirmation",
            "signature",
            "fault",
            "round",
        ],
        "RequestState": ["open", "answered", "withdrawn", "lapsed", "unanswered"],
        "StopReason": ["no_answer", "deadline_passed", "opted_out", "unreachable", "complained"],
        "LetterState": ["draft", "queued", "sending", "sent", "failed", "held", "superseded", "bounced"],
        "TimerKind": [
            "gate_due",
            "round_opens",
            "round_due",
            "next_round",
            "request_step",
            "decision_due",
            "after_care",
            "re_confirmation",
            "follow_up",
            "fault_follow_up",
            "fault_silent",
            "fault_rating",
            "recommendation_due",
            "improvement_due",
            "announcement_due",
        ],
        "TimerState": ["waiting", "fired", "cancelled"],
    }


def test_what_was_promised_for_long_was_given_back_or_is_looked_back_on_outlives_an_alliance() -> None:
    assert {str(kind) for kind in OUTLIVES} == {
        "after_care",
        "re_confirmation",
        "fault_follow_up",
        "fault_silent",
        "fault_rating",
        "recommendation_due",
        "improvement_due",
    }


def test_an_answer_is_welcome_as_long_as_we_ask_and_also_when_a_person_took_over() -> None:
    assert {str(state) for state in AWAITED} == {"open", "unanswered"}


def test_a_letter_that_waits_for_a_review_or_came_back_can_be_sent_and_one_that_was_put_aside_cannot() -> None:
    sendable = [state for state, becomes in LETTER_MAY_BECOME.items() if LetterState.QUEUED in becomes]
    assert [str(state) for state in sendable] == ["draft", "held", "failed", "bounced"]


def test_a_letter_that_is_on_its_way_or_has_left_is_nobodys_to_change() -> None:
    assert set(LETTER_MAY_BECOME) == set(LetterState)
    closed = [state for state, becomes in LETTER_MAY_BECOME.items() if not becomes]
    assert [str(state) for state in closed] == ["sending", "sent", "superseded"]
