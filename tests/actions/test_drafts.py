"""First drafts say what is known, in the booklet's terms, and nothing about persons."""

import pytest

from models.actions import commitments, faults, lessons
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
    assert text(slug, "results_overview").splitlines()[2:] == [
        "Voorstel van de evaluatie: **onvoldoende impact**",
        "",
        "| Indicator | Nulmeting | Doel | Gemeten | Behaald |",
        "| --- | --- | --- | --- | --- |",
        "| Aantal vacatures | 100 | 50 | 75 | 50% |",
        "| Aantal instroom | 200 | 300 | 250 | 50% |",
    ]


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
