"""Phase 3, co-create: what solution do we design together, and what does it take?"""

from prefect import flow

from models.method.phases import Phase
from tasks.commitments import ask_for_commitments, compare_needs
from tasks.gates import ask_gate
from tasks.lessons import put_lessons
from tasks.work import begin, finish, phase_run


@flow(flow_run_name="{alliance} · 3 Co-creatie · cycle {cycle}", timeout_seconds=30)
@phase_run
async def co_create(alliance: str, cycle: int, through: int) -> tuple[str, ...]:
    """Bring what is needed and what is promised together; return what the gate waits for."""
    here = await begin(alliance, cycle, Phase.CO_CREATE)
    await put_lessons(here)
    await ask_for_commitments(here)
    await compare_needs(here)
    waits_for = await ask_gate(here)
    await finish(here, through)
    return waits_for
