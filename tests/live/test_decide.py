"""The form of a decision in Prefect: empty ones are refused, the first answer acts, the second is told so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError

from deployments import warm_worker
from models.actions.overview import log_of, open_decisions
from models.method.phases import Phase
from tests import factories
from tests.live.conftest import PrefectServer
from tests.live.engine import LIVE, engine, message_of, settings_for, settled
from tests.live.waiting import eventually

pytestmark = [*LIVE, pytest.mark.usefixtures("sqlite_db")]

FORM = "decide/decide"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker look for forms that people sent several times a second; nobody wakes it for those."""
    monkeypatch.setattr(warm_worker, "POLL_SECONDS", 0.3)


async def test_an_empty_form_is_refused_and_no_run_comes_of_it(prefect_server: PrefectServer, home: Path) -> None:
    async with _form(prefect_server, home) as client:
        assert await _refused(client, {}) == 409
        assert await _refused(client, {"decision": "1"}) == 409
        assert await _refused(client, {"decision": "1", "answer": {}}) == 409
        without_reason = {**_answer(), "reason": ""}
        assert await _refused(client, {"decision": "1", "answer": without_reason}) == 409
        unknown = {**_answer(), "outcome": "carry_on"}
        assert await _refused(client, {"decision": "1", "answer": unknown}) == 409


async def test_the_first_answer_acts_and_the_second_is_told_whose_that_was(
    prefect_server: PrefectServer, home: Path
) -> None:
    number = await asyncio.to_thread(_with_an_open_decision, "besluit")
    async with _form(prefect_server, home) as client:
        first = await _answered(client, number, _answer())
        second = await _answered(client, number, {**_answer(), "outcome": "stop", "go_back_to": "not_applicable"})
        await settled("besluit")
    assert first.name == f"besluit {number}"
    assert (first.state_name, message_of(first)) == ("Completed", "besluit: go_back; now in co_create of cycle 2")
    assert second.state_name == "Completed"
    said = message_of(second) or ""
    assert said.startswith("nothing changed: already decided by hz on 20")
    assert said.endswith(" UTC by Prefect: go_back")
    assert factories.place("besluit") == (2, "co_create")
    assert [e.actor for e in log_of("besluit") if e.type == "decision.answered"] == ["staff:hz"]


async def test_an_answer_that_does_not_hold_together_changes_nothing_and_says_why(
    prefect_server: PrefectServer, home: Path
) -> None:
    number = await asyncio.to_thread(_with_an_open_decision, "onvolledig")
    async with _form(prefect_server, home) as client:
        no_lesson = await _answered(client, number, {**_answer(), "lesson": ""})
        nowhere = await _answered(client, number, {**_answer(), "go_back_to": "not_applicable"})
        stranger = await _answered(client, number, {**_answer(), "decided_by": "xx"})
    assert [message_of(run) for run in (no_lesson, nowhere, stranger)] == [
        "nothing changed: going back rests on at least one lesson learned: fill in the lesson",
        "nothing changed: go_back needs the phase to go back to; allowed: explore, form_alliance, co_create, implement",
        "nothing changed: decided_by 'xx' is no member of staff; allowed: hz",
    ]
    assert [line.id for line in open_decisions("onvolledig")] == [int(number)]


def _with_an_open_decision(slug: str) -> str:
    factories.brought_to(Phase.EVALUATE, slug)
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    return str(asked.id)


def _answer() -> dict[str, Any]:
    return factories.an_answer().model_dump(mode="json")


@asynccontextmanager
async def _form(server: PrefectServer, home: Path) -> AsyncIterator[PrefectClient]:
    """Run an engine and wait until the form is its own."""
    chosen = settings_for(server, home)
    async with engine(chosen) as client:

        async def look() -> bool | None:
            try:
                return (await client.read_deployment_by_name(FORM)).work_pool_name == chosen.work_pool or None
            except ObjectNotFound:
                return None

        await eventually(look, "the form")
        yield client


async def _create(client: PrefectClient, parameters: dict[str, Any]) -> FlowRun:
    form = await client.read_deployment_by_name(FORM)
    return await client.create_flow_run_from_deployment(form.id, parameters=parameters)


async def _refused(client: PrefectClient, parameters: dict[str, Any]) -> int:
    with pytest.raises(PrefectHTTPStatusError) as refusal:
        await _create(client, parameters)
    return refusal.value.response.status_code


async def _answered(client: PrefectClient, decision: str, answer: dict[str, Any]) -> FlowRun:
    made = await _create(client, {"decision": decision, "answer": answer})

    async def look() -> FlowRun | None:
        run = await client.read_flow_run(made.id)
        return run if run.state is not None and run.state.is_final() else None

    return await eventually(look, "the end of the decision's run")
