"""Catch up: bring many waiting alliances up to date in one run, with the same phase flows."""

from prefect import State, flow

from flows.co_create import co_create
from flows.evaluate import evaluate
from flows.explore import explore
from flows.form_alliance import form_alliance
from flows.implement import implement
from flows.secure_impact import secure_impact
from models.method.errors import MethodError
from models.method.phases import Phase
from tasks.step import Incident, quietly
from tasks.work import Work, said, summarise

#: The flow that walks each phase.
PHASE_FLOWS = {
    Phase.EXPLORE: explore,
    Phase.FORM_ALLIANCE: form_alliance,
    Phase.CO_CREATE: co_create,
    Phase.IMPLEMENT: implement,
    Phase.EVALUATE: evaluate,
    Phase.SECURE_IMPACT: secure_impact,
}


@flow(flow_run_name="inhaalslag", timeout_seconds=300)
async def catch_up(work: list[Work]) -> State[str] | str:
    """Walk the open phase of each alliance; one that fails is left to its lease and stops none of the others."""
    done: dict[str, str] = {}
    for item in work:
        try:
            with quietly():
                done[item.alliance] = str(await PHASE_FLOWS[item.phase].fn(item.alliance, item.cycle, item.through))
        except (Incident, MethodError) as problem:
            done[item.alliance] = f"failed: {problem}"
    await summarise(done)
    return said(f"{len(done)} alliances")
