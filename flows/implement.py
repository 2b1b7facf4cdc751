"""Phase 4, implement: the partners take the lead and carry the solution out."""

from prefect import flow

from models.method.phases import Phase
from tasks.commitments import ask_for_commitments, ask_for_deliveries
from tasks.evaluation import ask_for_measurements, ask_the_partners, close_reflection, close_round
from tasks.gates import ask_for_deliverables, ask_gate
from tasks.lessons import put_lessons
from tasks.work import begin, finish, phase_run


@flow(flow_run_name="{alliance} · 4 Implementatie · cycle {cycle}", timeout_seconds=30)
@phase_run
async def implement(alliance: str, cycle: int, through: int) -> tuple[str, ...]:
    """Ask for what was agreed and look on the way how it goes; return what the gate waits for."""
    here = await begin(alliance, cycle, Phase.IMPLEMENT)
    await put_lessons(here)
    await ask_for_commitments(here)
    await ask_for_deliverables(here)
    await ask_for_deliveries(here)
    await ask_for_measurements(here)
    await ask_the_partners(here)
    await close_reflection(here)
    await close_round(here)
    waits_for = await ask_gate(here)
    await finish(here, through)
    return waits_for
