"""Why a letter waits for a person, and what to do with one that did not arrive."""

from dataclasses import dataclass
from enum import StrEnum

from models.method.mail import EmailStatus
from models.method.posting import Result
from models.method.requests import LetterState

#: Letters to more recipients than this are let go by who typed how many there are: nobody writes to a crowd by mistake.
MOST_UNCOUNTED = 25


class ReviewReason(StrEnum):
    """Why a letter waits until a person has looked at it."""

    FIRST_CONTACT = "first_contact"
    ESCALATION = "escalation"


class LetterAdvice(StrEnum):
    """What to do with a letter that did not arrive; its label is the sentence that says so."""

    MEND_ADDRESS = "mend_address"
    RESPECT = "respect"
    SEE_ANSWER = "see_answer"
    ASK_RECIPIENT = "ask_recipient"
    DECIDE = "decide"
    LIFT_STOP = "lift_stop"
    RESUME_ALLIANCE = "resume_alliance"
    SEE_ENGINE = "see_engine"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is known of a letter that did not arrive; ``address`` is how its recipient's does, if it is a contact."""

    state: LetterState
    address: EmailStatus | None
    tried: bool
    outcome: str | None
    stopped: bool
    rests: bool


def review_reason(*, escalates: bool) -> ReviewReason:
    """Return why a letter waits: its kind is always looked at, or it is the first that somebody gets."""
    return ReviewReason.ESCALATION if escalates else ReviewReason.FIRST_CONTACT


def advice(trouble: Trouble) -> LetterAdvice:
    """Return what to do, the cause before what follows from it."""
    if trouble.state in (LetterState.QUEUED, LetterState.SENDING):
        if trouble.stopped:
            return LetterAdvice.LIFT_STOP
        return LetterAdvice.RESUME_ALLIANCE if trouble.rests else LetterAdvice.SEE_ENGINE
    if trouble.address in (EmailStatus.OPTED_OUT, EmailStatus.COMPLAINED):
        return LetterAdvice.RESPECT
    came_back = trouble.state is LetterState.BOUNCED
    if trouble.address is EmailStatus.UNREACHABLE or (came_back and trouble.address is None):
        return LetterAdvice.MEND_ADDRESS
    if came_back:
        # Its recipient can be written to: the mailbox was full, or the address was mended since.
        return LetterAdvice.DECIDE
    if trouble.outcome == Result.UNCERTAIN:
        return LetterAdvice.ASK_RECIPIENT
    return LetterAdvice.SEE_ANSWER if trouble.tried else LetterAdvice.DECIDE
