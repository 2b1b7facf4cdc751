"""Every deployment there is, made once and then only ever changed where it differs; schedules of people are theirs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate, DeploymentUpdate, WorkPoolCreate
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.schedules import RRuleSchedule
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema
from prefect.workers.process import ProcessWorker

from models.method.phases import Phase

#: Marks what is ours in Prefect; only what carries it is ever removed.
OURS = "samenspel"

WORKING_DAYS = "DTSTART:20200101T090000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@dataclass(frozen=True, slots=True)
class Spec:
    """One deployment: its name, where its flow is, and the schedules it is born with."""

    name: str
    entrypoint: str
    description: str
    rrules: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = field(default=(OURS,))


#: What each phase's deployment is called.
PHASE_DEPLOYMENT: dict[Phase, str] = {phase: phase.value.replace("_", "-") for phase in Phase}

SPECS: tuple[Spec, ...] = (
    *(
        Spec(PHASE_DEPLOYMENT[p], f"flows.{p.value}.{p.value}", f"Fase {p.number}, {p.label}: wat er nu te doen is.")
        for p in Phase
    ),
    Spec(
        "decide", "flows.decide.decide", "Beantwoord een besluit, of neem er een uit eigen beweging (new:<alliantie>)."
    ),
    Spec("evaluation-round", "flows.evaluation_round.evaluation_round", "Open een evaluatieronde van een alliantie."),
    Spec("catch-up", "flows.catch_up.catch_up", "Breng veel wachtende allianties in één keer bij."),
    Spec(
        "remind-partners",
        "flows.remind_partners.remind_partners",
        "Herinner partners aan wat zij nog zouden doen; op werkdagen om 09:00 uur.",
        rrules=(("working-days", WORKING_DAYS),),
    ),
)


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment in Prefect, and since when it is there."""

    id: UUID
    since: datetime | None


async def ensure_pool(client: PrefectClient, name: str) -> None:
    """Make the work pool unless it is there: of type ``process``, so that stock workers can serve it too."""
    try:
        await client.read_work_pool(name)
    except ObjectNotFound:
        template = ProcessWorker.get_default_base_job_template()
        try:
            await client.create_work_pool(WorkPoolCreate(name=name, type="process", base_job_template=template))
        except ObjectAlreadyExists:
            return


async def ensure_deployments(client: PrefectClient, *, pool: str) -> dict[str, Deployed]:
    """Make the deployments that are missing and change what differs in the others; return them by name."""
    return {spec.name: await _ensure(client, spec, pool) for spec in SPECS}


async def _ensure(client: PrefectClient, spec: Spec, pool: str) -> Deployed:
    flow: Flow[..., Any] = load_flow_from_entrypoint(spec.entrypoint, use_placeholder_flow=False)
    schema = parameter_schema(flow).model_dump_for_openapi()
    wanted: dict[str, Any] = {
        "description": spec.description,
        "entrypoint": spec.entrypoint,
        "parameter_openapi_schema": schema,
        "tags": list(spec.tags),
        "work_pool_name": pool,
    }
    try:
        there = await client.read_deployment_by_name(f"{flow.name}/{spec.name}")
    except ObjectNotFound:
        flow_id = await client.create_flow(flow)
        made = await client.create_deployment(
            flow_id,
            spec.name,
            enforce_parameter_schema=True,
            # Born with the deployment, in one request: a crash cannot leave it without, and a later start never
            # makes one anew that somebody removed.
            schedules=[schedule(slug, rrule) for slug, rrule in spec.rrules],
            **wanted,
        )
        return Deployed(made, (await client.read_deployment(made)).created)
    changes = {name: value for name, value in wanted.items() if _present(there, name) != value}
    if changes:
        await client.update_deployment(there.id, DeploymentUpdate(**changes))
    return Deployed(there.id, there.created)


def _present(there: DeploymentResponse, name: str) -> object:
    value: object = getattr(there, name)
    return value


def schedule(
    slug: str, rrule: str, *, timezone: str = "Europe/Amsterdam", active: bool = True, **parameters: str
) -> DeploymentScheduleCreate:
    """Make a schedule that a person can find again by its slug."""
    return DeploymentScheduleCreate(
        slug=slug, schedule=RRuleSchedule(rrule=rrule, timezone=timezone), active=active, parameters=parameters
    )
