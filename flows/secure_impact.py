"""Phase 6, secure the impact: hand the solution over or stop, and share what was learned."""

from prefect import flow

from models.method.phases import Phase
from tasks.gates import ask_for_deliverables, ask_gate
from tasks.handover import ask_for_route, ask_receivers
from tasks.lessons import put_lessons
from tasks.work import begin, finish, phase_run


@flow(flow_run_name="{alliance} · 6 Borgen van de impact · cycle {cycle}", timeout_seconds=30)
@phase_run
async def secure_impact(alliance: str, cycle: int, through: int) -> tuple[str, ...]:
    """Ask by which route, and receivers to take over what is handed to them; return what the last gate waits for."""
    here = await begin(alliance, cycle, Phase.SECURE_IMPACT)
    await put_lessons(here)
    await ask_for_deliverables(here)
    await ask_for_route(here)
    await ask_receivers(here)
    waits_for = await ask_gate(here)
    await finish(here, through)
    return waits_for
