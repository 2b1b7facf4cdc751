"""Answering what was put to people."""

from models.actions import decisions
from models.method.decisions import DecisionAnswer
from models.method.errors import MethodError
from tasks.step import step


@step
def answer_decision(decision: str, answer: DecisionAnswer) -> str:
    """Carry out an answer given in the form and say what came of it; a refused answer says why."""
    try:
        done = decisions.answer(decision, answer, via="Prefect")
    except MethodError as refusal:
        return f"nothing changed: {refusal}"
    return f"{done.alliance}: {done.outcome}; now in {done.phase} of cycle {done.cycle}"
