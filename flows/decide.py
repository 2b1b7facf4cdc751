"""Answer a decision in Prefect's own form."""

from prefect import State, flow
from pydantic import Field

from models.method.decisions import DecisionAnswer
from tasks.decisions import answer_decision
from tasks.work import said


@flow(flow_run_name="besluit {decision}", timeout_seconds=30)
async def decide(
    decision: str = Field(description="Nummer van het besluit, of new:<alliantie> voor een eigen besluit."),
    answer: DecisionAnswer = Field(description="Zonder besluit, fase, reden en code wordt er niets besloten."),
) -> State[str] | str:
    """Carry out the answer; the second answer to the same question changes nothing and says whose was first."""
    return said(await answer_decision(decision, answer))
