"""What one contact owes us: one kind of thing, one way of chasing it."""

from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked."""

    INVITATION = "invitation"
    COMMITMENT = "commitment"
    DELIVERY = "delivery"
    MEASUREMENT = "measurement"
    DELIVERABLE = "deliverable"
    HANDOVER = "handover"
    RE_CONFIRMATION = "re_confirmation"
    SIGNATURE = "signature"
    FAULT = "fault"
    ROUND = "round"


class RequestState(StrEnum):
    """Whether we still wait for it."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    UNANSWERED = "unanswered"


#: States in which an answer is still welcome.
AWAITED: frozenset[RequestState] = frozenset({RequestState.OPEN, RequestState.UNANSWERED})


class StopReason(StrEnum):
    """Why nobody is asked any more although no answer came; from then on it is a task of a person of ours."""

    NO_ANSWER = "no_answer"
    DEADLINE_PASSED = "deadline_passed"
    OPTED_OUT = "opted_out"
    UNREACHABLE = "unreachable"
    COMPLAINED = "complained"


class LetterState(StrEnum):
    """How far a letter is."""

    DRAFT = "draft"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    SUPERSEDED = "superseded"
    BOUNCED = "bounced"


#: What a person may do with a letter; one that is on its way, or has left, is nobody's to change.
LETTER_MAY_BECOME: dict[LetterState, frozenset[LetterState]] = {
    LetterState.DRAFT: frozenset({LetterState.QUEUED, LetterState.HELD, LetterState.SUPERSEDED}),
    LetterState.QUEUED: frozenset({LetterState.HELD, LetterState.SUPERSEDED}),
    LetterState.HELD: frozenset({LetterState.QUEUED, LetterState.SUPERSEDED}),
    LetterState.FAILED: frozenset({LetterState.QUEUED, LetterState.SUPERSEDED}),
    LetterState.SENDING: frozenset(),
    LetterState.SENT: frozenset(),
    LetterState.SUPERSEDED: frozenset(),
    LetterState.BOUNCED: frozenset({LetterState.QUEUED, LetterState.SUPERSEDED}),
}


class TimerKind(StrEnum):
    """Every kind of due moment of the method."""

    GATE_DUE = "gate_due"
    ROUND_OPENS = "round_opens"
    ROUND_DUE = "round_due"
    NEXT_ROUND = "next_round"
    REQUEST_STEP = "request_step"
    DECISION_DUE = "decision_due"
    AFTER_CARE = "after_care"
    RE_CONFIRMATION = "re_confirmation"
    FOLLOW_UP = "follow_up"
    FAULT_FOLLOW_UP = "fault_follow_up"
    FAULT_SILENT = "fault_silent"
    FAULT_RATING = "fault_rating"
    RECOMMENDATION_DUE = "recommendation_due"
    IMPROVEMENT_DUE = "improvement_due"
    ANNOUNCEMENT_DUE = "announcement_due"


class TimerState(StrEnum):
    """Whether a timer still runs."""

    WAITING = "waiting"
    FIRED = "fired"
    CANCELLED = "cancelled"


#: Timers that outlive the end of a cycle and of an alliance.
OUTLIVES: frozenset[TimerKind] = frozenset(
    {
        TimerKind.AFTER_CARE,
        TimerKind.RE_CONFIRMATION,
        TimerKind.FAULT_FOLLOW_UP,
        TimerKind.FAULT_SILENT,
        TimerKind.FAULT_RATING,
        TimerKind.RECOMMENDATION_DUE,
        TimerKind.IMPROVEMENT_DUE,
    }
)
