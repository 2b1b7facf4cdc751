"""The page about an evaluation in Prefect: what the rules said, and nothing that a person wrote or is named in."""

import pytest

from deployments import evaluation_text
from models.actions import decisions
from models.actions.overview import open_decisions
from models.method.phases import Phase
from tests import factories

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def test_before_a_round_is_over_there_is_no_page() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    assert evaluation_text.page(slug) is None


def test_the_page_has_the_verdict_the_pictures_and_no_person() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    factories.measured(slug, 0.4)
    (asked,) = open_decisions(slug)
    answer = factories.an_answer()
    decisions.answer(str(asked.id), answer, via="CLI")
    page = evaluation_text.page(slug)
    assert page is not None
    lines = page.splitlines()
    assert lines[0] == "# Evaluatie Alliantie onderwijs"
    assert lines[4] == "**onvoldoende impact**"
    assert page.count("](data:image/svg+xml;base64,") >= 3
    written_freely = (answer.reason, str(answer.lesson), "meting", factories.PLANTED_NAME, factories.PLANTED_ADDRESS)
    assert [text for text in (*written_freely, " hz") if text in page] == []
