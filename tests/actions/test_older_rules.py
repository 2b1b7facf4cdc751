"""A round that older rules judged is listed, shown, shared, weighed at the gate, and can be gone back from."""

from typing import Any

import pytest

from models.actions import decisions, lists_rounds, overview
from models.db import queries
from models.db.session import database
from models.db.tables import Cycle, Round
from models.method.decisions import Outcome
from models.method.phases import Phase
from tests import factories
from tests.actions import seen
from tests.factories import an_answer, deliver_all, drain

pytestmark = pytest.mark.usefixtures("sqlite_db", "at_start")


def judged_before(slug: str, share: float, verdict: str) -> None:
    """Let a round close, and leave of it what the first rules kept."""
    factories.measured(slug, share)
    road: dict[str, Any] = {"direction": "decrease", "weight": 0.6, "critical": True, "baseline": 100, "target": 50}
    unknown = {"key": "instroom", "direction": "increase", "weight": 0.4, "baseline": 0, "target": 400, "value": None}
    with database().write() as session:
        row = queries.one(session, Round, "round", number=1)
        row.engine_version = "1"
        row.snapshot = {
            "alliance": slug,
            "cycle": 1,
            "round": 1,
            "indicators": [{"key": "vacatures", **road, "value": 80, "measured_on": "2026-03-02"}, unknown],
        }
        row.result = {
            "engine_version": "1",
            "verdict": verdict,
            "attainment": share,
            "indicators": [
                {"key": "vacatures", "attainment": 0.4, "score": 0.4},
                {"key": "instroom", "attainment": None, "score": None},
            ],
            "reasons": [],
        }


def test_it_is_listed_and_shown_with_what_was_kept() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    judged_before(slug, 0.4, "insufficient")
    assert [(one.number, one.verdict, one.reason) for one in lists_rounds.rounds(slug)] == [(1, "insufficient", None)]
    shown = lists_rounds.one_round(slug).indicators
    told = [(one.key, one.value, one.attainment, one.verdict, one.arithmetic) for one in shown]
    assert told == [("vacatures", 80, 0.4, None, ""), ("instroom", None, None, None, "")]


def test_one_goes_back_from_it_and_its_results_are_shared() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    judged_before(slug, 0.4, "insufficient")
    (asked,) = overview.open_decisions(slug)
    decisions.answer(str(asked.id), an_answer(Outcome.GO_BACK), via="CLI")
    drain()
    assert factories.place(slug) == (2, "co_create")
    assert len(seen.letters(slug, kind="round_results")) == 1
    picture = seen.row(Cycle, slug, number=1).picture
    assert {one["key"]: one["value"] for one in picture["objectives"]} == {"vacatures": 80, "instroom": None}


def test_enough_was_enough_for_the_gate() -> None:
    slug = factories.brought_to(Phase.EVALUATE)
    judged_before(slug, 0.9, "sufficient")
    deliver_all(slug, Phase.EVALUATE)
    drain()
    assert factories.place(slug) == (1, "secure_impact")
