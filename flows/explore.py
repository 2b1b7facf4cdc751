"""Phase 1, explore: what is the task, who has a part in it, and is an alliance needed?"""

from prefect import flow

from models.method.phases import Phase
from tasks.gates import ask_gate, weigh_need
from tasks.lessons import put_lessons
from tasks.outreach import invite_stakeholders, map_stakeholders
from tasks.work import begin, finish, phase_run


@flow(flow_run_name="{alliance} · 1 Verkennen · cycle {cycle}", timeout_seconds=30)
@phase_run
async def explore(alliance: str, cycle: int, through: int) -> tuple[str, ...]:
    """Map the field and weigh the need; return what the gate waits for."""
    here = await begin(alliance, cycle, Phase.EXPLORE)
    await put_lessons(here)
    await invite_stakeholders(here)
    await map_stakeholders(here)
    await weigh_need(here)
    waits_for = await ask_gate(here)
    await finish(here, through)
    return waits_for
