"""Open a recurring evaluation, at the moments of one of the alliance's schedules."""

from prefect import State, flow
from prefect.runtime import flow_run

from models.method.rounds import RoundPurpose
from tasks.evaluation import open_scheduled_round
from tasks.work import said


@flow(flow_run_name="{alliance} · evaluatieronde · {purpose}", timeout_seconds=30)
async def evaluation_round(alliance: str, purpose: RoundPurpose = RoundPurpose.IMPACT) -> State[str] | str:
    """Open the round of this moment; a moment in another phase, or while a round is open, is recorded as skipped."""
    number = await open_scheduled_round(alliance, purpose, flow_run.scheduled_start_time)
    return said(f"round {number} is open" if number else "skipped")
