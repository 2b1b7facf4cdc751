"""Phase 5, evaluate: did it have the impact we meant, and what did we learn?"""

from prefect import flow

from models.method.phases import Phase
from tasks.evaluation import (
    ask_for_measurements,
    ask_the_partners,
    close_reflection,
    close_round,
    open_reflection,
    open_round,
    report_results,
)
from tasks.gates import ask_for_deliverables, ask_gate
from tasks.lessons import collect_lessons, put_lessons
from tasks.work import begin, finish, phase_run


@flow(flow_run_name="{alliance} · 5 Evalueren · cycle {cycle}", timeout_seconds=30)
@phase_run
async def evaluate(alliance: str, cycle: int, through: int) -> tuple[str, ...]:
    """Measure, judge and put the outcome to people if it falls short; return what the gate waits for."""
    here = await begin(alliance, cycle, Phase.EVALUATE)
    await put_lessons(here)
    await open_round(here)
    await open_reflection(here)
    await ask_for_measurements(here)
    await ask_the_partners(here)
    await close_reflection(here)
    await close_round(here)
    await report_results(here)
    await collect_lessons(here)
    await ask_for_deliverables(here)
    waits_for = await ask_gate(here)
    await finish(here, through)
    return waits_for
