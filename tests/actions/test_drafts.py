"""First drafts say what is known, in the booklet's terms, and nothing about persons."""

import pytest

from models.actions import commitments, deliverables, faults, improvements, lessons
from models.db import files
from models.db.tables import Deliverable
from models.method.commitments import ContributionKind, Unit
from models.method.phases import Phase
from models.method.working_days import local_day
from samenspel import clock
from tests import factories
from tests.actions import seen
from tests.factories import HZ

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def text(slug: str, code: str) -> str:
    """Return what a deliverable says now."""
    sha256 = seen.row(Deliverable, slug, cycle=1, code=code).sha256
    assert sha256 is not None
    return files.content(sha256).decode()


def test_the_stakeholder_overview_lists_the_field_and_no_person() -> None:
    slug = factories.added()
    assert text(slug, "stakeholder_overview") == (
        "# Overzicht van het stakeholdersveld — Alliantie onderwijs\n\n"
        "| Organisatie | Sector | Rollen | Invloed | Belang | Status |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| Bedrijf Voorbeeld | business |  | 3 | 3 | approached |\n"
        "| Fonds Voorbeeld | philanthropy |  | 3 | 3 | approached |\n"
        "| Gemeente Voorbeeld | government |  | 3 | 3 | approached |\n"
        "| Ouders Voorbeeld | citizens |  | 3 | 3 | approached |\n"
    )


def test_the_agreement_is_drafted_from_what_is_confirmed() -> None:
    slug = factories.brought_to(Phase.FORM_ALLIANCE)
    assert seen.status_of(slug, "cooperation_agreement") == "missing"
    key = commitments.promise(
        slug,
        f"{slug}-fonds",
        ContributionKind.CAPITAL,
        "Geld voor het eerste jaar",
        1_250_000,
        Unit.CENTS,
        by=HZ,
        starts_on=local_day(clock.now()),
    )
    factories.drain()
    assert seen.status_of(slug, "cooperation_agreement") == "missing"
    commitments.confirm(slug, key, by=HZ)
    factories.drain()
    assert seen.status_of(slug, "cooperation_agreement") == "draft"
    assert (
        "| Fonds Voorbeeld | capital | Geld voor het eerste jaar | € 12.500,00 | confirmed |"
        in text(slug, "cooperation_agreement").splitlines()
    )


def test_the_resources_show_what_is_still_lacking() -> None:
    slug = factories.brought_to(Phase.CO_CREATE)
    assert text(slug, "resource_overview").splitlines()[2:] == [
        "| Behoefte | Nodig | Toegezegd | Nog te vinden |",
        "| --- | --- | --- | --- |",
        "| Begeleiding | 100 uur | 80 uur | 20 uur |",
    ]


def test_the_results_show_every_figure_of_the_closed_round() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    assert seen.status_of(slug, "results_overview") == "missing"
    factories.measured(slug, 0.5)
    lines = text(slug, "results_overview").splitlines()
    assert lines[2:4] == ["Voorstel van de evaluatie: **onvoldoende impact**", ""]
    assert lines[4].endswith(
        "de activiteiten leveren niet op wat was gedacht. Voorstel: terug naar fase 3, Co-creatie."
    )
    why = "onvoldoende | vergeleken met wat nu bereikt moest zijn"
    assert lines[8:15] == [
        f"| Aantal instroom | 200 | 300 | 250 | 2 maart 2026 | 50% | 100% | {why} |",
        f"| Aantal vacatures | 100 | 50 | 75 | 2 maart 2026 | 50% | 100% | {why} |",
        "",
        "## Berekening",
        "",
        "- Aantal instroom: `(250 - 200) / (300 - 200) = 0.5 < 0.8`",
        "- Aantal vacatures: `(75 - 100) / (50 - 100) = 0.5 < 0.8`",
    ]
    assert lines[-1] == "| 1 | 1 | 2 maart 2026 | onvoldoende impact | 50% |"


def test_the_tested_theory_shows_what_was_seen_of_each_node() -> None:
    nodes = [
        {"key": "werving", "level": "activity", "text": "Werven en opleiden"},
        {"key": "opgeleid", "level": "output", "text": "Opgeleide leraren"},
        {"key": "leraren", "level": "outcome", "text": "Meer leraren"},
    ]
    links = [
        {"from": "werving", "to": "opgeleid"},
        {"from": "opgeleid", "to": "leraren", "assumption": "Wie opgeleid is, blijft."},
    ]
    slug = factories.brought_to(Phase.EVALUATE, theory_of_change={"nodes": nodes, "links": links})
    assert seen.status_of(slug, "tested_toc") == "missing"
    factories.measured(slug, 0.5)
    lines = text(slug, "tested_toc").splitlines()
    assert lines[8:11] == [
        "| activiteit | Werven en opleiden | uitgevoerd als afgesproken: 4 van 4 |",
        "| output | Opgeleide leraren | Aantal instroom: onvoldoende |",
        "| outcome | Meer leraren | Aantal vacatures: onvoldoende |",
    ]
    assert lines[16] == "| Opgeleide leraren → Meer leraren | Wie opgeleid is, blijft. | nog niet getoetst |  |"
    assert lines[-1] == "Geen aanname is weerlegd."


def test_the_recommendations_begin_with_what_the_evaluation_proposes_and_leaves_to_find_out() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    assert seen.status_of(slug, "recommendations") == "missing"
    factories.measured(slug, 0.5)
    lines = text(slug, "recommendations").splitlines()
    assert lines[2] == "## Wat de evaluatie voorstelt"
    assert lines[-1] == "| schakel meten | samenwerking | hz | 30 maart 2026 |"


def test_the_plan_for_the_collaboration_waits_for_a_point_or_for_what_partners_say() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.5)
    assert seen.status_of(slug, "collaboration_plan") == "missing"
    improvements.add(slug, "Elke maand samen de cijfers lezen.", due_on=local_day(clock.now()), by=HZ)
    factories.drain()
    assert text(slug, "collaboration_plan").splitlines()[4:] == [
        "Nog te beschrijven.",
        "",
        "## Verbeterplan",
        "",
        "| Verbeterpunt | Wie | Uiterlijk | Stand |",
        "| --- | --- | --- | --- |",
        "| Elke maand samen de cijfers lezen. | stichting | 2 maart 2026 | open |",
    ]


def test_what_a_person_handed_in_is_never_written_over_by_a_round() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    deliverables.submit(slug, "tested_toc", by=HZ, content=b"# Zelf geschreven")
    factories.measured(slug, 0.5)
    assert text(slug, "tested_toc") == "# Zelf geschreven"


def test_an_alliance_that_speaks_english_gets_its_drafts_in_english() -> None:
    slug = factories.brought_to(Phase.EVALUATE, language="en")
    factories.measured(slug, 0.5)
    assert text(slug, "results_overview").splitlines()[2] == "What the evaluation proposes: **too little impact**"


def test_lessons_and_faults_are_collected_in_phase_five() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    lessons.add_lesson(slug, "Begin met de scholen.", by=HZ)
    faults.add_fault(slug, "De bekostiging loopt per jaar.", "Bekostiging", by=HZ)
    factories.drain()
    assert text(slug, "lessons_and_faults") == (
        "# Lessons learned en systeemfouten — Alliantie onderwijs\n\n"
        "## Lessen\n\n- Begin met de scholen.\n\n"
        "## Systeemfouten\n\n- **Bekostiging**: De bekostiging loopt per jaar.\n"
    )
