"""Open a recurring evaluation, at the moments of the alliance's schedule."""

from prefect import State, flow
from prefect.runtime import flow_run

from tasks.evaluation import open_scheduled_round
from tasks.work import said


@flow(flow_run_name="{alliance} · evaluatieronde", timeout_seconds=30)
async def evaluation_round(alliance: str) -> State[str] | str:
    """Open the round of this moment; a moment in another phase, or while a round is open, is recorded as skipped."""
    number = await open_scheduled_round(alliance, flow_run.scheduled_start_time)
    return said(f"round {number} is open" if number else "skipped")
