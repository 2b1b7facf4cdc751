"""Phase 2, form the alliance: who joins, what do they bring, and is it on paper?"""

from prefect import flow

from models.method.phases import Phase
from tasks.commitments import ask_for_commitments, ask_for_signatures, draw_up_agreement
from tasks.gates import ask_gate
from tasks.lessons import put_lessons
from tasks.outreach import invite_stakeholders, list_parties
from tasks.work import begin, finish, phase_run


@flow(flow_run_name="{alliance} · 2 Alliantie vormen · cycle {cycle}", timeout_seconds=30)
@phase_run
async def form_alliance(alliance: str, cycle: int, through: int) -> tuple[str, ...]:
    """Bring partners on board as far as their answers allow; return what the gate waits for."""
    here = await begin(alliance, cycle, Phase.FORM_ALLIANCE)
    await put_lessons(here)
    await invite_stakeholders(here)
    await list_parties(here)
    await ask_for_commitments(here)
    await draw_up_agreement(here)
    await ask_for_signatures(here)
    waits_for = await ask_gate(here)
    await finish(here, through)
    return waits_for
