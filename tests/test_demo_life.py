"""A whole life without a server: what its people do, the story that is told of it, and what its log comes to."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deployments.demo.examples import WithoutServer
from deployments.demo.life import StoryStuck, live
from deployments.demo.outcome import CycleOutcome, outcome
from deployments.demo.script import Script
from deployments.demo.scripts import EENZAAMHEID, WRITTEN, definition_of
from deployments.demo.story import Story
from models.actions import alliances, evaluation_report, lists_impact, lists_parties, requests
from models.db import session as db_session
from models.db.session import Database
from models.method import actors
from samenspel import clock, settings
from samenspel.clock import SetClock
from tests import databases, golden

#: Every log that a release left behind.
LOGS = sorted(golden.DATA.glob("golden_*.json"))


@pytest.fixture(scope="module")
def life(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of one whole life, on which the tests of this module only look."""
    home = tmp_path_factory.mktemp("life")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SAMENSPEL_HOME", str(home))
        settings.reload()
        database = databases.copy_sqlite(sqlite_template, home)
        db_session.use(database)
        golden.lived()
        yield database
        db_session.use(None)
        database.close()
    settings.reload()


@pytest.mark.usefixtures("life")
def test_a_life_falls_short_once_and_is_handed_over_in_its_second_cycle() -> None:
    came = outcome("onderwijs", runs=42, seconds=1.26, server=None, home=None)
    assert came.cycles == (
        CycleOutcome(1, ("explore", "form_alliance", "co_create", "implement", "evaluate"), "insufficient", 0.774399),
        CycleOutcome(2, ("co_create", "implement", "evaluate", "secure_impact"), "sufficient", 1.0),
    )
    assert (came.ended, came.began, came.seconds) == ("secured", WRITTEN, 1.3)
    assert came.partners == (
        "gemeente-weteringen",
        "schoolbestuur-delta",
        "pabo-rijnoever",
        "kade-techniek",
        "fonds-morgen",
        "kenniscentrum-arbeid",
        "woonstichting-de-brink",
    )
    assert len(came.lessons) == 1


@pytest.mark.usefixtures("life")
def test_the_second_cycle_has_another_target_a_new_partner_and_a_lesson_behind_it() -> None:
    targets = {one.key: one.seen.target for one in evaluation_report.report("onderwijs").indicators}
    assert targets["vertrek-starters"] == 17.0
    joined = lists_parties.commitments("onderwijs")[-1]
    assert (joined.organisation, joined.from_cycle, joined.status) == ("woonstichting-de-brink", 2, "fulfilled")
    (decided,) = [one for one in lists_impact.decisions("onderwijs", answered=True) if one.outcome == "go_back"]
    assert (decided.cycle, decided.go_back_to, decided.decided_by) == (1, "co_create", "hz")


@pytest.mark.usefixtures("life")
def test_when_it_has_ended_nobody_owes_anything() -> None:
    assert requests.requests("onderwijs") == []
    assert {one.status for one in lists_parties.commitments("onderwijs")} == {"fulfilled"}


@pytest.mark.usefixtures("life")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nl",
            [
                "1 Verkennen · cyclus 1",
                "    2 nov 2026  HZ opende cyclus 1, vanaf fase 1 Verkennen.",
                "    2 nov 2026  8 organisaties zijn uitgenodigd.",
                "   12 nov 2026  Samenspel vroeg Kade Techniek nogmaals om een antwoord op de uitnodiging.",
                "   13 sep 2027  HZ beantwoordde besluit 1: terug naar fase 3 Co-creatie.",
                "                “Vraag vertrekkende starters eerst naar woonruimte: die noemen zij vaker dan een te",
                "                zware start, en begeleiding alleen houdt hen dan niet vast.”",
                "6 Borgen van de impact · cyclus 2",
                "   22 mei 2028  Samenspel rondde de alliantie af: geborgd.",
            ],
        ),
        (
            "en",
            [
                "1 Explore · cycle 1",
                "    2 Nov 2026  HZ opened cycle 1, from phase 1 Explore.",
                "    2 Nov 2026  8 organisations were invited.",
                "   12 Nov 2026  Samenspel asked Kade Techniek once more for an answer to the invitation.",
                "  13 Sept 2027  HZ answered decision 1: back to phase 3 Co-create.",
                "                “Vraag vertrekkende starters eerst naar woonruimte: die noemen zij vaker dan een te",
                "                zware start, en begeleiding alleen houdt hen dan niet vast.”",
                "6 Secure the impact · cycle 2",
                "   22 May 2028  Samenspel ended the alliance: secured.",
            ],
        ),
    ],
)
def test_the_story_is_told_in_both_languages(language: str, told: list[str]) -> None:
    lines: list[str] = []
    story = Story("onderwijs", language, lambda text: lines.extend(text.split("\n")))
    story.hear()
    assert sorted(told, key=lines.index) == [line for line in lines if line in told]
    assert lines[-1] == told[-1]
    assert max(len(line) for line in lines) <= 100
    heard = len(lines)
    story.hear()
    assert len(lines) == heard


@pytest.mark.usefixtures("life")
def test_the_log_alone_comes_to_what_the_tables_say() -> None:
    assert golden.folded(golden.log()).document() == golden.in_the_tables().document()


@pytest.mark.parametrize("file", LOGS, ids=lambda file: file.stem)
def test_the_log_of_every_release_still_comes_to_the_same_life(file: Path) -> None:
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    assert [event["seq"] for event in kept["events"]] == list(range(1, len(kept["events"]) + 1))
    assert golden.folded(kept["events"]).document() == kept["came_to"]


@pytest.mark.usefixtures("life")
def test_this_release_left_its_log_behind() -> None:
    # A life that comes to something else needs a new one: python -m tests.golden
    kept = json.loads(golden.PRESENT.read_text(encoding="utf-8"))
    assert kept["came_to"] == golden.in_the_tables().document()


@pytest.mark.usefixtures("sqlite_db")
@pytest.mark.parametrize(
    ("script", "told"),
    [
        (
            replace(EENZAAMHEID, scores={"samen": 4}),
            "the story of eenzaamheid is answered without end in phase explore of cycle 1 on 2026-11-30; the gate "
            "waits for deliverable:need_framework, deliverable:situation_analysis, deliverable:stakeholder_overview, "
            "go",
        ),
        (
            EENZAAMHEID,
            "the story of eenzaamheid stands still in phase evaluate of cycle 1 on 2027-11-01; the gate waits for "
            "decision",
        ),
    ],
    ids=["what is done changes nothing", "nobody decides"],
)
def test_a_story_that_does_not_go_on_says_where_it_stands_and_what_it_waits_for(script: Script, told: str) -> None:
    definition = definition_of(script)
    hands = SetClock(WRITTEN)
    with clock.using(hands):
        alliances.add(definition, by=actors.staff(definition.facilitator))
        with pytest.raises(StoryStuck) as stuck:
            asyncio.run(live(script, definition, WithoutServer(), hands, settings.settings()))
    assert str(stuck.value) == told
