"""What a decision rests on, as a page in Prefect shows it."""

import pytest

from deployments import artifact_text, decision_text
from models.actions import decisions, lists_impact, questions
from models.actions.frame import act
from models.actions.overview import open_decisions, overview
from models.method.decisions import DecisionKind, Outcome
from models.method.phases import Phase
from tests import factories
from tests.factories import HZ, an_answer

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")

UI, FORM = "http://localhost:4200", "d1"


def _asked() -> str:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.5)
    return slug


def test_the_page_of_open_decisions_tells_why_the_evidence_what_each_answer_changes_and_the_rounds() -> None:
    slug = _asked()
    basis = decision_text.sections([lists_impact.decision(1)])
    lines = artifact_text.open_decisions(open_decisions(slug), basis, ui_url=UI, decide_id=FORM).splitlines()
    assert lines[6] == "## Besluit 1: onderwijs, ronde 1"
    assert lines[8] == "**onvoldoende impact**: gewogen gemiddelde."
    assert lines[10].endswith("Voorstel: terug naar fase 3, Co-creatie.")
    assert "| outputs | houdt niet | 50% |" in lines
    why = "onvoldoende | vergeleken met wat nu bereikt moest zijn"
    assert f"| Aantal vacatures | 100 | 50 | 75 | 50% | 100% | {why} |" in lines
    assert "| opnieuw meten | zoekt uit | samenwerking |" in lines
    assert "| toch borgen | laat onbewezen | outputs, outcomes, impact, instroom, vacatures |" in lines
    assert lines[-1] == "| 1 | 1 | onvoldoende impact | 50% |  |"
    assert factories.PLANTED_NAME not in "\n".join(lines)


def test_the_same_is_told_in_english() -> None:
    _asked()
    lines = decision_text.sections([lists_impact.decision(1)], "en").splitlines()
    assert (lines[0], lines[2]) == ("## Decision 1: onderwijs, round 1", "**too little impact**: weighted mean.")
    assert "| measure again | finds out | collaboration |" in lines


def test_the_rounds_before_tell_what_was_decided() -> None:
    slug = _asked()
    decisions.answer("1", an_answer(Outcome.MEASURE_AGAIN, lesson=""), via="CLI")
    factories.drain()
    factories.measured(slug, 0.6)
    assert decision_text.sections([lists_impact.decision(2)]).splitlines()[-2:] == [
        "| 1 | 1 | onvoldoende impact | 50% | opnieuw meten |",
        "| 2 | 1 | onvoldoende impact | 60% |  |",
    ]


def test_a_question_about_something_else_has_no_section() -> None:
    slug = factories.added()
    with act(slug, by=HZ) as a:
        questions.ask(a, DecisionKind.GATE, proposed=Outcome.GO, subject=Phase.EXPLORE)
    (asked,) = open_decisions(slug)
    assert decision_text.sections([lists_impact.decision(asked.id)]) == ""
    assert artifact_text.open_decisions([asked], ui_url=UI, decide_id=FORM).count("##") == 0


def test_without_any_question_the_page_says_so() -> None:
    assert artifact_text.open_decisions([], ui_url=UI, decide_id=FORM) == "# Open besluiten\n\nEr wacht geen besluit.\n"


def test_the_page_of_an_alliance_tells_what_must_be_found_out_by_whom_and_when() -> None:
    page = artifact_text.alliance(overview(_asked()), ui_url=UI, decide_id=FORM)
    part = page.partition("## Nog uit te zoeken\n\n")[2].partition("\n\n")[0]
    assert part.splitlines() == [
        "| Wat | Waarover | Wie | Uiterlijk |",
        "| --- | --- | --- | --- |",
        "| schakel meten | samenwerking | hz | 30 maart 2026 |",
    ]
    other = artifact_text.alliance(overview(factories.added("zorg")), ui_url=UI, decide_id=FORM)
    assert "Nog uit te zoeken" not in other
