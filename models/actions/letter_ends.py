"""Where a letter goes after a try: back into the queue, to a person, or nowhere any more (R25)."""

from collections.abc import Mapping
from datetime import datetime

from models.actions import gathering
from models.db import queries
from models.db.session import Session
from models.db.tables import Attempt, Letter
from models.method.letters import LETTERS
from models.method.posting import RESEND_AFTER, RESENDS, Outcome, Result, counted, is_given_up, wait_after
from models.method.requests import LetterState

#: Why a letter is where it is after a try.
REASONS: Mapping[Result, str] = {
    Result.RELAY_AWAY: "it cannot be handed over now",
    Result.TEMPORARY: "the other side asks to try again later",
    Result.NO_SUCH_ADDRESS: "the address does not exist",
    Result.POLICY: "the other side refuses it",
    Result.LOGIN_REFUSED: "the mail server refuses our login",
    Result.CERTIFICATE: "the mail server's certificate is not right",
    Result.UNCERTAIN: "nobody knows whether it left",
}


def close_try(session: Session, letter: Letter, now: datetime, outcome: Outcome) -> None:
    """Write down how the try that is under way ended."""
    for attempt in queries.rows(session, Attempt, letter_id=letter.id, ended_at=None):
        attempt.ended_at, attempt.outcome = now, outcome.result
        attempt.smtp_code, attempt.enhanced_code, attempt.reply = outcome.code, outcome.enhanced, outcome.reply


def settle(session: Session, letter: Letter, now: datetime, outcome: Outcome) -> LetterState:
    """Put a letter where an outcome other than that it left leads to; return its state."""
    match outcome.result:
        case Result.UNCERTAIN:
            return after_doubt(session, letter, now)
        case Result.LOGIN_REFUSED:
            # It was not the letter's doing: it goes as soon as letters go again.
            return put(session, letter, LetterState.QUEUED, told(outcome))
        case Result.NO_SUCH_ADDRESS:
            return put(session, letter, LetterState.FAILED, told(outcome))
        case Result.POLICY | Result.CERTIFICATE:
            return put(session, letter, LetterState.HELD, told(outcome))
        case _:
            return _again_or_never(session, letter, now, outcome)


def _again_or_never(session: Session, letter: Letter, now: datetime, outcome: Outcome) -> LetterState:
    tries = queries.rows(session, Attempt, order="n", letter_id=letter.id)
    failed = counted((one.outcome, one.started_at) for one in tries)
    if is_given_up(failed, now):
        tries[-1].outcome = Result.GIVEN_UP
        return put(session, letter, LetterState.FAILED, f"given up after {len(failed)} tries: {told(outcome)}")
    again = now + wait_after(letter.id, len(failed), outcome.code)
    return put(session, letter, LetterState.QUEUED, told(outcome), not_before=again)


def after_doubt(session: Session, letter: Letter, tried_at: datetime) -> LetterState:
    """Send a letter again that may have left, once, if its kind allows that; else keep it for a person.

    A note elsewhere is never told twice.
    """
    if letter.channel is not None:
        # The letter itself left; a note about it is not worth a second one, nor a person's time.
        return put(session, letter, LetterState.SUPERSEDED, "the channel may not have taken it")
    doubts = queries.count(session, Attempt, letter_id=letter.id, outcome=Result.UNCERTAIN)
    once_only = letter.kind in LETTERS and LETTERS[letter.kind].at_most_once
    if doubts <= RESENDS and not once_only:
        again = tried_at + RESEND_AFTER
        return put(session, letter, LetterState.QUEUED, REASONS[Result.UNCERTAIN], not_before=again)
    gathering.keep_each(letter, gathering.joined(session, letter))
    return put(session, letter, LetterState.HELD, REASONS[Result.UNCERTAIN])


def put(
    session: Session, letter: Letter, state: LetterState, reason: str | None, *, not_before: datetime | None = None
) -> LetterState:
    """Put a letter into a state, free for anybody, and free what would have left in it.

    What may have left already stays together: it is sent again as it was.
    """
    letter.state, letter.reason = state, reason
    letter.owner = letter.lease_until = None
    letter.not_before = not_before or letter.not_before
    if state is LetterState.QUEUED and may_have_left(session, letter):
        for other in gathering.joined(session, letter):
            other.state, other.owner, other.lease_until = LetterState.QUEUED, None, None
    else:
        gathering.scatter(session, letter)
    return state


def may_have_left(session: Session, letter: Letter) -> bool:
    """Say whether an earlier try of a letter may have reached its recipient."""
    return queries.first(session, Attempt, letter_id=letter.id, outcome=Result.UNCERTAIN) is not None


def told(outcome: Outcome) -> str:
    """Return in words why a letter did not leave; a reply may hold an address, so only its codes are told."""
    # Where there is no code, the reply is the class of an error.
    detail = " ".join(str(part) for part in (outcome.code, outcome.enhanced) if part) or outcome.reply
    return REASONS[outcome.result] + (f" ({detail})" if detail else "")
