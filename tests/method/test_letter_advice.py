"""Why a letter waits for a person, and what to do with one that did not arrive."""

import pytest

from models.method.letter_advice import LetterAdvice, ReviewReason, Trouble, advice, review_reason
from models.method.mail import EmailStatus
from models.method.requests import LetterState


def _trouble(state: str, address: str | None = "ok", **more: object) -> Trouble:
    known: dict[str, object] = {"tried": False, "outcome": None, "stopped": False, "rests": False, **more}
    return Trouble(LetterState(state), EmailStatus(address) if address else None, **known)  # type: ignore[arg-type]


def test_a_letter_waits_because_it_is_the_first_or_because_it_escalates() -> None:
    assert review_reason(escalates=False) is ReviewReason.FIRST_CONTACT
    assert review_reason(escalates=True) is ReviewReason.ESCALATION


@pytest.mark.parametrize(
    ("trouble", "what"),
    [
        (_trouble("queued", stopped=True, rests=True), "lift_stop"),
        (_trouble("queued", rests=True), "resume_alliance"),
        (_trouble("queued"), "see_engine"),
        (_trouble("queued", "unreachable"), "see_engine"),
        (_trouble("sending", tried=True), "see_engine"),
        (_trouble("held", "opted_out"), "respect"),
        (_trouble("bounced", "complained", tried=True), "respect"),
        (_trouble("failed", "unreachable", tried=True, outcome="no_such_address"), "mend_address"),
        (_trouble("bounced", "unreachable", tried=True, outcome="sent"), "mend_address"),
        (_trouble("bounced", None, tried=True, outcome="sent"), "mend_address"),
        (_trouble("bounced", "ok", tried=True, outcome="sent"), "decide"),
        (_trouble("held", tried=True, outcome="uncertain"), "ask_recipient"),
        (_trouble("held", tried=True, outcome="policy"), "see_answer"),
        (_trouble("failed", None, tried=True, outcome="given_up"), "see_answer"),
        (_trouble("held"), "decide"),
        (_trouble("held", None, stopped=True, rests=True), "decide"),
    ],
)
def test_what_to_do_follows_from_what_went_wrong_the_cause_first(trouble: Trouble, what: str) -> None:
    assert advice(trouble) is LetterAdvice(what)
