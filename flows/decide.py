"""Answer a decision in Prefect's own form."""

from typing import Annotated

from prefect import State, flow
from pydantic import Field

from models.method.decisions import DecisionAnswer
from tasks.decisions import answer_decision
from tasks.work import said


@flow(flow_run_name="besluit {decision}", timeout_seconds=30)
async def decide(
    decision: Annotated[
        str,
        Field(
            title="Besluit nummer", description="Het nummer, of new:<alliantie> voor een besluit uit eigen beweging."
        ),
    ],
    answer: Annotated[DecisionAnswer, Field(title="Antwoord")],
) -> State[str] | str:
    """Carry out the answer; the second answer to the same question changes nothing and says whose was first."""
    return said(await answer_decision(decision, answer))
